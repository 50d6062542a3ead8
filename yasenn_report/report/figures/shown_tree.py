"""From a tree of the record to the tree that is drawn: in the words and units of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from yasenn_report.record.drawings import Leaf, Split, Tree
from yasenn_report.report.figures.columns import ColumnWords, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSplit:
    """A split along an axis that ascends in the page's unit, also where that turns the file's round."""

    name: str
    ends: str | None
    """The ends of its axis; None where the column is coded and its ends mean nothing."""
    threshold: float
    edges: tuple[float, ...]
    """Ascending, one more than bins, in the page's unit as is the threshold."""
    counts: tuple[tuple[int, ...], ...]
    """By class and bin."""
    left: int
    """The node of the smaller values, as the page shows them."""
    right: int
    left_words: str
    """What stands at the branch to it."""
    right_words: str

    @property
    def rows(self) -> int:
        """How many reach it."""
        return sum(map(sum, self.counts))

    @property
    def highest(self) -> int:
        """Rows of its fullest bin."""
        return max(map(sum, zip(*self.counts, strict=True)))


ShownTree = Mapping[int, ShownSplit | Leaf]
"""By index of the node, those that the root leads to, from the top and from the left."""


def show_tree(tree: Tree, words: Words) -> ShownTree:
    """Return the nodes of the tree as they are drawn, the root first.

    Raises:
        ValueError: the tree has no split, its nodes are no tree, or its counts do not match its classes and bins.
    """
    if not tree.nodes or isinstance(tree.nodes[0], Leaf):
        raise ValueError("the tree has a single node; there is no split to draw")
    shown: dict[int, ShownSplit | Leaf] = {}
    ahead = [0]
    while ahead:
        index = ahead.pop()
        if index in shown or not 0 <= index < len(tree.nodes):
            raise ValueError(f"node {index} is there twice, or not at all: the nodes are no tree")
        node = tree.nodes[index]
        _check(node, len(tree.class_names))
        shown[index] = node if isinstance(node, Leaf) else show_split(node, words(node.column, node.entry))
        if isinstance(found := shown[index], ShownSplit):
            ahead += [found.right, found.left]
    return shown


def show_split(split: Split, words: ColumnWords) -> ShownSplit:
    """Return a split in the words and the unit of its column; the page's unit may turn its sides round."""
    below, above, turned = split.left, split.right, words.factor < 0
    at = words.shown(split.threshold)
    said = words.sides(split.threshold) or (
        (f"\N{GREATER-THAN OR EQUAL TO} {at}", f"< {at}") if turned else (f"\N{LESS-THAN OR EQUAL TO} {at}", f"> {at}")
    )
    step = -1 if turned else 1
    edges = tuple(edge * words.factor + words.offset for edge in split.edges)[::step]
    ends = (words.shown(split.edges[0]), words.shown(split.edges[-1]))[::step]
    coded = not words.indicator and words.sides(split.threshold) is not None
    return ShownSplit(
        name=words.name,
        ends=None if coded else f"from {ends[0]} to {ends[1]}",
        threshold=split.threshold * words.factor + words.offset,
        edges=edges,
        counts=tuple(counts[::step] for counts in split.counts),
        left=above if turned else below,
        right=below if turned else above,
        left_words=said[1] if turned else said[0],
        right_words=said[0] if turned else said[1],
    )


def _check(node: Split | Leaf, classes: int) -> None:
    if isinstance(node, Leaf):
        if len(node.counts) != classes or not 0 <= node.answer < classes:
            raise ValueError(f"a leaf has {len(node.counts)} counts and answers {node.answer} of {classes} classes")
    elif (
        len(node.counts) != classes
        or len(node.edges) < 2
        or {len(counts) for counts in node.counts} != {len(node.edges) - 1}
    ):
        raise ValueError(f"a split has counts that do not match {classes} classes and {len(node.edges)} edges of bins")
