"""Turn a fitted decision tree into rules whose printed thresholds are the ones that decide."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Bounds on one column: ``low < value <= high``; a bound that is missing does not bind."""

    feature: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions that all hold."""

    conditions: tuple[Condition, ...]
    fit_rows: int
    """Fit rows for which they hold."""
    share: float
    """Share of these that belong to the partition, 0 to 1."""


def leaves_of(tree: DecisionTreeClassifier, features: NDArray[np.float64]) -> NDArray[np.intp]:
    """The leaf (node number) of each row (rows, features), by the printed thresholds in double precision.

    scikit-learn itself rounds values to 32 bits first: a value that equals a threshold can then go the other way.
    """
    structure = tree.tree_
    node = np.zeros(len(features), dtype=np.intp)
    rows = np.arange(len(features))
    for _ in range(structure.max_depth):
        inner = structure.children_left[node] != -1
        goes_left = features[rows, np.maximum(structure.feature[node], 0)] <= structure.threshold[node]
        child = np.where(goes_left, structure.children_left[node], structure.children_right[node])
        node = np.where(inner, child, node)
    return node


def rules_of(
    tree: DecisionTreeClassifier, belonging: frozenset[int], features: NDArray[np.float64], inside: NDArray[np.bool_]
) -> tuple[Rule, ...]:
    """The rules of the leaves that belong to a partition, most rows first.

    Where both branches of a split belong, the rule is the one before the split.

    Args:
        tree: a fitted tree.
        belonging: its leaves (node numbers) that belong.
        features: columns of the fit rows, (rows, features), to count them.
        inside: which of them are in the partition, (rows,).
    """
    leaves = leaves_of(tree, features)
    rules = []
    for path, below in rules_below(tree, 0, (), belonging):
        held = np.isin(leaves, list(below))
        rows = int(held.sum())
        rules.append(Rule(conditions=path, fit_rows=rows, share=float(inside[held].mean()) if rows else 0.0))
    return tuple(sorted(rules, key=lambda rule: -rule.fit_rows))


Path = tuple[Condition, ...]


def rules_below(
    tree: DecisionTreeClassifier, node: int, path: Path, belonging: frozenset[int]
) -> list[tuple[Path, frozenset[int]]]:
    """Paths to the belonging part of the tree below a node that is reached by ``path``, with the leaves of each."""
    structure = tree.tree_
    left, right = int(structure.children_left[node]), int(structure.children_right[node])
    if left == -1:
        return [(path, frozenset({node}))] if node in belonging else []
    feature, threshold = int(structure.feature[node]), float(structure.threshold[node])
    below = rules_below(tree, left, narrow(path, feature, high=threshold), belonging)
    above = rules_below(tree, right, narrow(path, feature, low=threshold), belonging)
    found = frozenset().union(*(leaves for _, leaves in (*below, *above)))
    if found == leaves_below(tree, node):
        return [(path, found)]
    return below + above


def leaves_below(tree: DecisionTreeClassifier, node: int) -> frozenset[int]:
    """Node numbers of all leaves below a node."""
    left, right = int(tree.tree_.children_left[node]), int(tree.tree_.children_right[node])
    return frozenset({node}) if left == -1 else leaves_below(tree, left) | leaves_below(tree, right)


def narrow(
    path: tuple[Condition, ...], feature: int, *, low: float | None = None, high: float | None = None
) -> tuple[Condition, ...]:
    """Add a bound; a path has one condition per column, and bounds met later are the tighter ones."""
    for index, condition in enumerate(path):
        if condition.feature == feature:
            tighter = replace(
                condition,
                low=condition.low if low is None else low,
                high=condition.high if high is None else high,
            )
            return (*path[:index], tighter, *path[index + 1 :])
    return (*path, Condition(feature=feature, low=low, high=high))


def round_thresholds(tree: DecisionTreeClassifier, features: NDArray[np.float64]) -> None:
    """Give each threshold the fewest digits that still split the tree's own rows as before, in place.

    In 32 bits as in 64, so that drawings, which count in 32, agree with the rules, which are applied in 64.
    """
    structure = tree.tree_
    rows_at = np.asarray(tree.decision_path(features).todense(), dtype=bool)
    single = features.astype(np.float32).astype(np.float64)  # as scikit-learn compares, when it draws or counts
    for node in np.flatnonzero(structure.children_left != -1):
        rows, feature = rows_at[:, node], structure.feature[node]
        threshold = float(structure.threshold[node])
        goes_left = single[rows, feature] <= threshold
        both = np.stack([single[rows, feature], features[rows, feature]])
        low, high = both[:, goes_left].max(), both[:, ~goes_left].min()
        structure.threshold[node] = shortest_between(threshold, float(low), float(high))


def shortest_between(threshold: float, low: float, high: float) -> float:
    """The number with the fewest significant digits near ``threshold`` with ``low <= number < high``."""
    for digits in range(1, 17):
        number = float(f"{threshold:.{digits}g}")
        if low <= number < high:
            return number
    return threshold
