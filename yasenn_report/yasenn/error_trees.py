"""Where errors gather, by the model that every reviewer knows: a shallow tree in the columns, right against wrong.

Grown and pruned on fit rows; how wrong its leaves are is measured elsewhere, on evaluation rows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier

from yasenn_report.numbers import count, plural
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fit_rows import FitRows, split_folds
from yasenn_report.yasenn.rules import Rule, leaves_of, round_thresholds, rules_of

DEPTH, LEAVES = 3, 8
"""Most levels and leaves: more are not read."""
FOLDS, REPEATS = 5, 4
"""Of cross-validation. On 150 made-up tables of 1,000 rows and 8 columns, wrong on 5 % of the rows but on 20 % in a
region of two conditions with 15 % of them, a tree was found in 74 %; in 3 % of those where errors gather nowhere (in
7 % with one repeat; in 8 % where 30 % of the rows are wrong)."""
WORTH = 0.5
"""Standard errors by which a larger tree must beat a smaller one."""
ALIKE = "is wrong"
"""Ends the reason where all fit rows are alike."""
NOWHERE = NotRun(reason="errors do not gather anywhere that a shallow tree on these columns can name")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ErrorTree:
    """A tree of at least two leaves that parts rows by how often they are wrong."""

    tree: DecisionTreeClassifier
    wrong: NDArray[np.bool_]
    """Which fit rows are wrong, (fit rows,): what it was grown on."""
    leaves: tuple[tuple[int, Rule], ...]
    """Each leaf as node number and rule; the rule's share is that of wrong rows among its fit rows."""

    def inside(self, columns: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which leaf each row (rows, columns) is in, (rows, leaves): in exactly one."""
        return np.asarray(leaves_of(self.tree, columns)[:, None] == np.array([node for node, _ in self.leaves]))


def grow_error_tree(rows: FitRows, wrong: NDArray[np.bool_], *, smallest_leaf: int, seed: int) -> ErrorTree | NotRun:
    """A tree that tells wrong rows from right ones, or why there is none.

    Args:
        rows: the fit rows.
        wrong: which of them are wrong, (rows,).
        smallest_leaf: fewest fit rows in a leaf.
        seed: for folds and ties.
    """
    number = int(wrong.sum())
    if number in (0, len(rows)):
        return NotRun(reason=f"{'every' if number else 'none'} of the {plural(len(rows), 'fit row')} {ALIKE}")
    if len(rows) < 2 * smallest_leaf:
        return NotRun(
            reason=f"a leaf needs {count(smallest_leaf)} fit rows, and there are {count(len(rows))}: too few for two"
        )
    leaves = choose_leaves(rows, wrong, smallest_leaf=smallest_leaf, seed=seed)
    if leaves == 1:
        return NOWHERE
    tree = grow(rows.columns, wrong, leaves=leaves, smallest_leaf=smallest_leaf, seed=seed)
    if tree.tree_.node_count == 1:
        return NOWHERE
    round_thresholds(tree, rows.columns)
    nodes = np.flatnonzero(tree.tree_.children_left == -1).tolist()
    found = [(node, rules_of(tree, frozenset({node}), rows.columns, wrong)[0]) for node in nodes]
    return ErrorTree(tree=tree, wrong=wrong, leaves=tuple(found))


def gather_nowhere(missing: NotRun) -> bool:
    """Whether there is no tree because errors gather nowhere; otherwise there was nothing to look at, or too little."""
    return missing == NOWHERE or missing.reason.endswith(ALIKE)


def choose_leaves(rows: FitRows, wrong: NDArray[np.bool_], *, smallest_leaf: int, seed: int) -> int:
    """How many leaves by cross-validated log loss; 1, which is no tree, where none beats the same rate everywhere.

    Of trees, the one with fewest leaves whose loss is within half a standard error of the least (after Breiman and
    others, Classification and Regression Trees, 1984); the error is that of the difference of the two on the same rows,
    or groups of rows.
    """
    losses = np.mean(
        [
            held_out_losses(rows, wrong, smallest_leaf=smallest_leaf, seed=drawn)
            for drawn in np.random.SeedSequence(seed).generate_state(REPEATS).tolist()
        ],
        axis=0,
    )
    total = losses.sum(axis=0)
    best = int(total.argmin())
    if best == 0:
        return 1
    worse = group_sums(losses - losses[:, [best]], rows.groups)
    spread = np.sqrt(len(worse)) * worse.std(axis=0)
    good = (total - total[best] <= WORTH * spread) & (total < total[0])
    return 1 + int(np.flatnonzero(good)[0])


def held_out_losses(rows: FitRows, wrong: NDArray[np.bool_], *, smallest_leaf: int, seed: int) -> NDArray[np.float64]:
    """Log loss of each row by a tree that it did not grow, for 1 to 8 leaves: (rows, 8)."""
    losses = np.zeros((len(rows), LEAVES))
    for fitting, held in split_folds(rows, seed=seed, folds=FOLDS):
        columns, part = rows.columns[fitting], wrong[fitting]
        leaf = max(1, round(smallest_leaf * len(fitting) / len(rows)))  # the same share of the rows as in the end
        tree = grow(columns, part, leaves=LEAVES, smallest_leaf=leaf, seed=seed)
        overall = (part.sum() + 0.5) / (len(part) + 1)
        grown, met = (leaves_by_size(tree, which) for which in (columns, rows.columns[held]))
        for place in range(LEAVES):
            rate = leaf_rates(grown[place], part, tree.tree_.node_count, float(overall))[met[place]]
            losses[held, place] = -np.log(np.where(wrong[held], rate, 1 - rate))
    return losses


def leaves_by_size(tree: DecisionTreeClassifier, columns: NDArray[np.float64]) -> list[NDArray[np.intp]]:
    """The leaf (node number) of each row in the trees of 1 to 8 leaves that were met on the way to this one.

    scikit-learn splits the leaf that gains most, one after the other, and numbers nodes as they are made: the tree of
    k leaves is that of the first 2 k - 1 nodes.
    """
    structure = tree.tree_
    parent = np.zeros(structure.node_count, dtype=np.intp)
    for children in (structure.children_left, structure.children_right):
        inner = np.flatnonzero(children != -1)
        parent[children[inner]] = inner
    leaf = np.asarray(tree.apply(columns), dtype=np.intp)
    found = []
    for size in range(LEAVES, 0, -1):
        leaf = np.where(leaf >= 2 * size - 1, parent[leaf], leaf)
        found.append(leaf)
    return found[::-1]


def leaf_rates(leaf: NDArray[np.intp], wrong: NDArray[np.bool_], nodes: int, overall: float) -> NDArray[np.float64]:
    """Share of wrong rows by node, (nodes,), drawn towards the overall rate by one row, so that none is 0 or 1."""
    return np.asarray((np.bincount(leaf, wrong, nodes) + overall) / (np.bincount(leaf, minlength=nodes) + 1))


def grow(
    columns: NDArray[np.float64], wrong: NDArray[np.bool_], *, leaves: int, smallest_leaf: int, seed: int
) -> DecisionTreeClassifier:
    """A tree of at most so many leaves, 2 or more."""
    tree = DecisionTreeClassifier(
        criterion="log_loss",
        max_depth=DEPTH,
        max_leaf_nodes=leaves,
        min_samples_leaf=smallest_leaf,
        random_state=seed,
    )
    return tree.fit(columns, wrong)


def group_sums(values: NDArray[np.float64], groups: NDArray[np.intp] | None) -> NDArray[np.float64]:
    """Sums of values (rows, k) by group, (groups, k); the values themselves where every row stands for itself."""
    if groups is None:
        return values
    place = np.unique(groups, return_inverse=True)[1]
    sums = np.zeros((int(place.max()) + 1, values.shape[1]))
    np.add.at(sums, place, values)
    return sums
