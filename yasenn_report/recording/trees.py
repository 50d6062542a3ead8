"""Which trees are drawn: the map, and of each partition the one that tells it from the rest."""

import numpy as np

from yasenn_report.audit import Audit
from yasenn_report.record.drawings import Tree
from yasenn_report.record.measured import NotRun
from yasenn_report.recording.drawings import tree_drawing
from yasenn_report.yasenn.describe import TreeDescription

REST, MEMBERS = 0, 1
"""Classes of a tree that tells a partition from the rest."""


def map_drawing(audit: Audit) -> Tree | NotRun:
    """The tree over all partitions: classes are the partitions."""
    found = audit.descriptions.map
    if found is None or found.leaves == 1:
        return NotRun(reason="the tree has no split: there is nothing to draw")
    return tree_drawing(
        found.tree,
        audit.fit_features,
        audit.partitioning.membership.astype(np.int64),
        columns=audit.holdout.readable.columns,
        class_names=[partition.label for partition in audit.partitioning.partitions],
        answers=dict(enumerate(found.names.tolist())),
    )


def partition_drawing(audit: Audit, index: int) -> Tree | NotRun:
    """The tree of a partition, if it has a split and the quality that is required of descriptions."""
    found = tree_of(audit, index)
    if isinstance(found, NotRun):
        return found
    leaves = np.flatnonzero(found.tree.tree_.children_left == -1).tolist()
    return tree_drawing(
        found.tree,
        audit.fit_features,
        (audit.partitioning.membership == index).astype(np.int64),
        columns=audit.holdout.readable.columns,
        class_names=["the rest", audit.partitioning.partitions[index].label],
        # from the cut on a leaf answers the partition, which need not be half of its rows
        answers={leaf: MEMBERS if leaf in found.belonging else REST for leaf in leaves},
    )


def tree_of(audit: Audit, index: int) -> TreeDescription | NotRun:
    """The tree that describes a partition, or why it is not drawn."""
    trees = [one for one in audit.descriptions.partitions[index].candidates if isinstance(one, TreeDescription)]
    if not trees:
        return NotRun(reason="no tree was fitted: there are too few rows to tell apart")
    split = [tree for tree in trees if tree.tree.tree_.node_count > 1]
    if not split:
        return NotRun(reason="the tree has no split: there is nothing to draw")
    good = [tree for tree in split if tree.quality >= audit.options.min_description_quality]
    return good[0] if good else NotRun(reason="the tree does not reach the quality that is required of a description")
