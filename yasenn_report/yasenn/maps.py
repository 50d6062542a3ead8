"""One tree over all partitions, the map, and the plain tree of its size that it is measured by."""

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from yasenn_report.yasenn.rules import Rule, round_thresholds, rules_of

MAP_DEPTH = 4
MAP_LEAVES = 8  # as many as can be drawn side by side; more only where there are more partitions


def fit_map(features: NDArray[np.float64], member: NDArray[np.intp], *, seed: int) -> DecisionTreeClassifier | None:
    """One tree that names the partition of a row from its columns."""
    if member.max() == 0:
        return None
    size = map_size(len(member), int(member.max()) + 1)
    tree = DecisionTreeClassifier(**size, random_state=seed).fit(features, member)
    round_thresholds(tree, features)
    return tree


def named_by(tree: DecisionTreeClassifier) -> NDArray[np.intp]:
    """The partition that each node of the map names."""
    return np.asarray(tree.classes_[tree.tree_.value[:, 0].argmax(axis=1)], dtype=np.intp)


def read_map(
    tree: DecisionTreeClassifier, features: NDArray[np.float64], member: NDArray[np.intp]
) -> tuple[tuple[int, Rule], ...]:
    """One rule per leaf, by the partition that it names, those with most fit rows first."""
    named = named_by(tree)
    rules = [
        (int(named[leaf]), rule)
        for leaf in np.flatnonzero(tree.tree_.children_left == -1).tolist()
        for rule in rules_of(tree, frozenset({leaf}), features, member == named[leaf])
    ]
    return tuple(sorted(rules, key=lambda entry: (entry[0], -entry[1].fit_rows)))


def fit_plain_tree(
    features: NDArray[np.float64],
    outputs: NDArray[np.float64],
    decisions: NDArray[np.intp] | None,
    partitions: int,
    *,
    seed: int,
) -> DecisionTreeClassifier | DecisionTreeRegressor:
    """A tree of the map's size, fitted to the network's decisions, or values, without any codes."""
    size = map_size(len(outputs), partitions)
    if decisions is None:
        return DecisionTreeRegressor(**size, random_state=seed).fit(features, outputs)
    return DecisionTreeClassifier(**size, random_state=seed).fit(features, decisions)


def map_size(rows: int, partitions: int) -> dict[str, int]:
    """Limits of the map and of its yardstick."""
    return {"max_depth": MAP_DEPTH, "max_leaf_nodes": max(MAP_LEAVES, partitions), "min_samples_leaf": leaf_rows(rows)}


def leaf_rows(rows: int) -> int:
    """Fewest fit rows in a leaf of a description: 1 % of the rows, at least 5."""
    return max(5, rows // 100)
