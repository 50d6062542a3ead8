"""How the fit rows stream through the leaves of each layer into the partitions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_STOPS = 8
"""Per stage: more could not be told apart in a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One layer: the combinations of leaves of its trees that fit rows reach."""

    layer: int
    """Index of the hidden layer, from the input."""
    leaves: tuple[tuple[int, ...], ...]
    """Leaf indices, one per tree of the layer; the combination with most fit rows first. Where there are more than
    8, the last is empty and stands for all that are not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Fit rows that take the same way."""

    stops: tuple[int, ...]
    """By stage: index in its ``leaves``."""
    partition: int
    """Index of the partition that they come to."""
    fit_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All ways of the fit rows."""

    stages: tuple[Stage, ...]
    """In the order of distillation."""
    paths: tuple[Path, ...]
    """Most fit rows first."""


def find_flow(codes: NDArray[np.int64], membership: NDArray[np.intp], layers: tuple[int, ...], trees: int) -> Flow:
    """The ways of the fit rows.

    Args:
        codes: their codes, (rows, layers x trees).
        membership: index of the partition of each, (rows,).
        layers: indices of the hidden layers in the order of distillation.
        trees: per layer.
    """
    stages, stops = [], []
    for place, layer in enumerate(layers):
        leaves, stop = find_stops(codes[:, place * trees : (place + 1) * trees])
        stages.append(Stage(layer=layer, leaves=leaves))
        stops.append(stop)
    ways, rows = np.unique(np.column_stack([*stops, membership]), axis=0, return_counts=True)
    most_first = np.argsort(-rows, kind="stable")
    return Flow(
        stages=tuple(stages),
        paths=tuple(
            Path(stops=tuple(way[:-1]), partition=way[-1], fit_rows=count)
            for way, count in zip(ways[most_first].tolist(), rows[most_first].tolist(), strict=True)
        ),
    )


def find_stops(leaves: NDArray[np.int64]) -> tuple[tuple[tuple[int, ...], ...], NDArray[np.intp]]:
    """The stops of one stage, and the stop of each row, (rows,), from its leaf indices (rows, trees)."""
    combinations, member, rows = np.unique(leaves, axis=0, return_inverse=True, return_counts=True)
    most_first = np.argsort(-rows, kind="stable")
    stop = np.argsort(most_first)[member.reshape(-1)]
    named = [tuple(combination) for combination in combinations[most_first].tolist()]
    if len(named) > MOST_STOPS:
        named, stop = [*named[: MOST_STOPS - 1], ()], np.minimum(stop, MOST_STOPS - 1)
    return tuple(named), stop
