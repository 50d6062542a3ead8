"""One tree over all partitions, the map, and the direct tree of its size that it is measured by."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.fit_rows import FitRows, loss, split_folds
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.rules import Rule, leaves_of, round_thresholds, rules_of
from yasenn_report.yasenn.spread import spread_of

MAP_DEPTH = 6
MAP_LEAVES = 12  # as many as can be drawn side by side; more only where there are more partitions

# What the map learns for each row: which partition it is in, and what the network says of it. A tree on names alone
# describes badly, since it pays as much for taking a partition for one of the same behaviour as for one of the
# opposite; one on decisions alone doesn't know the partitions. Measured (share of rows on which the network is
# followed, four seeds): COMPAS names 0.86, both 0.92, direct tree 0.92; XOR with eight columns of noise 0.94, 0.97,
# 0.61. How much names weigh is chosen by cross-validation inside the fit part: XOR needs the larger weight, COMPAS the
# smaller.
NAME_WEIGHTS = (0.01, 0.3)
WORTH = 0.02  # of fidelity: differences that a reviewer would not care for must not decide, they are chance
VALUE_WEIGHT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartitionMap:
    """A tree in explanation columns whose leaves name partitions."""

    tree: DecisionTreeRegressor
    names: NDArray[np.intp]
    """Index of the partition that each node names, (nodes,)."""
    values: NDArray[np.float64]
    """What each node answers in place of the network, (nodes, outputs)."""
    rules: tuple[tuple[int, Rule], ...]
    """The leaves as rules, each with the index of the partition that it names, those with most fit rows first."""

    @property
    def leaves(self) -> int:
        """How many leaves it has."""
        return int(self.tree.get_n_leaves())

    def name(self, columns: NDArray[np.float64]) -> NDArray[np.intp]:
        """Index of the partition that each row's leaf names, (rows,)."""
        return self.names[leaves_of(self.tree, columns)]

    def answer(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each row's leaf answers in place of the network, (rows, outputs)."""
        return self.values[leaves_of(self.tree, columns)]


def fit_map(rows: FitRows, partitioning: Partitioning, *, seed: int) -> PartitionMap | None:
    """One tree that names the partition of a row from its columns; None where there is one partition only.

    A leaf decides as the network does on most of its fit rows, names the partition of that decision that most of them
    are in, and answers that partition's value. For values, it names the partition that most of its rows are in and
    answers the mean of the network's outputs.
    """
    if len(partitioning.partitions) == 1:
        return None
    tree = grow_map(
        rows, partitioning, partitioning.membership, name_weight=choose_weight(rows, partitioning, seed=seed), seed=seed
    )
    round_thresholds(tree, rows.columns)
    names, values = label_nodes(
        rows, partitioning, partitioning.membership, leaves_of(tree, rows.columns), tree.tree_.node_count
    )
    return PartitionMap(
        tree=tree, names=names, values=values, rules=read_map(tree, names, rows.columns, partitioning.membership)
    )


def choose_weight(rows: FitRows, partitioning: Partitioning, *, seed: int) -> float:
    """The weight of names by which maps follow the network on rows held out: the smallest that others don't beat."""
    lost = dict.fromkeys(NAME_WEIGHTS, 0.0)
    for fitting, held in split_folds(rows, seed=seed):
        part, out, member = rows.take(fitting), rows.take(held), partitioning.membership[fitting]
        for weight in NAME_WEIGHTS:
            answers = answer_held_out(part, out, partitioning, member, name_weight=weight, seed=seed)
            lost[weight] += float(loss(out, answers, rows).sum())
    best = min(lost.values())
    return next(weight for weight in NAME_WEIGHTS if lost[weight] <= best + WORTH * len(rows))


def answer_held_out(
    part: FitRows,
    out: FitRows,
    partitioning: Partitioning,
    member: NDArray[np.intp],
    *,
    name_weight: float,
    seed: int,
) -> NDArray[np.float64]:
    """What a map fitted on one part (of partitions ``member``) answers for rows held out, (rows held out, outputs)."""
    tree = grow_map(part, partitioning, member, name_weight=name_weight, seed=seed)
    answers = label_nodes(part, partitioning, member, tree.apply(part.columns), tree.tree_.node_count)[1]
    return np.asarray(answers[tree.apply(out.columns)])


def grow_map(
    rows: FitRows, partitioning: Partitioning, member: NDArray[np.intp], *, name_weight: float, seed: int
) -> DecisionTreeRegressor:
    """The map's tree, its thresholds not rounded.

    Args:
        rows: the fit rows, or some of them.
        partitioning: the partitions.
        member: index of the partition of each row, (rows,).
        name_weight: what the partition weighs beside what the network says.
        seed: for ties.
    """
    count = len(partitioning.partitions)
    if rows.decisions is None:
        spread = spread_of(rows.outputs)
        aim = VALUE_WEIGHT * rows.outputs / np.where(spread > 0, spread, 1.0)
    else:
        aim = np.eye(rows.outputs.shape[1])[rows.decisions]
    tree = DecisionTreeRegressor(
        max_depth=MAP_DEPTH, max_leaf_nodes=map_leaves(count), min_samples_leaf=leaf_rows(len(rows)), random_state=seed
    )
    tree.fit(rows.columns, np.hstack([name_weight * np.eye(count)[member], aim]))
    return tree


def label_nodes(
    rows: FitRows, partitioning: Partitioning, member: NDArray[np.intp], leaf: NDArray[np.intp], nodes: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The partition that each node names (nodes,), and what it answers (nodes, outputs); of inner nodes, anything.

    Args:
        rows: the fit rows, or some of them.
        partitioning: the partitions.
        member: index of the partition of each row, (rows,).
        leaf: the leaf of each of them, as node number, (rows,).
        nodes: how many nodes the tree has.
    """
    values = partitioning.values
    votes = np.zeros((nodes, len(values)))
    np.add.at(votes, (leaf, member), 1)
    if rows.decisions is None:
        sums = np.zeros((nodes, rows.outputs.shape[1]))
        np.add.at(sums, leaf, rows.outputs)
        return votes.argmax(axis=1), sums / np.maximum(votes.sum(axis=1, keepdims=True), 1)
    by_class = np.zeros((nodes, rows.outputs.shape[1]))
    np.add.at(by_class, (leaf, rows.decisions), 1)
    decided = rows.task.decisions(values)
    by_class[:, np.setdiff1d(np.arange(by_class.shape[1]), decided)] = -1.0  # no partition stands for these classes
    agreeing = decided[None, :] == by_class.argmax(axis=1)[:, None]
    names = np.where(agreeing, votes, -1.0).argmax(axis=1)
    return names, values[names]


def read_map(
    tree: DecisionTreeRegressor, names: NDArray[np.intp], columns: NDArray[np.float64], member: NDArray[np.intp]
) -> tuple[tuple[int, Rule], ...]:
    """One rule per leaf, by the partition that it names, those with most fit rows first."""
    rules = [
        (int(names[leaf]), rule)
        for leaf in np.flatnonzero(tree.tree_.children_left == -1).tolist()
        for rule in rules_of(tree, frozenset({leaf}), columns, member == names[leaf])
    ]
    return tuple(sorted(rules, key=lambda entry: (entry[0], -entry[1].fit_rows)))


def fit_direct_tree(
    rows: FitRows, *, leaves: int | None, seed: int, depth: int | None = None, leaf: int | None = None
) -> DecisionTreeClassifier | DecisionTreeRegressor:
    """A tree fitted to the network's decisions, or values, in the explanation columns, without any codes.

    Args:
        rows: the fit rows.
        leaves: most leaves, of which a tree has at least 2 if it splits at all; None for no limit.
        depth: largest depth; None for no limit.
        leaf: fewest fit rows in a leaf; by default as many as in a description.
        seed: for ties.
    """
    size = {
        "max_depth": depth,
        "max_leaf_nodes": None if leaves is None else max(2, leaves),
        "min_samples_leaf": leaf or leaf_rows(len(rows)),
    }
    if rows.decisions is None:
        return DecisionTreeRegressor(**size, random_state=seed).fit(rows.columns, rows.outputs)
    return DecisionTreeClassifier(**size, random_state=seed).fit(rows.columns, rows.decisions)


def map_leaves(partitions: int) -> int:
    """Most leaves of a map of so many partitions."""
    return max(MAP_LEAVES, partitions)


def leaf_rows(rows: int) -> int:
    """Fewest fit rows in a leaf of a description: 1 % of the rows, at least 5."""
    return max(5, rows // 100)


def tree_answers(
    tree: DecisionTreeClassifier | DecisionTreeRegressor, task: Task, columns: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What a direct tree answers for rows (rows, columns), as outputs; for classes all on the decided one."""
    answer = tree.predict(columns)
    if task.classes:
        return np.asarray(np.eye(len(task.class_names))[answer])
    return np.asarray(answer, dtype=np.float64).reshape(len(columns), -1)
