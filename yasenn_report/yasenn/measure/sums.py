"""Sums over evaluation rows that add up, so that any number of rows can be measured in pieces, in any order.

Rows of a group are not independent, so the squares that intervals need are those of whole groups: a chunk never splits
a group, and the sums of chunks still add up.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.samples import Part, Sample

Counts = NDArray[np.int64]
Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Units:
    """What counts as independent in a chunk: its groups, or its rows if there are none; and what each row weighs."""

    weights: Sums
    """(rows,), 0 or more."""
    group: NDArray[np.intp] | None
    """Group of each row, numbered from 0 in this chunk, (rows,); None if every row stands for itself."""

    def totals(self, values: NDArray[Any]) -> Sums:
        """Weighted sums by group of values (rows, k): (groups, k)."""
        weighted = np.asarray(values * self.weights[:, None], dtype=np.float64)
        if self.group is None:
            return weighted
        sums = np.zeros((int(self.group.max()) + 1, weighted.shape[1]))
        np.add.at(sums, self.group, weighted)
        return sums


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeanSums:
    """What means over rows and their intervals need; arrays (k,), or () for a single mean."""

    rows: Counts
    weight: Sums
    """Sum of the rows' weights; 1 each if they were not weighed."""
    weight_squares: Sums
    """Sum over groups of the group's weight, squared."""
    total: Sums
    """Weighted sum of the quantity."""
    total_squares: Sums
    """Sum over groups of the group's weighted sum, squared."""
    cross: Sums
    """Sum over groups of the group's weighted sum times its weight."""

    def __add__(self, other: "MeanSums") -> "MeanSums":
        return MeanSums(**added(self, other))

    def at(self, index: int) -> "MeanSums":
        """One of several."""
        return MeanSums(**{field.name: np.asarray(getattr(self, field.name)[index]) for field in fields(self)})

    @property
    def sample(self) -> Sample:
        """The rows of a single mean."""
        return Sample(rows=int(self.rows), weight=float(self.weight), weight_squares=float(self.weight_squares))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RateSums:
    """What shares of rows and their bounds need; arrays of one shape, an entry per share."""

    rows: Counts
    weight: Sums
    """Sum of the rows' weights."""
    weight_squares: Sums
    """Sum over groups of the group's weight, squared."""
    misses: Sums
    """Weight of the rows that are missed."""
    miss_squares: Sums
    """Sum over groups of the group's missed weight, squared."""
    cross: Sums
    """Sum over groups of the group's missed weight times its weight."""

    def __add__(self, other: "RateSums") -> "RateSums":
        return RateSums(**added(self, other))

    def sample(self, index: int) -> Sample:
        """The rows of one share."""
        return Sample(
            rows=int(self.rows[index]),
            weight=float(self.weight[index]),
            weight_squares=float(self.weight_squares[index]),
        )

    def missed(self, index: int) -> Part:
        """Those of them that are missed."""
        return Part(
            weight=float(self.misses[index]),
            weight_squares=float(self.miss_squares[index]),
            cross=float(self.cross[index]),
        )


def sum_rates(units: Units, inside: NDArray[np.bool_], missed: NDArray[np.bool_]) -> RateSums:
    """Sums of the shares of missed rows, (rows, k) or (rows, 1), among those inside, (rows, k)."""
    weight, misses = units.totals(inside), units.totals(inside & missed)
    return RateSums(
        rows=inside.sum(axis=0),
        weight=weight.sum(axis=0),
        weight_squares=(weight**2).sum(axis=0),
        misses=misses.sum(axis=0),
        miss_squares=(misses**2).sum(axis=0),
        cross=(misses * weight).sum(axis=0),
    )


def sum_means(units: Units, values: Sums, inside: NDArray[np.bool_] | None = None) -> MeanSums:
    """Sums of several quantities.

    Args:
        units: the rows' weights and groups.
        values: the quantities, (rows, k) or, for the same one everywhere, (rows, 1).
        inside: which rows each mean is over, (rows, k); all of them if None.
    """
    if inside is None:
        inside = np.ones(values.shape, dtype=bool)
    weight, total = units.totals(inside), units.totals(np.where(inside, values, 0.0))
    return MeanSums(
        rows=inside.sum(axis=0),
        weight=weight.sum(axis=0),
        weight_squares=(weight**2).sum(axis=0),
        total=total.sum(axis=0),
        total_squares=(total**2).sum(axis=0),
        cross=(total * weight).sum(axis=0),
    )


def added(one: Any, other: Any) -> dict[str, Any]:
    """The fields of two dataclasses of sums, added field by field; dictionaries key by key."""
    sums: dict[str, Any] = {}
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        sums[field.name] = {key: left[key] + right[key] for key in left} if isinstance(left, dict) else left + right
    return sums
