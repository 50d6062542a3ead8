"""Another order of the table's columns in which all of them look as the network stored its inputs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from yasenn_report.preflight.stored import FAR, TIMES, Moments, apart

MOST_ORDERED = 500
"""Columns among which another order is looked for: the time grows with their cube."""
FITS_TIMES = 2.0
"""A column fits a place within chance, and if its standard deviation is within this factor."""
STAYS = 0.5
"""How much worse, in standard deviations, a column may fit its own place than another and still be left there."""
NEVER = 1e6
"""Cost of a pair that does not fit: more than all others together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which column of the table stands best at each place."""

    columns: tuple[int, ...]
    """By place in the network's order: index of the table's column."""
    only: bool
    """Whether no other order of the columns that move would fit."""


def fitting_order(table: Moments, network: Moments, off: NDArray[np.bool_]) -> Order | None:
    """Look for an order in which every column fits, and as many as possible stay.

    Args:
        table: of the table's columns, (columns,).
        network: what the network stored of its inputs, (columns,).
        off: columns that don't fit where they stand, (columns,).

    Returns:
        None where fewer than two columns are off, or no order makes all of them fit.
    """
    if off.sum() < 2 or len(off) > MOST_ORDERED:
        return None
    loosely, closely = pairs(table, network)
    np.fill_diagonal(loosely, ~off)
    least = 1e-9 + 1e-6 * np.abs(network.mean)
    distance = np.abs(table.mean[:, None] - network.mean) / np.maximum(network.spread, least)
    ratio = np.abs(np.log((table.spread[:, None] + least) / (network.spread + least)))
    cost = np.minimum(distance, 1e3) + ratio
    cost[np.diag_indices_from(cost)] -= STAYS
    columns, places = linear_sum_assignment(np.where(loosely, cost, NEVER))
    if not loosely[columns, places].all():
        return None
    order = np.empty(len(off), dtype=np.intp)
    order[places] = columns
    moved = np.flatnonzero(order != np.arange(len(off)))
    among = closely[np.ix_(moved, moved)]
    only = bool((among.sum(axis=0) == 1).all() and (among.sum(axis=1) == 1).all())
    return Order(columns=tuple(order.tolist()), only=only)


def pairs(table: Moments, network: Moments) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which columns of the table can stand at which places, (columns, places): loosely, and within chance."""
    upright = Moments(mean=table.mean[:, None], spread=table.spread[:, None], rows=table.rows)
    shift, by_chance = apart(upright, network)

    def near(times: float) -> NDArray[np.bool_]:
        return np.asarray((upright.spread <= times * network.spread) & (times * upright.spread >= network.spread))

    loosely = (shift <= np.maximum(by_chance, FAR * network.spread)) & near(TIMES)
    return loosely, (shift <= by_chance) & near(FITS_TIMES)
