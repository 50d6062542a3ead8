"""What everything that was fitted answers in the network's place, how far off it is, and by how much one beats another.

A gain is keyed by two answers, (one, other): how much less the one loses per row than the other, on the same rows.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.maps import tree_answers
from yasenn_report.yasenn.measure.comparisons import Comparison, compare_decisions, compare_values
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.sums import MeanSums, Units, sum_means

NETWORK_LABELS, PARTITION_LABELS, USUAL_LABELS = "network against labels", "partitions against labels", "usual label"


def answer_all(
    explanation: Explanation,
    chunk: Chunk,
    codes: NDArray[np.int64],
    member: NDArray[np.intp],
) -> dict[str, NDArray[np.float64]]:
    """What everything that was fitted says in place of the network, (rows, outputs) each, by name.

    Args:
        explanation: what was fitted.
        chunk: the rows.
        codes: their codes.
        member: index of the partition of each row, by its activations.
    """
    partitioning, distillation = explanation.partitioning, explanation.distillation
    answers = {
        "partitions": partitioning.values[member],
        "map": map_answer(explanation, chunk),
        "constant": partitioning.prefix_values(codes, 0),
        "direct tree": tree_answers(explanation.descriptions.direct_tree, explanation.task, chunk.readable),
    }
    for place, layer in enumerate(distillation.layers, start=1):
        answers[layer_key(layer)] = partitioning.prefix_values(codes, place * distillation.trees_per_layer)
    for name, rival in explanation.fitted_rivals.items():
        answers[rival_key(name)] = rival.answer(chunk)
    return answers


def map_answer(explanation: Explanation, chunk: Chunk) -> NDArray[np.float64]:
    """What the map answers, (rows, outputs): the value of the one partition where there is no map."""
    found = explanation.descriptions.map
    if found is None:
        return np.repeat(explanation.partitioning.values[:1], len(chunk.features), axis=0)
    return found.answer(chunk.readable)


def layer_key(layer: int) -> str:
    """Name of the answer of codes up to a layer."""
    return f"layer {layer}"


def rival_key(name: str) -> str:
    """Name of a rival's answer, apart from all others."""
    return f"rival {name}"


def pairs(explanation: Explanation) -> tuple[tuple[str, str], ...]:
    """Which answers are held against each other, row by row.

    The map against the direct tree of its size, the codes up to each layer against those of the layers before (the
    first against the constant), the partitions against each rival.
    """
    layers = ["constant", *map(layer_key, explanation.distillation.layers)]
    return (
        ("map", "direct tree"),
        *((more, less) for less, more in pairwise(layers)),
        *(("partitions", rival_key(name)) for name in explanation.fitted_rivals),
    )


def gains(
    explanation: Explanation, units: Units, outputs: NDArray[np.float64], answers: dict[str, NDArray[np.float64]]
) -> MeanSums:
    """For each of ``pairs``: sums of the other's loss minus the one's."""
    lost = {name: losses(explanation, outputs, answer) for name, answer in answers.items()}
    return sum_means(units, np.column_stack([lost[other] - lost[one] for one, other in pairs(explanation)]))


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


def compare_all(
    explanation: Explanation,
    units: Units,
    outputs: NDArray[np.float64],
    answers: dict[str, NDArray[np.float64]],
    given: NDArray[np.float64] | None,
) -> dict[str, Comparison]:
    """Hold every answer against the network, and the network and the partitions against the given labels, if any."""
    task = explanation.task
    if not task.classes:
        compared = {name: compare_values(outputs, values, explanation.scale, units) for name, values in answers.items()}
        if given is not None and explanation.label_scale is not None:
            truth = given[:, None]
            compared[NETWORK_LABELS] = compare_values(truth, outputs, explanation.label_scale, units)
            compared[PARTITION_LABELS] = compare_values(truth, answers["partitions"], explanation.label_scale, units)
        return compared
    decided = task.decisions(outputs)
    compared = {name: compare_decisions(decided, task.decisions(values), units) for name, values in answers.items()}
    if given is not None:
        labels = given.astype(np.intp)
        compared[NETWORK_LABELS] = compare_decisions(labels, decided, units)
        compared[PARTITION_LABELS] = compare_decisions(labels, task.decisions(answers["partitions"]), units)
        compared[USUAL_LABELS] = compare_decisions(labels, np.full_like(labels, explanation.usual_label), units)
    return compared
