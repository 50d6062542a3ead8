"""Measure on evaluation rows how far the partitions, their descriptions and the network can be trusted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, SquareSums, mean, r2, rate, simultaneous_rate
from yasenn_report.yasenn.evaluation import (
    NETWORK_LABELS,
    PARTITION_LABELS,
    USUAL_LABELS,
    Chunk,
    Explanation,
    layer_key,
    tally,
)
from yasenn_report.yasenn.tally import Comparison, Tally

Status = Literal["within_tolerance", "low_fidelity", "inconclusive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionFidelity:
    """How well one description of a partition holds on evaluation rows."""

    precision: Measured
    """Share of the partition among the rows that the description holds for."""
    recall: Measured
    """Share of the partition's rows that the description holds for."""
    f1: float | None
    """Harmonic mean of the two; None where no evaluation row tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionFidelity:
    """How far one partition can be trusted."""

    evaluation_rows: int
    disagreement: Measured
    """Share of rows where the partition's value decides otherwise than the network (values: is off by more than the
    error limit), with bounds that hold for all partitions at once."""
    distillation_error: Measured
    """Mean distance of the network's output from the partition's value: total variation of the probabilities (0 to 1),
    or standard deviations of the network's output."""
    status: Status
    accuracy: Measured
    """Network against labels, on the partition's rows."""
    descriptions: tuple[DescriptionFidelity, ...]
    """In the order of the partition's candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFidelity:
    """What codes up to and including a layer know of the network."""

    layer: int
    """Index of the hidden layer, from the input."""
    fidelity: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """All that was measured on the evaluation rows."""

    evaluation_rows: int
    primary: Measured
    """Partitions' values against the network: agreement of decisions, or R2."""
    constant: Measured
    """The same for an answer that is the same for every row."""
    by_layer: tuple[LayerFidelity, ...]
    """The same for codes cut after each layer, in distilled order, before any merging."""
    described: Measured
    """The same for rows that get their partition from the map, that is from columns instead of activations."""
    plain_tree: Measured
    """The same for a tree of the map's size that predicts the network from the columns directly."""
    naming: Measured
    """Share of rows that the map gives the partition that their activations give."""
    network_accuracy: Measured
    partition_accuracy: Measured
    """Partitions' values against the labels."""
    usual_accuracy: Measured
    """Always answering the most frequent label of the fit rows."""
    unseen: Measured
    """Share of rows whose code was not seen in fitting."""
    status_rows: tuple[tuple[Status, int], ...]
    """Evaluation rows in the partitions of each status. The same rows decided the status: no interval can be given."""
    map_gain: Measured
    """How much less the map loses per row than the plain tree, on the same rows: disagreements, or squared errors."""
    partitions: tuple[PartitionFidelity, ...]


STATUSES: tuple[Status, ...] = ("within_tolerance", "inconclusive", "low_fidelity")


def measure(explanation: Explanation, chunks: Iterable[Chunk], *, tolerance: float, confidence: float) -> Fidelity:
    """Fold the chunks into one tally and read the estimates off it."""
    total = reduce(add, (tally(explanation, chunk) for chunk in chunks))
    return read_off(explanation, total, tolerance=tolerance, confidence=confidence)


def read_off(explanation: Explanation, total: Tally, *, tolerance: float, confidence: float) -> Fidelity:
    """Estimates from the tally of all evaluation rows."""
    classes = explanation.task.classes

    def fidelity(name: str) -> Measured:
        return score("agreement", total.comparisons[name], classes=classes, confidence=confidence)

    def accuracy(name: str) -> Measured:
        if name not in total.comparisons:
            return NotRun(reason=no_labels(explanation))
        return score("accuracy", total.comparisons[name], classes=classes, confidence=confidence)

    rows = int(total.rows.sum())
    partitions = read_partitions(explanation, total, tolerance=tolerance, confidence=confidence)

    def status_rows(status: Status) -> int:
        return sum(partition.evaluation_rows for partition in partitions if partition.status == status)

    one_partition = NotRun(reason="there is one partition only, and nothing to name")
    several = len(partitions) > 1
    return Fidelity(
        evaluation_rows=rows,
        primary=fidelity("partitions"),
        constant=fidelity("constant"),
        by_layer=tuple(
            LayerFidelity(layer=layer, fidelity=fidelity(layer_key(layer))) for layer in explanation.distillation.layers
        ),
        described=fidelity("map") if several else one_partition,
        plain_tree=fidelity("plain tree"),
        naming=rate("naming accuracy", total.misnamed, rows, confidence=confidence, hits=True)
        if several
        else one_partition,
        map_gain=mean("loss", total.gain, total.gain_squares, rows, confidence=confidence, bottom=None)
        if several
        else one_partition,
        network_accuracy=accuracy(NETWORK_LABELS),
        partition_accuracy=accuracy(PARTITION_LABELS),
        usual_accuracy=accuracy(USUAL_LABELS),
        unseen=rate("share of rows", total.unseen, rows, confidence=confidence),
        status_rows=tuple((status, status_rows(status)) for status in STATUSES),
        partitions=partitions,
    )


def no_labels(explanation: Explanation) -> str:
    """Why a comparison with labels was not made."""
    if explanation.label_scale is None:
        return "no --target was given: there are no labels to compare with"
    return "the labels are values, of which none is the most frequent"


def score(metric: str, comparison: Comparison, *, classes: bool, confidence: float) -> Measured:
    """Share of equal decisions, or R2 for values."""
    if classes:
        return rate(metric, comparison.misses, comparison.rows, confidence=confidence, hits=True)
    sums = SquareSums(
        rows=comparison.rows,
        u=comparison.u,
        v=comparison.v,
        uu=comparison.uu,
        uv=comparison.uv,
        vv=comparison.vv,
    )
    return r2(sums, confidence=confidence)


def read_partitions(
    explanation: Explanation, total: Tally, *, tolerance: float, confidence: float
) -> tuple[PartitionFidelity, ...]:
    """Estimates per partition; bounds on disagreement hold for all partitions at once."""
    family = len(total.rows)
    labelled = explanation.usual_label is not None

    def one(index: int) -> PartitionFidelity:
        rows, misses = int(total.rows[index]), int(total.misses[index])
        disagreement = simultaneous_rate("disagreement", misses, rows, confidence=confidence, family=family)
        return PartitionFidelity(
            evaluation_rows=rows,
            disagreement=disagreement,
            distillation_error=mean(
                "total variation" if explanation.task.classes else "standard deviations of the output",
                float(total.error[index]),
                float(total.error_squares[index]),
                rows,
                confidence=confidence,
                top=1.0 if explanation.task.classes else None,
            ),
            status=judge(disagreement, tolerance),
            accuracy=rate("accuracy", int(total.mistakes[index]), rows, confidence=confidence, hits=True)
            if labelled
            else NotRun(
                reason=no_labels(explanation)
                if explanation.task.classes
                else "accuracy is a share of decisions; this network puts out values"
            ),
            descriptions=read_descriptions(
                total.described[index], explanation.descriptions.partitions[index].candidates, confidence
            ),
        )

    return tuple(one(index) for index in range(family))


def read_descriptions(
    counts: NDArray[np.int64], candidates: Sequence[object], confidence: float
) -> tuple[DescriptionFidelity, ...]:
    """Precision and recall of each candidate, from its counts (2, 3)."""
    return tuple(
        DescriptionFidelity(
            precision=rate("precision", too_much, right + too_much, confidence=confidence, hits=True),
            recall=rate("recall", left_out, right + left_out, confidence=confidence, hits=True),
            f1=2 * right / (2 * right + too_much + left_out) if right + too_much + left_out else None,
        )
        for right, too_much, left_out in counts[: len(candidates)].tolist()
    )


def judge(disagreement: Measured, tolerance: float) -> Status:
    """Within tolerance if the upper bound is, low fidelity if the lower bound is above it, else inconclusive."""
    if not isinstance(disagreement, Estimate):
        return "inconclusive"
    if disagreement.high <= tolerance:
        return "within_tolerance"
    return "low_fidelity" if disagreement.low > tolerance else "inconclusive"
