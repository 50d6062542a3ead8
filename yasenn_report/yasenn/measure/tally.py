"""Hold one chunk of evaluation rows against all that was fitted: activations to codes to partitions to tallies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.describe import Descriptions, LogisticDescription, TreeDescription
from yasenn_report.yasenn.measure.answers import answer_all, compare_all, distances, gains
from yasenn_report.yasenn.measure.calibration import CalibrationSums, sum_calibration
from yasenn_report.yasenn.measure.comparisons import Comparison
from yasenn_report.yasenn.measure.distributions import count_decided, count_errors, count_outputs
from yasenn_report.yasenn.measure.drift import sum_arrivals
from yasenn_report.yasenn.measure.erring import find_errors, sum_error_trees
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.groups import (
    GroupErrors,
    GroupSums,
    find_outcomes,
    sum_group_errors,
    sum_groups,
)
from yasenn_report.yasenn.measure.layers import sum_steps
from yasenn_report.yasenn.measure.margins import sum_margins
from yasenn_report.yasenn.measure.mistaken import MistakeSums, sum_mistakes
from yasenn_report.yasenn.measure.shortcuts import sum_shortcuts
from yasenn_report.yasenn.measure.sums import Counts, MeanSums, RateSums, Sums, added, sum_means, sum_rates
from yasenn_report.yasenn.measure.telling import sum_contrasts
from yasenn_report.yasenn.samples import Part, Sample
from yasenn_report.yasenn.stability import Overlaps, overlap

Candidate = TreeDescription | LogisticDescription


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Sufficient statistics of evaluation rows. Two tallies of rows of different groups add up to the tally of both.

    All but numbers of rows are in the rows' weights; squares and products are those of groups' sums.
    """

    rows: Counts
    """Rows per partition."""
    weight: Sums
    """Per partition."""
    misses: Sums
    """Per partition: rows where the partition's value decides otherwise than the network; for values, rows where it is
    off by more than the error limit."""
    weight_products: Sums
    """(partitions, partitions): sum over groups of the product of the group's weights in two partitions. Without
    groups the diagonal alone is not 0, as in the next two."""
    miss_products: Sums
    """Likewise, of the group's misses in two partitions."""
    cross_products: Sums
    """Likewise, of the group's misses in the one (row) and its weight in the other (column)."""
    mistakes: RateSums
    """Per partition: missed are rows where the network's decision is not the label; none without labels and for
    values."""
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
    belonging: RateSums
    """By description: rows that belong to its partition; missed are those that it does not hold for."""
    contrasted: RateSums
    """From ``telling.sum_contrasts``."""
    erring: RateSums
    """From ``erring.sum_error_trees``."""
    compared_mistakes: MistakeSums
    """From ``mistaken.sum_mistakes``."""
    calibration: CalibrationSums
    """From ``calibration.sum_calibration``."""
    shortcuts: RateSums
    """From ``shortcuts.sum_shortcuts``."""
    arrivals: RateSums
    """From ``drift.sum_arrivals``."""
    unseen: RateSums
    """One share: missed are rows whose code was not seen in fitting."""
    unseen_rows: int
    """Their number, whatever they weigh."""
    misnamed: RateSums
    """One share: missed are rows that the map gives another partition than the activations do."""
    gains: MeanSums
    """By pair of answers, from ``answers.gains``."""
    steps: RateSums
    """From ``layers.sum_steps``."""
    comparisons: dict[str, Comparison]
    """By what is compared."""
    groups: GroupSums
    """From ``groups.sum_groups``."""
    group_errors: GroupErrors
    """From ``groups.sum_group_errors``."""
    overlaps: Overlaps
    """How the partitions and those of refits share rows, from ``stability.overlap``."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**added(self, other))

    def sample(self, chosen: NDArray[np.bool_]) -> Sample:
        """The rows in chosen partitions, (partitions,)."""
        return Sample(
            rows=int(self.rows[chosen].sum()),
            weight=float(self.weight[chosen].sum()),
            weight_squares=float(self.weight_products[np.ix_(chosen, chosen)].sum()),
        )

    def missed(self, chosen: NDArray[np.bool_]) -> Part:
        """Those of them that are missed."""
        both = np.ix_(chosen, chosen)
        return Part(
            weight=float(self.misses[chosen].sum()),
            weight_squares=float(self.miss_products[both].sum()),
            cross=float(self.cross_products[both].sum()),
        )

    def share(self, chosen: NDArray[np.bool_]) -> Part:
        """The rows in chosen partitions as a part of all."""
        return Part(
            weight=float(self.weight[chosen].sum()),
            weight_squares=float(self.weight_products[np.ix_(chosen, chosen)].sum()),
            cross=float(self.weight_products[chosen].sum()),
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
    named = explanation.descriptions.name_partitions(chunk.readable)
    answers = answer_all(explanation, chunk, codes, member)
    error, missed = distances(explanation, outputs, answers["partitions"])
    wrong = find_errors(explanation, outputs, answers["partitions"], chunk.truth)
    mistakes = wrong[:, 0] if task.classes else np.zeros(len(outputs), dtype=bool)
    inside = member[:, None] == np.arange(len(partitioning.partitions))
    weight, misses = units.totals(inside), units.totals(inside & missed[:, None])
    holds, belongs = hold(explanation.descriptions, chunk.readable, inside)
    sides = explanation.groupings, chunk.sensitive
    everywhere = np.ones((len(outputs), 1), dtype=bool)
    return Tally(
        rows=inside.sum(axis=0),
        weight=weight.sum(axis=0),
        misses=misses.sum(axis=0),
        weight_products=weight.T @ weight,
        miss_products=misses.T @ misses,
        cross_products=misses.T @ weight,
        mistakes=sum_rates(units, inside, mistakes[:, None]),
        errors=sum_means(units, error[:, None], inside),
        error=sum_means(units, error[:, None]).at(0),
        error_bins=count_errors(error, units.weights, classes=task.classes),
        outputs=count_outputs(task, outputs, partitioning.values, member, units.weights, explanation.output_edges),
        decided=count_decided(task, outputs, member, units.weights, len(partitioning.partitions)),
        confusion=confuse(explanation, outputs, answers["partitions"], units.weights),
        margins=sum_margins(units, task, outputs, missed, explanation.margin_edges),
        holding=sum_rates(units, holds, ~belongs),
        belonging=sum_rates(units, belongs, ~holds),
        contrasted=sum_contrasts(units, explanation.contrasts, chunk.readable, inside),
        erring=sum_error_trees(units, explanation.error_trees, chunk.readable, wrong),
        compared_mistakes=sum_mistakes(explanation, units, outputs, member, wrong[:, 0]),
        calibration=sum_calibration(explanation, units, outputs, member, chunk.truth),
        shortcuts=sum_shortcuts(explanation, units, chunk.readable, outputs, inside),
        arrivals=sum_arrivals(explanation.baseline, units, codes, inside),
        unseen=sum_rates(units, everywhere, ~seen[:, None]),
        unseen_rows=int((~seen).sum()),
        misnamed=sum_rates(units, everywhere, (named != member)[:, None]),
        gains=gains(explanation, units, outputs, answers),
        steps=sum_steps(explanation, units, outputs, answers),
        comparisons=compare_all(explanation, units, outputs, answers, chunk.truth),
        groups=sum_groups(
            units, *sides, inside, find_outcomes(task, outputs, chunk.truth, wrong) if chunk.sensitive else {}
        ),
        group_errors=sum_group_errors(units, *sides, inside, error),
        overlaps=overlap(member, explanation.book, explanation.refits, chunk.activations),
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
