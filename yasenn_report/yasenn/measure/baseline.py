"""How the rows that fitted the network fall into partitions and codes: what arriving rows are held against."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.measure.sums import RateSums, Units, sum_rates
from yasenn_report.yasenn.samples import Part, Sample
from yasenn_report.yasenn.trie import Trie, grow_trie


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Baseline:
    """Rows that fitted the network, as the code book sees them. They fitted no part of the code book."""

    known: Trie
    """Their codes."""
    shares: RateSums
    """By partition the share of the rows in it; and last the share of those whose code no other row has, or no row of
    another group: as many of further rows are expected to have a code that none of these has (Good, Biometrika 40,
    1953)."""
    spread: float
    """By how much the last of these shares varies more than one of independent rows, at least 1. A code that has two
    rows came near to having one: n1 + 2 n2 in place of n1, where n1 and n2 codes have one row and two (Esty, Annals of
    Statistics 11, 1983)."""
    weighed: bool
    """Whether the rows were weighed; if not, arriving rows are counted too, whatever they weigh elsewhere."""
    grouped: bool
    """Whether it is known which of the rows belong together; if not, they are taken to be worth as few independent
    ones as the arriving rows are."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.shares.rows[0])

    def share(self, place: int, worth: float) -> tuple[Part, Sample]:
        """The rows of one share, and all rows.

        Args:
            place: which share.
            worth: how many rows count as one, where that is not known of these.
        """
        last = place == len(self.shares.rows) - 1
        factor = (self.spread if last else 1.0) * (1.0 if self.grouped else worth)
        part, sample = self.shares.missed(place), self.shares.sample(place)
        return (
            Part(weight=part.weight, weight_squares=part.weight_squares * factor, cross=part.cross * factor),
            Sample(rows=sample.rows, weight=sample.weight, weight_squares=sample.weight_squares * factor),
        )


def make_baseline(
    codes: NDArray[np.int64],
    inside: NDArray[np.bool_],
    weights: NDArray[np.float64] | None,
    groups: NDArray[np.intp] | None,
) -> Baseline:
    """Sum up rows.

    Args:
        codes: of the rows, (rows, code length).
        inside: which partition each row is in, (rows, partitions).
        weights: what each row weighs, (rows,); None if all weigh 1.
        groups: number of each row's group, (rows,); None if every row stands for itself.
    """
    known = grow_trie(codes)
    code = known.walk(codes)[:, -1]
    group = None if groups is None else np.unique(groups, return_inverse=True)[1]
    met = np.bincount(code) if group is None else np.bincount(np.unique(np.column_stack([code, group]), axis=0)[:, 0])
    once, twice = int((met == 1).sum()), int((met == 2).sum())
    units = Units(weights=np.ones(len(codes)) if weights is None else weights, group=group)
    counted = np.column_stack([inside, met[code] == 1])
    return Baseline(
        known=known,
        shares=sum_rates(units, np.ones_like(counted), counted),
        spread=1 + 2 * twice / max(once, 1),
        weighed=weights is not None,
        grouped=groups is not None,
    )
