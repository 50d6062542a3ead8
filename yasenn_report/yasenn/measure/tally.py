"""Hold one chunk of evaluation rows against all that was fitted: activations to codes to partitions to tallies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.describe import Descriptions
from yasenn_report.yasenn.measure.answers import distances, losses, predict
from yasenn_report.yasenn.measure.comparisons import Comparison, compare_decisions, compare_values
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.sums import Counts, Sums, added

NETWORK_LABELS, PARTITION_LABELS, USUAL_LABELS = "network against labels", "partitions against labels", "usual label"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Sufficient statistics of evaluation rows. Two tallies of different rows add up to the tally of both."""

    rows: Counts
    """Rows per partition."""
    misses: Counts
    """Per partition: rows where the partition's value decides otherwise than the network; for values, rows where it is
    off by more than the error limit."""
    error: Sums
    """Per partition: sum of the distillation error."""
    error_squares: Sums
    mistakes: Counts
    """Per partition: rows where the network's decision is not the label; 0 without labels and for values."""
    described: Counts
    """Per partition and candidate description (partitions, 2, 3): rows it holds for that belong, that do not belong,
    and rows that belong but it does not hold for."""
    unseen: int
    """Rows whose code was not seen in fitting."""
    misnamed: int
    """Rows that the map gives another partition than the activations do."""
    gain: float
    """Sum over rows of the plain tree's loss minus the map's: 1 for another decision, or the squared error."""
    gain_squares: float
    comparisons: dict[str, Comparison]
    """By what is compared."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**added(self, other))


def tally(explanation: Explanation, chunk: Chunk) -> Tally:
    """What one chunk of evaluation rows says."""
    task, partitioning = explanation.task, explanation.partitioning
    outputs = task.outputs(chunk.activations.outputs)
    codes = explanation.distillation.codes(chunk.activations)
    member, seen = partitioning.assign(codes)
    named = explanation.descriptions.name_partitions(chunk.features)
    predicted = predict(explanation, chunk, codes, member, named)
    error, missed = distances(explanation, outputs, predicted["partitions"])
    mistakes = np.zeros(len(outputs), dtype=bool)
    if task.classes and chunk.truth is not None:
        mistakes = task.decisions(outputs) != chunk.truth
    count = len(partitioning.partitions)
    gain = losses(explanation, outputs, predicted["plain tree"]) - losses(explanation, outputs, predicted["map"])

    def per_partition(weights: NDArray[np.float64] | NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(member, weights=weights, minlength=count).astype(np.float64)

    return Tally(
        rows=np.bincount(member, minlength=count),
        misses=per_partition(missed).astype(np.int64),
        error=per_partition(error),
        error_squares=per_partition(error**2),
        mistakes=per_partition(mistakes).astype(np.int64),
        described=count_described(explanation.descriptions, chunk.features, member),
        unseen=int((~seen).sum()),
        misnamed=int((named != member).sum()),
        gain=float(gain.sum()),
        gain_squares=float((gain**2).sum()),
        comparisons=compare_all(explanation, chunk, outputs, predicted),
    )


def count_described(
    descriptions: Descriptions, features: NDArray[np.float64], member: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Rows that each description gets right, takes too much, and leaves out: (partitions, 2, 3)."""
    counts = np.zeros((len(descriptions.partitions), 2, 3), dtype=np.int64)
    for index, described in enumerate(descriptions.partitions):
        inside = member == index
        for place, candidate in enumerate(described.candidates):
            holds = candidate.holds(features)
            counts[index, place] = (holds & inside).sum(), (holds & ~inside).sum(), (~holds & inside).sum()
    return counts


def compare_all(
    explanation: Explanation, chunk: Chunk, outputs: NDArray[np.float64], predicted: dict[str, NDArray[np.float64]]
) -> dict[str, Comparison]:
    """Hold every prediction of the network, and of the labels, against the truth."""
    task = explanation.task
    if not task.classes:
        compared = {name: compare_values(outputs, values, explanation.scale) for name, values in predicted.items()}
        if chunk.truth is not None and explanation.label_scale is not None:
            truth = chunk.truth[:, None]
            compared[NETWORK_LABELS] = compare_values(truth, outputs, explanation.label_scale)
            compared[PARTITION_LABELS] = compare_values(truth, predicted["partitions"], explanation.label_scale)
        return compared
    decided = task.decisions(outputs)
    compared = {name: compare_decisions(decided, task.decisions(values)) for name, values in predicted.items()}
    if chunk.truth is not None:
        labels = chunk.truth.astype(np.intp)
        compared[NETWORK_LABELS] = compare_decisions(labels, decided)
        compared[PARTITION_LABELS] = compare_decisions(labels, task.decisions(predicted["partitions"]))
        compared[USUAL_LABELS] = compare_decisions(labels, np.full_like(labels, explanation.usual_label))
    return compared
