"""Hold one chunk of evaluation rows against all that was fitted: activations to codes to partitions to tallies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import Sample
from yasenn_report.yasenn.describe import Descriptions, LogisticDescription, TreeDescription
from yasenn_report.yasenn.measure.answers import answer_all, compare_all, distances, gains
from yasenn_report.yasenn.measure.comparisons import Comparison
from yasenn_report.yasenn.measure.distributions import count_decided, count_errors, count_outputs
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.margins import sum_margins
from yasenn_report.yasenn.measure.sums import Counts, MeanSums, RateSums, Sums, added, sum_means, sum_rates

Candidate = TreeDescription | LogisticDescription


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Sufficient statistics of evaluation rows. Two tallies of rows of different groups add up to the tally of both.

    All but ``rows`` and ``unseen_rows`` are in the rows' weights; squares and products are those of groups' sums.
    """

    rows: Counts
    """Rows per partition."""
    shared: Sums
    """(partitions, partitions): sum over groups of the product of the group's weights in two partitions. Without
    groups the diagonal alone is not 0."""
    weight: Sums
    """Per partition."""
    misses: Sums
    """Per partition: rows where the partition's value decides otherwise than the network; for values, rows where it is
    off by more than the error limit."""
    mistakes: Sums
    """Per partition: rows where the network's decision is not the label; 0 without labels and for values."""
    errors: MeanSums
    """Per partition: the distillation error."""
    error: MeanSums
    """The distillation error of all rows."""
    error_bins: Sums
    """From ``distributions.count_errors``."""
    outputs: Sums
    """From ``distributions.count_outputs``."""
    decided: Sums
    """From ``distributions.count_decided``."""
    confusion: Sums
    """By the network's decision and by the partition's, (classes, classes); empty for values."""
    margins: RateSums
    """From ``margins.sum_margins``."""
    holding: RateSums
    """By description, as in ``list_descriptions``: rows that it holds for; missed are those that do not belong."""
    left_out: Sums
    """By description: rows that belong, but that it does not hold for."""
    unseen: float
    """Rows whose code was not seen in fitting."""
    unseen_rows: int
    misnamed: float
    """Rows that the map gives another partition than the activations do."""
    gains: MeanSums
    """By pair of answers, from ``answers.gains``."""
    comparisons: dict[str, Comparison]
    """By what is compared."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**added(self, other))

    def sample(self, chosen: NDArray[np.bool_]) -> Sample:
        """The rows in chosen partitions, (partitions,)."""
        return Sample(
            rows=int(self.rows[chosen].sum()),
            weight=float(self.weight[chosen].sum()),
            weight_squares=float(self.shared[np.ix_(chosen, chosen)].sum()),
        )

    def partition(self, index: int) -> Sample:
        """The rows in one partition."""
        return Sample(
            rows=int(self.rows[index]),
            weight=float(self.weight[index]),
            weight_squares=float(self.shared[index, index]),
        )

    @property
    def whole(self) -> Sample:
        """All rows."""
        return self.sample(np.ones(len(self.rows), dtype=bool))


def tally(explanation: Explanation, chunk: Chunk) -> Tally:
    """What one chunk of at least one evaluation row says."""
    task, partitioning, units = explanation.task, explanation.partitioning, chunk.units
    outputs = task.outputs(chunk.activations.outputs)
    codes = explanation.distillation.codes(chunk.activations)
    member, seen = partitioning.assign(codes)
    named = explanation.descriptions.name_partitions(chunk.features)
    answers = answer_all(explanation, chunk, codes, member, named)
    error, missed = distances(explanation, outputs, answers["partitions"])
    mistakes = np.zeros(len(outputs), dtype=bool)
    if task.classes and chunk.truth is not None:
        mistakes = task.decisions(outputs) != chunk.truth
    inside = member[:, None] == np.arange(len(partitioning.partitions))
    weight = units.totals(inside)
    holds, belongs = hold(explanation.descriptions, chunk.features, inside)
    return Tally(
        rows=inside.sum(axis=0),
        shared=weight.T @ weight,
        weight=weight.sum(axis=0),
        misses=units.totals(inside & missed[:, None]).sum(axis=0),
        mistakes=units.totals(inside & mistakes[:, None]).sum(axis=0),
        errors=sum_means(units, error[:, None], inside),
        error=sum_means(units, error[:, None]).at(0),
        error_bins=count_errors(error, units.weights, classes=task.classes),
        outputs=count_outputs(task, outputs, partitioning.values, member, units.weights, explanation.output_edges),
        decided=count_decided(task, outputs, member, units.weights, len(partitioning.partitions)),
        confusion=confuse(explanation, outputs, answers["partitions"], units.weights),
        margins=sum_margins(units, task, outputs, missed, explanation.margin_edges),
        holding=sum_rates(units, holds, ~belongs),
        left_out=units.totals(~holds & belongs).sum(axis=0),
        unseen=float(units.weights[~seen].sum()),
        unseen_rows=int((~seen).sum()),
        misnamed=float(units.weights[named != member].sum()),
        gains=gains(explanation, units, outputs, answers),
        comparisons=compare_all(explanation, units, outputs, answers, chunk.truth),
    )


def confuse(explanation: Explanation, outputs: Sums, answer: Sums, weights: Sums) -> Sums:
    """Weight of the rows by the network's decision and by that of an answer, (classes, classes); empty for values."""
    task = explanation.task
    confusion = np.zeros((len(task.class_names), len(task.class_names)))
    if task.classes:
        np.add.at(confusion, (task.decisions(outputs), task.decisions(answer)), weights)
    return confusion


def list_descriptions(descriptions: Descriptions) -> list[tuple[int, Candidate]]:
    """Every candidate description with its partition's index, partition after partition."""
    return [
        (index, candidate)
        for index, described in enumerate(descriptions.partitions)
        for candidate in described.candidates
    ]


def hold(
    descriptions: Descriptions, features: NDArray[np.float64], inside: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For which rows each description holds, and which belong to its partition, (rows, descriptions) each."""
    listed = list_descriptions(descriptions)
    holds = np.zeros((len(features), len(listed)), dtype=bool)
    for place, (_, candidate) in enumerate(listed):
        holds[:, place] = candidate.holds(features)
    return holds, inside[:, np.array([index for index, _ in listed], dtype=np.intp)]
