"""How far two shares of different rows are apart, with bounds that hold for many such pairs at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yasenn_report.yasenn.bounds import Estimate, Measured, bounded, rate
from yasenn_report.yasenn.samples import Part, Sample

COMPARED = 0.01
"""Chance that an audit in which nothing is amiss has any finding that compares shares with each other."""
KINDS_COMPARED = 11
"""Among so many kinds of comparison this chance is shared, evenly and whether or not all of them are made: whether one
is found does not depend on what else was asked for. Inside a kind it is shared by all its pairs (Bonferroni)."""
LEVEL = COMPARED / KINDS_COMPARED
"""Chance of any false finding of one kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A share here and the same share elsewhere."""

    here: Measured
    """With an interval that holds by itself, at the confidence of the audit."""
    elsewhere: Measured
    """Likewise, of other rows."""
    difference: Measured
    """Here less elsewhere, -1 to 1, with bounds that hold for all gaps of its kind at once, but for a chance of
    ``LEVEL``: two-sided, so that a gap whose bounds leave 0 out is one in its direction."""


def gap(
    metric: str,
    here: tuple[Part, Sample],
    elsewhere: tuple[Part, Sample],
    *,
    confidence: float,
    family: int,
    of: str,
) -> Gap:
    """Hold the share of misses in one sample against that in another, which shares no row with it.

    The bounds of the difference are put together from the Clopper-Pearson bounds of the two shares by the square root
    of the sum of the squared distances (Newcombe, Statistics in Medicine 17, 1998, p. 873; Zou and Donner, same
    journal 27, 2008, p. 1693). They are approximate: simulated and enumerated in tests/statistics, where rare errors
    on few rows reach up to twice the chance. Where groups have rows on both sides the two are positively correlated,
    and the bounds too wide.

    Args:
        metric: name of the share.
        here: those missed, and all rows, of the one sample.
        elsewhere: likewise of the other.
        confidence: of the intervals of the two shares, between 0 and 1.
        family: how many gaps are compared in all, of this kind.
        of: what these are, in words: ``partitions``.
    """
    shares = [rate(metric, *side, confidence=confidence) for side in (here, elsewhere)]
    return Gap(here=shares[0], elsewhere=shares[1], difference=difference(metric, here, elsewhere, family, of))


def difference(
    metric: str, here: tuple[Part, Sample], elsewhere: tuple[Part, Sample], family: int, of: str
) -> Measured:
    """The one share less the other, with simultaneous bounds; not run where a side has no rows."""
    for part, sample in (here, elsewhere):
        if sample.weight <= 0:
            return rate(metric, part, sample, confidence=1 - LEVEL)
    alpha = LEVEL / (2 * family)
    one, one_low, one_high, one_rows = bounded(*here, alpha)
    other, other_low, other_high, other_rows = bounded(*elsewhere, alpha)
    low, high = combine((one, one_low, one_high), (other, other_low, other_high))
    return Estimate(
        metric=f"difference of {metric}",
        value=one - other,
        low=float(low),
        high=float(high),
        confidence=1 - LEVEL,
        method=f"Newcombe's combination of Clopper-Pearson bounds, two-sided, Bonferroni over {family} {of}"
        + here[1].remark,
        scope="simultaneous",
        rows=here[1].rows + elsewhere[1].rows,
        effective_rows=one_rows + other_rows,
    )


def combine(
    here: tuple[ArrayLike, ArrayLike, ArrayLike], elsewhere: tuple[ArrayLike, ArrayLike, ArrayLike]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of the difference of two shares from each share with its own bounds (share, low, high), of any shapes."""
    one, one_low, one_high = (np.asarray(part, dtype=np.float64) for part in here)
    other, other_low, other_high = (np.asarray(part, dtype=np.float64) for part in elsewhere)
    low = one - other - np.hypot(one - one_low, other_high - other)
    high = one - other + np.hypot(one_high - one, other - other_low)
    return np.maximum(low, -1.0), np.minimum(high, 1.0)
