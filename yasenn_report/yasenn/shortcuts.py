"""Columns that by themselves tell a partition from the rest: a network may decide by such a column alone.

Looked for on fit rows; how far it is so is measured elsewhere, on evaluation rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier

from yasenn_report.yasenn.bounds import NotRun, required_f1
from yasenn_report.yasenn.fit_rows import FitRows, split_folds
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.rules import Rule, leaves_of, round_thresholds, rules_of

LEAVES = 3
"""Of a tree on one column: rows between two thresholds, and those beyond."""
QUALITY = 0.8
"""How much of the way from naming every row to naming the right ones the column alone must go."""
MOST_ROWS = 3000
"""Fit rows that are looked at; more do not change what is as plain as this."""
SMALLEST_LEAF = 5
BINS, TRIED, WORTH_A_TREE = 64, 3, 0.5
"""Trees are grown on the few columns whose bins come nearest to naming the partition, and on none below an F1."""
ONE_PARTITION = NotRun(reason="there is one partition only: nothing is to be told apart")
ONE_COLUMN = NotRun(reason="descriptions have one column only: it alone must tell whatever can be told")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shortcut:
    """A column that by itself tells a partition from the rest, as far as the fit rows say."""

    partition: int
    """Index of the partition."""
    column: str
    """Its name in the file."""
    features: tuple[int, ...]
    """Its place among the explanation columns; those of all its indicators, where it is one of text."""
    rules: tuple[Rule, ...]
    """For which of its values a row belongs to the partition, those with most fit rows first."""
    tree: DecisionTreeClassifier
    """Of these features alone."""
    belonging: frozenset[int]
    """Its leaves that belong to the partition, as node numbers."""

    def holds(self, columns: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each row (rows, explanation columns) belongs to the partition, by this column alone."""
        return np.isin(leaves_of(self.tree, columns[:, self.features]), list(self.belonging))


def find_shortcuts(
    rows: FitRows, partitioning: Partitioning, names: Sequence[str], *, seed: int
) -> tuple[Shortcut, ...] | NotRun:
    """For each partition the column that alone tells it best from the rest, if one does; or why none was looked for.

    Args:
        rows: the fit rows.
        partitioning: the partitions, with the membership of the same rows.
        names: of the column of the file that each explanation column stands for: the indicators of one column of text
            bear one name, and count as one column.
        seed: of the sample, for folds and ties.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    if len(partitioning.partitions) == 1:
        return ONE_PARTITION
    if len(places) == 1:
        return ONE_COLUMN
    rows, member = sample(rows, partitioning.membership, seed=seed)
    inside = member[:, None] == np.arange(len(partitioning.partitions))
    columns = [(name, tuple(features)) for name, features in places.items()]
    scores = np.stack([score_bins(rows.columns[:, features], inside) for _, features in columns])
    found = []
    for partition in range(inside.shape[1]):
        best = np.argsort(-scores[:, partition], kind="stable")[:TRIED].tolist()
        tried = [columns[place] for place in best if scores[place, partition] >= WORTH_A_TREE]
        shortcut = find_shortcut(rows, inside[:, partition], tried, seed=seed)
        if shortcut is not None:
            found.append(replace(shortcut, partition=partition))
    return tuple(found)


def sample(rows: FitRows, member: NDArray[np.intp], *, seed: int) -> tuple[FitRows, NDArray[np.intp]]:
    """Some of the rows, where there are many, and the partition of each."""
    if len(rows) <= MOST_ROWS:
        return rows, member
    drawn = np.sort(np.random.default_rng(seed).choice(len(rows), MOST_ROWS, replace=False))
    return rows.take(drawn), member[drawn]


def score_bins(values: NDArray[np.float64], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """By partition the best F1 of naming it by some of a column's bins, (partitions,): cheap, and rather too good.

    Args:
        values: of one column, (rows, 1), or of all its indicators, (rows, entries).
        inside: which partition each row is in, (rows, partitions).
    """
    if values.shape[1] > 1:
        bins = values.argmax(axis=1)
    else:
        edges = np.unique(np.quantile(values[:, 0], np.arange(1, BINS) / BINS))
        bins = np.searchsorted(edges, values[:, 0])
    within = np.zeros((int(bins.max()) + 1, inside.shape[1]))
    np.add.at(within, bins, inside)
    every = np.broadcast_to(np.bincount(bins, minlength=len(within))[:, None], within.shape)
    purest = np.argsort(-within / np.maximum(every, 1), axis=0, kind="stable")
    named, right = (np.cumsum(np.take_along_axis(one, purest, axis=0), axis=0) for one in (every, within))
    return np.asarray((2 * right / (named + inside.sum(axis=0))).max(axis=0))


def find_shortcut(
    rows: FitRows, inside: NDArray[np.bool_], tried: Sequence[tuple[str, tuple[int, ...]]], *, seed: int
) -> Shortcut | None:
    """The column that alone tells some rows from the rest, chosen by cross-validation; None if none does well enough.

    Args:
        rows: fit rows.
        inside: which of them are in the partition, (rows,).
        tried: columns by name and places.
        seed: for folds and ties.
    """
    qualities = [held_out_f1(rows, inside, features, seed=seed) for _, features in tried]
    if not qualities or max(qualities) < required_f1(QUALITY, float(inside.mean())):
        return None
    name, features = tried[int(np.argmax(qualities))]
    values = rows.columns[:, features]
    tree = grow(values, inside, seed=seed)
    round_thresholds(tree, values)
    belonging = frozenset(np.flatnonzero(belongs(tree)).tolist())
    rules = rules_of(tree, belonging, values, inside)
    return Shortcut(
        partition=0,
        column=name,
        features=features,
        rules=tuple(in_place(rule, features) for rule in rules),
        tree=tree,
        belonging=belonging,
    )


def held_out_f1(rows: FitRows, inside: NDArray[np.bool_], features: tuple[int, ...], *, seed: int) -> float:
    """F1 of naming the rows of a partition by one column, on rows held out."""
    values, named = rows.columns[:, features], np.zeros(len(rows), dtype=np.bool_)
    for fitting, held in split_folds(rows, seed=seed):
        if inside[fitting].any() and not inside[fitting].all():
            tree = grow(values[fitting], inside[fitting], seed=seed)
            named[held] = belongs(tree)[tree.apply(values[held])]
    return float(2 * (named & inside).sum() / max(named.sum() + inside.sum(), 1))


def grow(values: NDArray[np.float64], inside: NDArray[np.bool_], *, seed: int) -> DecisionTreeClassifier:
    """A tree of few leaves on one column."""
    tree = DecisionTreeClassifier(max_leaf_nodes=LEAVES, min_samples_leaf=SMALLEST_LEAF, random_state=seed)
    return tree.fit(values, inside)


def belongs(tree: DecisionTreeClassifier) -> NDArray[np.bool_]:
    """Which nodes are leaves in which the partition has most rows, (nodes,)."""
    counted = tree.tree_.value[:, 0]
    return np.asarray((tree.tree_.children_left == -1) & (counted[:, 1] > counted[:, 0]))


def in_place(rule: Rule, features: tuple[int, ...]) -> Rule:
    """The rule with its conditions on explanation columns, not on those of the one column."""
    return replace(rule, conditions=tuple(replace(one, feature=features[one.feature]) for one in rule.conditions))
