"""Agreement within tolerance: measured on the rows that decided it is optimistic, on swapped halves it is not."""

from dataclasses import dataclass

import numpy as np
import pytest
from simulations import CONFIDENCE, TOLERANCE, covers, many, surely_below
from tallies import counts

from yasenn_report.yasenn.bounds import Estimate
from yasenn_report.yasenn.measure.fold import Halves
from yasenn_report.yasenn.measure.swap import swap, within_tolerance

TRUTH = np.repeat([0.01, 0.02, 0.03, 0.04], 4)
"""Rates of misses in 16 partitions: some can be called within tolerance, by luck more."""
ROWS = np.full(16, 300)
"""In each half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """Measured less true agreement in the partitions that were called within tolerance, by audit."""

    swapped: np.ndarray
    naive: np.ndarray
    covered: int
    """Audits whose interval of the swapped agreement holds the truth."""


def simulate(audits: int) -> Differences:
    rng = np.random.default_rng(5)
    swapped, naive, covered = [], [], 0
    for misses in rng.binomial(ROWS, TRUTH, (audits, 2, len(TRUTH))):
        one, other = (counts(ROWS, half) for half in misses)
        measured = swap(Halves(one=one, other=other), classes=True, tolerance=TOLERANCE, confidence=CONFIDENCE)
        chosen = [within_tolerance(half, TOLERANCE, CONFIDENCE) for half in (one, other)]
        if isinstance(measured.agreement, Estimate):
            truth = 1 - np.concatenate([TRUTH[within] for within in chosen]).mean()
            swapped.append(measured.agreement.value - truth)
            covered += covers(measured.agreement, truth)
        total = one + other
        within = within_tolerance(total, TOLERANCE, CONFIDENCE)
        if within.any():
            naive.append(TRUTH[within].mean() - total.misses[within].sum() / total.rows[within].sum())
    return Differences(swapped=np.array(swapped), naive=np.array(naive), covered=covered)


@many(400, 4000)
@pytest.mark.slow
def test_swapped_agreement_is_unbiased_and_naive_agreement_is_optimistic(audits: int) -> None:
    found = simulate(audits)
    error = {name: getattr(found, name).std() / len(getattr(found, name)) ** 0.5 for name in ("swapped", "naive")}
    missed = len(found.swapped) - found.covered
    print(
        f"{audits} audits: bias {found.swapped.mean():.5f} +- {error['swapped']:.5f} swapped, "
        f"{found.naive.mean():.5f} +- {error['naive']:.5f} naive; interval of the swapped covers in "
        f"{1 - missed / len(found.swapped):.4f}"
    )
    assert len(found.swapped) > 0.9 * audits
    # A ratio of two sums that both depend on chance is off by 0.0001, on the careful side.
    assert -0.0005 < found.swapped.mean() < 2 * error["swapped"]
    assert found.naive.mean() > 0.0015 > 4 * error["naive"]
    assert surely_below(missed, len(found.swapped)) < 0.05
