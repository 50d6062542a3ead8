"""Read the estimates off the tally of all evaluation rows."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import Measured, NotRun, SquareSums, mean, r2, rate, simultaneous_rate
from yasenn_report.yasenn.fidelity import (
    STATUSES,
    DescriptionFidelity,
    Fidelity,
    LayerFidelity,
    PartitionFidelity,
    Status,
    judge,
)
from yasenn_report.yasenn.measure.answers import layer_key
from yasenn_report.yasenn.measure.comparisons import Comparison
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.tally import NETWORK_LABELS, PARTITION_LABELS, USUAL_LABELS, Tally, tally


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
