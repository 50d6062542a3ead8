"""Where the network errs, and where the partitions do: counted by the leaves of the error trees, and read off."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import NotRun, rate, simultaneous_rate
from yasenn_report.yasenn.error_trees import ErrorTree, grow_error_tree
from yasenn_report.yasenn.fidelity import ErrorLeaf, ErrorRates
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.gaps import gap
from yasenn_report.yasenn.measure.answers import distances
from yasenn_report.yasenn.measure.explanation import ErrorTrees, Explanation
from yasenn_report.yasenn.measure.mistaken import NO_LABELS
from yasenn_report.yasenn.measure.sums import RateSums, Units, sum_rates

METRICS = ("error rate", "disagreement")
"""What is counted in the tree of the network's errors, and in that of the partitions'."""


def find_errors(
    explanation: Explanation,
    outputs: NDArray[np.float64],
    values: NDArray[np.float64],
    truth: NDArray[np.float64] | None,
) -> NDArray[np.bool_]:
    """Whether each row's network output is wrong, and whether its partition's value is, (rows, 2).

    The network is held against the label: another decision, or for values one that is off by more than the error
    limit, in standard deviations of the output. The partition's value is held against the network in the same way.

    Args:
        explanation: what was fitted.
        outputs: of the network, (rows, outputs).
        values: of the rows' partitions, (rows, outputs).
        truth: labels, (rows,); without them the network is never found wrong.
    """
    task, scale = explanation.task, explanation.scale
    mistaken = np.zeros(len(outputs), dtype=bool)
    if truth is not None:
        mistaken = (
            task.decisions(outputs) != truth
            if task.classes
            else scale.errors(truth[:, None], outputs) > scale.error_limit
        )
    return np.column_stack([mistaken, distances(explanation, outputs, values)[1]])


def grow_error_trees(
    explanation: Explanation,
    rows: FitRows,
    truth: NDArray[np.float64] | None,
    *,
    smallest_leaf: int,
    seed: int,
) -> ErrorTrees:
    """The tree of the network's errors and that of the partitions', or why there is none.

    Args:
        explanation: what was fitted; its partitions' values are means of the same fit rows.
        rows: the fit rows.
        truth: their labels, (rows,); None without labels.
        smallest_leaf: fewest fit rows in a leaf.
        seed: for folds and ties.
    """
    partitioning = explanation.partitioning
    wrong = find_errors(explanation, rows.outputs, partitioning.values[partitioning.membership], truth)
    network, distillation = (
        grow_error_tree(rows, wrong[:, place], smallest_leaf=smallest_leaf, seed=seed)
        if place or truth is not None
        else NO_LABELS
        for place in range(2)
    )
    return network, distillation


def sum_error_trees(
    units: Units, trees: Sequence[ErrorTree | NotRun], columns: NDArray[np.float64], wrong: NDArray[np.bool_]
) -> RateSums:
    """Of each tree that there is, the shares of wrong rows in its leaves, then those outside of each, and in all rows.

    Args:
        units: the rows' weights and groups.
        trees: the error trees.
        columns: explanation columns, (rows, columns).
        wrong: by tree, which rows are wrong, (rows, trees); from ``find_errors``.
    """
    inside, missed = [np.zeros((len(columns), 0), dtype=bool)], [np.zeros((len(columns), 0), dtype=bool)]
    for place, tree in enumerate(trees):
        if isinstance(tree, ErrorTree):
            leaves = tree.inside(columns)
            inside += [leaves, ~leaves, np.ones((len(columns), 1), dtype=bool)]
            missed.append(np.repeat(wrong[:, [place]], 2 * len(tree.leaves) + 1, axis=1))
    return sum_rates(units, np.hstack(inside), np.hstack(missed))


def read_error_trees(trees: ErrorTrees, sums: RateSums, *, confidence: float) -> tuple[ErrorRates | NotRun, ...]:
    """Estimates by tree, from ``sum_error_trees``; bounds hold for all leaves of a tree at once."""
    found: list[ErrorRates | NotRun] = []
    start = 0
    for metric, tree in zip(METRICS, trees, strict=True):
        if isinstance(tree, NotRun):
            found.append(tree)
            continue
        found.append(read_tree(metric, sums, start, len(tree.leaves), confidence))
        start += 2 * len(tree.leaves) + 1
    return tuple(found)


def read_tree(metric: str, sums: RateSums, start: int, leaves: int, confidence: float) -> ErrorRates:
    """The rates of one tree, whose sums begin at a place."""
    everywhere = start + 2 * leaves
    wrong = float(sums.misses[everywhere])
    return ErrorRates(
        rate=rate(metric, sums.missed(everywhere), sums.sample(everywhere), confidence=confidence),
        leaves=tuple(
            ErrorLeaf(
                evaluation_rows=int(sums.rows[place]),
                rate=simultaneous_rate(
                    metric, sums.missed(place), sums.sample(place), confidence=confidence, family=leaves, of="leaves"
                ),
                errors_share=float(sums.misses[place]) / wrong if wrong > 0 else None,
                gap=gap(
                    metric,
                    *((sums.missed(side), sums.sample(side)) for side in (place, place + leaves)),
                    confidence=confidence,
                    family=leaves,
                    of="leaves",
                ),
            )
            for place in range(start, start + leaves)
        ),
    )
