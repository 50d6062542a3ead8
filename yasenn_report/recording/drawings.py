"""From a fitted tree and its rows to the tree as the record holds it: counts in bins, and no single row."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.record.drawings import Leaf, Split, Tree

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

# As many as dtreeviz draws, so that its bars are the record's bins: fewer where more classes share a bar.
BINS = {1: 19, 2: 19, 3: 17, 4: 15, 5: 11, 6: 11, 7: 11}
FEWEST_BINS = 9


def tree_drawing(
    tree: "DecisionTreeClassifier | DecisionTreeRegressor",
    X: NDArray[np.float64],
    y: NDArray[np.int64],
    *,
    columns: Sequence[ReadableColumn],
    class_names: Sequence[str],
    answers: Mapping[int, int] | None = None,
) -> Tree:
    """Count how the classes lie along the column of every split.

    Args:
        tree: fitted on the columns of `X`; its nodes keep their numbers. It may be a single leaf.
        X: (rows, columns), finite, at least one row; they go left where the value is at or below the threshold, in
            double precision, as the printed rules say.
        y: the code of each row's class, 0 to k-1, (rows,); classes may be missing.
        columns: what the columns of `X` are.
        class_names: k of them.
        answers: the class that each leaf answers, by node; by default the one that most of its rows have.

    Raises:
        ValueError: the arguments do not match.
    """
    _check(X, y, columns, class_names)
    structure = tree.tree_
    count = len(class_names)
    rows = rows_by_node(tree, X)
    edges = _edges(tree, X, BINS.get(count, FEWEST_BINS))

    def node_at(node: int) -> Split | Leaf:
        reached = rows[node]
        if structure.children_left[node] == -1:
            counts = np.bincount(y[reached], minlength=count)
            answer = int(counts.argmax()) if answers is None else answers[node]
            return Leaf(answer=answer, counts=tuple(counts.tolist()))
        feature = int(structure.feature[node])
        return Split(
            column=columns[feature].column,
            entry=columns[feature].entry,
            threshold=float(structure.threshold[node]),
            left=int(structure.children_left[node]),
            right=int(structure.children_right[node]),
            edges=tuple(edges[feature].tolist()),
            counts=count_in_bins(X[reached, feature], y[reached], edges[feature], count),
        )

    return Tree(class_names=tuple(class_names), nodes=tuple(node_at(node) for node in range(structure.node_count)))


def _check(
    X: NDArray[np.float64], y: NDArray[np.int64], columns: Sequence[ReadableColumn], class_names: Sequence[str]
) -> None:
    if X.shape != (len(y), len(columns)) or len(y) == 0:
        raise ValueError(f"X has the shape {X.shape}, expected {len(y)} labels (at least 1) x {len(columns)} columns")
    if not np.isfinite(X).all():
        raise ValueError("X has values that are not finite")
    if y.min() < 0 or y.max() >= len(class_names):
        raise ValueError(f"{len(class_names)} classes and codes from {y.min()} to {y.max()} do not match")


def rows_by_node(
    tree: "DecisionTreeClassifier | DecisionTreeRegressor", X: NDArray[np.float64]
) -> list[NDArray[np.intp]]:
    """Indices of the rows that reach each node, by its number."""
    structure = tree.tree_
    rows: list[NDArray[np.intp]] = [np.arange(len(X))] * structure.node_count
    for node in range(structure.node_count):  # a parent has a smaller number than its children
        left, right = structure.children_left[node], structure.children_right[node]
        if left != -1:
            goes_left = X[rows[node], structure.feature[node]] <= structure.threshold[node]
            rows[left], rows[right] = rows[node][goes_left], rows[node][~goes_left]
    return rows


def count_in_bins(
    values: NDArray[np.float64], y: NDArray[np.int64], edges: NDArray[np.float64], classes: int
) -> tuple[tuple[int, ...], ...]:
    """Count rows by class and bin; the last bin holds its upper edge."""
    bins = len(edges) - 1
    place = np.minimum(np.searchsorted(edges, values, side="right") - 1, bins - 1)
    counts = np.bincount(y * bins + place, minlength=classes * bins).reshape(classes, bins)
    return tuple(tuple(row) for row in counts.tolist())


def _edges(
    tree: "DecisionTreeClassifier | DecisionTreeRegressor", X: NDArray[np.float64], bins: int
) -> dict[int, NDArray[np.float64]]:
    """Edges of equal bins for each column that the tree asks for, with all its thresholds strictly inside."""
    structure = tree.tree_
    found = {}
    for feature in np.unique(structure.feature[structure.children_left != -1]).tolist():
        low, high = float(X[:, feature].min()), float(X[:, feature].max())
        margin = 0.1 * (high - low)
        for threshold in structure.threshold[structure.feature == feature].tolist():
            if not low < threshold < high:
                room = margin or 0.5 * abs(threshold) or 1.0
                low, high = min(low, threshold - room), max(high, threshold + room)
        found[feature] = np.linspace(low, high, bins + 1)
    return found
