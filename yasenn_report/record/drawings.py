"""Trees as they are drawn: every split with the rows that reach it, counted in bins: no single row is needed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A node that asks for a column: left at or below the threshold, right above it."""

    column: str
    entry: str | None
    threshold: float
    left: int
    """Index of the node."""
    right: int
    edges: tuple[float, ...]
    """Of the bins, ascending, one more than bins; they span what all fit rows have in the column."""
    counts: tuple[tuple[int, ...], ...]
    """Fit rows that reach the node, by class and bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """An end of the tree."""

    answer: int
    """The class that it answers."""
    counts: tuple[int, ...]
    """Fit rows that reach it, by class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A tree over rows of classes."""

    class_names: tuple[str, ...]
    nodes: tuple[Split | Leaf, ...]
    """The first is the root."""

    @property
    def leaves(self) -> int:
        """How many ends it has."""
        return sum(isinstance(node, Leaf) for node in self.nodes)
