"""Hold one chunk of evaluation rows against all that was fitted: activations to codes to partitions to tallies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.describe import Descriptions
from yasenn_report.yasenn.distil import Distillation
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.tally import Comparison, Scale, Tally, compare_decisions, compare_values

NETWORK_LABELS, PARTITION_LABELS, USUAL_LABELS = "network against labels", "partitions against labels", "usual label"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chunk:
    """Some evaluation rows."""

    features: NDArray[np.float64]
    """The network's inputs, (rows, features)."""
    readable: NDArray[np.float64]
    """The explanation columns, (rows, columns)."""
    activations: Activations
    truth: NDArray[np.float64] | None
    """Labels as class indices or as values, (rows,); None without labels."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explanation:
    """All that was fitted: what the evaluation rows are held against."""

    task: Task
    distillation: Distillation
    partitioning: Partitioning
    descriptions: Descriptions
    scale: Scale
    """Unit of the network's values; not used for classes."""
    label_scale: Scale | None
    """Unit of the labels, for values with labels."""
    usual_label: int | None
    """The most frequent label of the fit rows, for classes with labels."""


def tally(explanation: Explanation, chunk: Chunk) -> Tally:
    """What one chunk of evaluation rows says."""
    task, partitioning = explanation.task, explanation.partitioning
    outputs = task.outputs(chunk.activations.outputs)
    codes = explanation.distillation.codes(chunk.activations)
    member, seen = partitioning.assign(codes)
    named = explanation.descriptions.name_partitions(chunk.readable)
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
        described=count_described(explanation.descriptions, chunk.readable, member),
        unseen=int((~seen).sum()),
        misnamed=int((named != member).sum()),
        gain=float(gain.sum()),
        gain_squares=float((gain**2).sum()),
        comparisons=compare_all(explanation, chunk, outputs, predicted),
    )


def distances(
    explanation: Explanation, outputs: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Distillation error of each row, and whether it is a miss."""
    task = explanation.task
    if task.classes:
        return np.abs(outputs - values).sum(axis=1) / 2, task.decisions(outputs) != task.decisions(values)
    error = explanation.scale.errors(outputs, values)
    return error, error > explanation.scale.error_limit


def plain_answer(explanation: Explanation, chunk: Chunk) -> NDArray[np.float64]:
    """What the plain tree answers, in the form of outputs: (rows, outputs), for classes all on the decided one."""
    answer = explanation.descriptions.plain_tree.predict(chunk.readable)
    if explanation.task.classes:
        return np.asarray(np.eye(len(explanation.task.class_names))[answer])
    return np.asarray(answer, dtype=np.float64).reshape(len(chunk.readable), -1)


def losses(explanation: Explanation, outputs: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each row's answer costs: 1 for another decision than the network's, or the squared error."""
    error, missed = distances(explanation, outputs, values)
    return missed.astype(np.float64) if explanation.task.classes else error**2


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


def predict(
    explanation: Explanation,
    chunk: Chunk,
    codes: NDArray[np.int64],
    member: NDArray[np.intp],
    named: NDArray[np.intp],
) -> dict[str, NDArray[np.float64]]:
    """What everything that was fitted says in place of the network, (rows, outputs) each, by name."""
    partitioning, distillation = explanation.partitioning, explanation.distillation
    predicted = {
        "partitions": partitioning.values[member],
        "map": partitioning.values[named],
        "constant": partitioning.prefix_values(codes, 0),
        "plain tree": plain_answer(explanation, chunk),
    }
    for place, layer in enumerate(distillation.layers, start=1):
        predicted[layer_key(layer)] = partitioning.prefix_values(codes, place * distillation.trees_per_layer)
    return predicted


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


def layer_key(layer: int) -> str:
    """Name of the comparison for codes up to a layer."""
    return f"layer {layer}"
