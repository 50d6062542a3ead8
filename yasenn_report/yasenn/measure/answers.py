"""What everything that was fitted answers in the network's place, and how far off each answer is."""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.measure.explanation import Chunk, Explanation


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


def plain_answer(explanation: Explanation, chunk: Chunk) -> NDArray[np.float64]:
    """What the plain tree answers, in the form of outputs: (rows, outputs), for classes all on the decided one."""
    answer = explanation.descriptions.plain_tree.predict(chunk.features)
    if explanation.task.classes:
        return np.asarray(np.eye(len(explanation.task.class_names))[answer])
    return np.asarray(answer, dtype=np.float64).reshape(len(chunk.features), -1)


def layer_key(layer: int) -> str:
    """Name of the comparison for codes up to a layer."""
    return f"layer {layer}"


def distances(
    explanation: Explanation, outputs: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Distillation error of each row, and whether it is a miss."""
    task = explanation.task
    if task.classes:
        return np.abs(outputs - values).sum(axis=1) / 2, task.decisions(outputs) != task.decisions(values)
    error = explanation.scale.errors(outputs, values)
    return error, error > explanation.scale.error_limit


def losses(explanation: Explanation, outputs: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each row's answer costs: 1 for another decision than the network's, or the squared error."""
    error, missed = distances(explanation, outputs, values)
    return missed.astype(np.float64) if explanation.task.classes else error**2
