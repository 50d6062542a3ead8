"""In which order blocks stand under each other so that streams between columns cross little."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
"""Rows by block of a column and block of the next one."""

Order = tuple[int, ...]
"""Blocks of a column from the top."""

SWEEPS = 12
"""There and back counts as two; more never helped on the flows that were tried."""


def ordered(weights: Sequence[Weights]) -> tuple[Order, ...]:
    """Return the order of each column: of those that barycentre sweeps pass, the one with the fewest crossings.

    Args:
        weights: between each column and the next: one less than columns.
    """
    sizes = [weights[0].shape[0], *(part.shape[1] for part in weights)]
    best = current = [tuple(range(size)) for size in sizes]
    fewest = crossings(weights, best)
    for sweep in range(SWEEPS):
        current = swept(weights, current, forth=sweep % 2 == 0)
        found = crossings(weights, current)
        if found < fewest:
            best, fewest = current, found
    return tuple(best)


def swept(weights: Sequence[Weights], orders: Sequence[Order], *, forth: bool) -> list[Order]:
    """Put each column in the order of where its rows come from, or where they go, one column after the other."""
    new = list(orders)
    columns = range(1, len(orders)) if forth else range(len(orders) - 2, -1, -1)
    for column in columns:
        towards = weights[column - 1].T if forth else weights[column]
        places = middles(new[column - 1 if forth else column + 1], towards.sum(axis=0))
        centres = towards @ places / np.maximum(towards.sum(axis=1), 1e-12)
        was = np.argsort(new[column])  # ties stay as they were
        new[column] = tuple(sorted(range(len(was)), key=lambda block, c=centres, w=was: (round(c[block], 9), w[block])))
    return new


def middles(order: Order, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """By block: the middle of its place in its column, in rows from the top."""
    ends = np.cumsum(rows[list(order)])
    places = np.empty(len(order))
    places[list(order)] = ends - rows[list(order)] / 2
    return places


def crossings(weights: Sequence[Weights], orders: Sequence[Order]) -> float:
    """How many pairs of rows cross between columns."""
    total = 0.0
    for part, above, below in zip(weights, orders[:-1], orders[1:], strict=True):
        placed = part[np.ix_(above, below)]
        # Rows cross those that start further down and end further up.
        left_of = np.cumsum(placed, axis=1) - placed
        total += float((placed[:-1] * (np.cumsum(left_of[::-1], axis=0)[::-1][1:])).sum()) if len(placed) > 1 else 0.0
    return total
