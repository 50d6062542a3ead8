"""Decide on one half of the evaluation rows which partitions are within tolerance, and measure them on the other."""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import NotRun, rate, share_bounds
from yasenn_report.yasenn.fidelity import Swapped
from yasenn_report.yasenn.measure.fold import Halves
from yasenn_report.yasenn.measure.tally import Tally
from yasenn_report.yasenn.samples import Part, Sample

NONE_WITHIN = "no partition is within tolerance on half of the evaluation rows"


def swap(halves: Halves, *, classes: bool, tolerance: float, confidence: float) -> Swapped:
    """The share of rows within tolerance and the agreement on them, where other rows decided what is within it.

    Given what each half decided, the rows of the other one are independent of it. The intervals are those of a single
    rate over all rows that were measured: approximate, as the two ways round share their rows; simulated coverage is
    in the tests.
    """
    if halves.one is None or halves.other is None:
        nothing = NotRun(reason="one half of the evaluation rows is empty: there is nothing to swap")
        return Swapped(share=nothing, agreement=nothing)
    picked = Sample(rows=0, weight=0.0, weight_squares=0.0)
    missed = inside = Part(weight=0.0, weight_squares=0.0, cross=0.0)
    for decides, measures in ((halves.one, halves.other), (halves.other, halves.one)):
        within = within_tolerance(decides, tolerance, confidence)
        picked, missed = picked + measures.sample(within), missed + measures.missed(within)
        inside += measures.share(within)
    share = rate("share of rows", inside, halves.one.whole + halves.other.whole, confidence=confidence)
    if picked.weight <= 0:
        return Swapped(share=share, agreement=NotRun(reason=NONE_WITHIN))
    metric = "agreement" if classes else "share within the error limit"
    return Swapped(share=share, agreement=rate(metric, missed, picked, confidence=confidence, hits=True))


def within_tolerance(decides: Tally, tolerance: float, confidence: float) -> NDArray[np.bool_]:
    """Which partitions these rows call within tolerance, by bounds that hold for all of them at once, (partitions,)."""
    some = decides.weight > 0
    _, high = share_bounds(
        np.where(some, decides.weight, 1.0),
        np.where(some, np.diag(decides.weight_products), 1.0),
        decides.misses,
        np.diag(decides.miss_products),
        np.diag(decides.cross_products),
        (1 - confidence) / len(some),
    )
    return np.asarray(some & (high <= tolerance))
