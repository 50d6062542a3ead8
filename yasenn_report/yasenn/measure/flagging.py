"""Where the low-fidelity partitions lie, in a few rules: grown on fit rows, counted on evaluation rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.error_trees import NOWHERE, ErrorTree, grow_error_tree
from yasenn_report.yasenn.fidelity import ErrorRates, Fidelity
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.measure.erring import read_tree, sum_error_trees
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.sums import RateSums

METRIC = "share of rows in low-fidelity partitions"
NONE_LOW = NotRun(reason="no partition is low fidelity")
ALL_LOW = NotRun(reason="every partition is low fidelity, and there are no other rows to tell them from")
UNTOLD = NotRun(reason="no shallow tree on these columns tells the rows of low-fidelity partitions from others")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlaggedTree:
    """A tree that tells the rows of low-fidelity partitions from all others, and what was counted of it.

    Which partitions these are was decided on the same evaluation rows that count here; what was grown was not.
    """

    tree: ErrorTree
    """Its marked rows are those of low-fidelity partitions, right or wrong."""
    rates: ErrorRates


def low_fidelity(fidelity: Fidelity) -> NDArray[np.bool_]:
    """By partition, whether it is low fidelity, (partitions,)."""
    return np.array([one.status == "low_fidelity" for one in fidelity.partitions])


def grow_flagged_tree(
    rows: FitRows, membership: NDArray[np.intp], low: NDArray[np.bool_], *, smallest_leaf: int, seed: int
) -> ErrorTree | NotRun:
    """The tree, or why there is none.

    Args:
        rows: the fit rows.
        membership: their partitions, (rows,).
        low: by partition, whether it is low fidelity, (partitions,).
        smallest_leaf: fewest fit rows in a leaf.
        seed: for folds and ties.
    """
    if not low.any():
        return NONE_LOW
    if low.all():
        return ALL_LOW
    found = grow_error_tree(rows, low[membership], smallest_leaf=smallest_leaf, seed=seed)
    return UNTOLD if found is NOWHERE else found


def measure_flagged_tree(
    explanation: Explanation,
    tree: ErrorTree,
    low: NDArray[np.bool_],
    chunks: Iterable[Chunk],
    *,
    confidence: float,
) -> FlaggedTree:
    """Count the evaluation rows by leaf, and those of low-fidelity partitions among them.

    Args:
        explanation: names the partition of a row.
        tree: from ``grow_flagged_tree``.
        low: as it was grown on, (partitions,).
        chunks: the evaluation rows, at least one, in chunks that share no group.
        confidence: of the overall rate, and of the bounds of all leaves at once, 0 to 1.
    """
    sums = reduce(add, (sum_flagged(explanation, tree, low, chunk) for chunk in chunks))
    return FlaggedTree(tree=tree, rates=read_tree(METRIC, sums, 0, len(tree.leaves), confidence))


def sum_flagged(explanation: Explanation, tree: ErrorTree, low: NDArray[np.bool_], chunk: Chunk) -> RateSums:
    """The sums of one chunk, which add up: by leaf, and over all rows."""
    member, _ = explanation.partitioning.assign(explanation.distillation.codes(chunk.activations))
    return sum_error_trees(chunk.units, (tree,), chunk.readable, low[member][:, None])
