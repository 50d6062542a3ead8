"""How rows stream through the leaves of each layer into partitions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One layer: the combinations of leaves of its trees that fit rows reach."""

    layer: str
    leaves: tuple[tuple[int, ...], ...]
    """Leaf indices, one per tree of the layer; the combination with most fit rows first. At most 8; an empty one at
    the end stands for all others together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Fit rows that take the same way."""

    stops: tuple[int, ...]
    """By stage: index in its `leaves`."""
    partition: str
    fit_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All ways of the fit rows, from the first layer that was distilled to the partitions."""

    stages: tuple[Stage, ...]
    """In the order of distillation."""
    paths: tuple[Path, ...]
    """Most fit rows first."""
