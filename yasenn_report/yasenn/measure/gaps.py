"""Shares of missed rows here and elsewhere: their sums over evaluation rows, and what is read off them."""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.gaps import Gap, gap
from yasenn_report.yasenn.measure.sums import RateSums, Units, sum_rates


def sum_gaps(
    units: Units, inside: NDArray[np.bool_], missed: NDArray[np.bool_], among: NDArray[np.bool_] | None = None
) -> RateSums:
    """Sums of k shares inside, and after them of the same k shares outside: 2 k entries.

    Args:
        units: the rows' weights and groups.
        inside: which rows are here, (rows, k).
        missed: which rows are counted, (rows, k), or (rows, 1) for the same everywhere.
        among: which rows take part at all, (rows, k); all of them if None.
    """
    some = np.ones_like(inside) if among is None else among
    wide = np.broadcast_to(missed, inside.shape)
    return sum_rates(units, np.hstack([some & inside, some & ~inside]), np.hstack([wide, wide]))


def read_gaps(metric: str, sums: RateSums, *, confidence: float, family: int, of: str) -> tuple[Gap, ...]:
    """The gaps of ``sum_gaps``, in its order; ``family`` is the number of gaps of this kind, of here or more."""
    half = len(sums.rows) // 2
    return tuple(
        gap(
            metric,
            (sums.missed(place), sums.sample(place)),
            (sums.missed(place + half), sums.sample(place + half)),
            confidence=confidence,
            family=family,
            of=of,
        )
        for place in range(half)
    )
