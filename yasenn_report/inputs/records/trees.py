"""Drawings of a record: each is one tree, whose bins and classes fit."""

from collections.abc import Iterator
from itertools import pairwise

from yasenn_report.inputs.records.places import Parts
from yasenn_report.inputs.records.shapes import entries
from yasenn_report.record.drawings import Leaf, Split, Tree

MOST_NODES = 1000
DEEPEST = 40
"""Splits above a leaf: what draws trees calls itself for each."""


def connected(parts: Parts) -> Iterator[str]:
    """Every node but the first stands below one other, and all below the first."""
    for place, tree in parts.of(Tree):
        if not 1 <= len(tree.nodes) <= MOST_NODES:
            yield f"{place}.nodes has {len(tree.nodes)} entries; 1 to {MOST_NODES} were expected"
            continue
        for index, node in enumerate(tree.nodes):
            for side in ("left", "right") if isinstance(node, Split) else ():
                if not 0 < getattr(node, side) < len(tree.nodes):
                    yield f"{place}.nodes[{index}].{side} is {getattr(node, side)}, and there is no such node below it"
        yield from branching(place, tree)


def branching(place: str, tree: Tree) -> Iterator[str]:
    """A walk from the first node on meets every node once, before it gets too deep."""
    met, level, depth = set[int](), [0], 0
    while level and depth <= DEEPEST:
        if met & set(level) or len(set(level)) < len(level):
            yield f"{place}.nodes are no tree: one stands below two others, or below itself"
            return
        met |= set(level)
        level = [
            below
            for index in level
            if isinstance(node := tree.nodes[index], Split)
            for below in (node.left, node.right)
        ]
        depth += 1
    if level:
        yield f"{place}.nodes are deeper than {DEEPEST} splits"
    elif len(met) < len(tree.nodes):
        yield f"{place}.nodes are no tree: not all stand below the first"


def counted(parts: Parts) -> Iterator[str]:
    """Rows are counted by class, and by bin around the threshold."""
    for place, tree in parts.of(Tree):
        if not tree.class_names:
            yield f"{place}.class_names has no entry"
        for index, node in enumerate(tree.nodes):
            where = f"{place}.nodes[{index}]"
            yield from entries(f"{where}.counts", node.counts, len(tree.class_names))
            yield from answering(where, node, len(tree.class_names)) if isinstance(node, Leaf) else binned(where, node)


def answering(place: str, leaf: Leaf, classes: int) -> Iterator[str]:
    """A leaf answers one of the classes."""
    if leaf.answer >= classes:
        yield f"{place}.answer is {leaf.answer}, and the tree has {classes} classes"


def binned(place: str, split: Split) -> Iterator[str]:
    """Bins lie side by side, and the threshold within them."""
    if len(split.edges) < 2 or split.edges[0] == split.edges[-1] or any(a > b for a, b in pairwise(split.edges)):
        yield f"{place}.edges do not ascend"
    elif not split.edges[0] <= split.threshold <= split.edges[-1]:
        yield f"{place}.threshold is {split.threshold!r}, which lies outside of its edges"
    for index, row in enumerate(split.counts):
        yield from entries(f"{place}.counts[{index}]", row, len(split.edges) - 1)


TREES = (connected, counted)
