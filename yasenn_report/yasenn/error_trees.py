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
FOLDS = 5
WORTH = 0.5
"""Standard errors by which a larger tree must beat a smaller one. Measured on 1,000 rows of 8 columns, wrong at 5 % but
at 20 % in a region of two conditions with 15 % of the rows: a tree is found in 75 % of tables, with 1 in 62 %; where
nothing gathers, in 2 % with either, and in 8 % with 0."""
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
        return NotRun(reason=f"{'every' if number else 'none'} of the {plural(len(rows), 'fit row')} is wrong")
    if len(rows) < 2 * smallest_leaf:
        return NotRun(
            reason=f"a leaf needs {count(smallest_leaf)} fit rows, and there are {count(len(rows))}: too few for two"
        )
    leaves = choose_leaves(rows, wrong, smallest_leaf=smallest_leaf, seed=seed)
    tree = grow(rows.columns, wrong, leaves=leaves, smallest_leaf=smallest_leaf, seed=seed)
    if tree.tree_.node_count == 1:
        return NOWHERE
    round_thresholds(tree, rows.columns)
    nodes = np.flatnonzero(tree.tree_.children_left == -1).tolist()
    found = [(node, rules_of(tree, frozenset({node}), rows.columns, wrong)[0]) for node in nodes]
    return ErrorTree(tree=tree, wrong=wrong, leaves=tuple(found))


def choose_leaves(rows: FitRows, wrong: NDArray[np.bool_], *, smallest_leaf: int, seed: int) -> int:
    """How many leaves by cross-validated log loss; 1 is the same rate everywhere, which is no tree.

    The fewest whose loss is within half a standard error of the least (after Breiman and others, Classification and
    Regression Trees, 1984); the error is that of the difference of the two on the same rows, or groups of rows.
    """
    losses = held_out_losses(rows, wrong, smallest_leaf=smallest_leaf, seed=seed)
    best = int(losses.sum(axis=0).argmin())
    worse = group_sums(losses - losses[:, [best]], rows.groups)
    spread = np.sqrt(len(worse)) * worse.std(axis=0, ddof=min(1, len(worse) - 1))
    return 1 + int(np.flatnonzero(worse.sum(axis=0) <= WORTH * spread)[0])


def held_out_losses(rows: FitRows, wrong: NDArray[np.bool_], *, smallest_leaf: int, seed: int) -> NDArray[np.float64]:
    """Log loss of each row by a tree that it did not grow, for 1 to 8 leaves: (rows, 8)."""
    losses = np.zeros((len(rows), LEAVES))
    for fitting, held in split_folds(rows, seed=seed, folds=FOLDS):
        columns, part = rows.columns[fitting], wrong[fitting]
        leaf = max(1, round(smallest_leaf * len(fitting) / len(rows)))  # the same share of the rows as in the end
        overall = (part.sum() + 0.5) / (len(part) + 1)
        for leaves in range(1, LEAVES + 1):
            tree = grow(columns, part, leaves=leaves, smallest_leaf=leaf, seed=seed)
            rates = leaf_rates(tree.apply(columns), part, tree.tree_.node_count, float(overall))
            rate = rates[tree.apply(rows.columns[held])]
            losses[held, leaves - 1] = -np.log(np.where(wrong[held], rate, 1 - rate))
    return losses


def leaf_rates(leaf: NDArray[np.intp], wrong: NDArray[np.bool_], nodes: int, overall: float) -> NDArray[np.float64]:
    """Share of wrong rows by node, (nodes,), drawn towards the overall rate by one row, so that none is 0 or 1."""
    return np.asarray((np.bincount(leaf, wrong, nodes) + overall) / (np.bincount(leaf, minlength=nodes) + 1))


def grow(
    columns: NDArray[np.float64], wrong: NDArray[np.bool_], *, leaves: int, smallest_leaf: int, seed: int
) -> DecisionTreeClassifier:
    """A tree of at most so many leaves, of which scikit-learn itself knows no fewer than 2; for 1, of its root."""
    tree = DecisionTreeClassifier(
        criterion="log_loss",
        max_depth=DEPTH,
        max_leaf_nodes=max(2, leaves),
        min_samples_leaf=smallest_leaf if leaves > 1 else len(wrong),
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
