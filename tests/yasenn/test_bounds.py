"""Bounds against known values and against simulated truth."""

import numpy as np
import pytest
from scipy.stats import binomtest

from yasenn_report.yasenn.bounds import (
    Estimate,
    NotRun,
    lower_bounds,
    rate,
    rows_needed,
    share_bounds,
    simultaneous_rate,
    upper_bounds,
)
from yasenn_report.yasenn.samples import Part, Sample


@pytest.mark.parametrize(("misses", "rows"), [(0, 10), (3, 50), (25, 50), (50, 50)])
def test_rate_has_the_exact_interval(misses: int, rows: int) -> None:
    """Checked against SciPy's own Clopper-Pearson interval."""
    estimate = rate("disagreement", misses, rows, confidence=0.95)
    expected = binomtest(misses, rows).proportion_ci(0.95, method="exact")
    assert isinstance(estimate, Estimate)
    assert (estimate.low, estimate.high) == pytest.approx((expected.low, expected.high))


def test_hits_mirror_misses() -> None:
    misses, hits = rate("a", 3, 50, confidence=0.9), rate("b", 3, 50, confidence=0.9, hits=True)
    assert isinstance(misses, Estimate)
    assert isinstance(hits, Estimate)
    assert (hits.value, hits.low, hits.high) == pytest.approx((1 - misses.value, 1 - misses.high, 1 - misses.low))


def test_no_rows_is_a_value_with_a_reason() -> None:
    assert rate("a", 0, 0, confidence=0.95) == NotRun(reason="no evaluation row falls here")
    assert simultaneous_rate("a", 0, 0, confidence=0.95, family=3) == NotRun(reason="no evaluation row falls here")


def test_113_rows_without_error_suffice_for_16_partitions() -> None:
    assert rows_needed(0.05, 0.95, 16) == 113
    assert upper_bounds(0, 113, 0.05 / 16) <= 0.05 < upper_bounds(0, 112, 0.05 / 16)


def test_simultaneous_bounds_fail_together_as_rarely_as_promised() -> None:
    """In at most 5 % of audits does any upper bound lie below the truth (exact test at 1 in 10,000)."""
    rng, audits, rows = np.random.default_rng(0), 4000, 120
    truth = np.array([0.01, 0.03, 0.05, 0.08, 0.2, 0.4])
    misses = rng.binomial(rows, truth, (audits, len(truth)))
    below = (upper_bounds(misses, np.full(misses.shape, rows), 0.05 / len(truth)) < truth).any(axis=1)
    above = (lower_bounds(misses, np.full(misses.shape, rows), 0.05 / len(truth)) > truth).any(axis=1)
    for failures in (int(below.sum()), int(above.sum())):
        assert binomtest(failures, audits, 0.05, alternative="greater").pvalue > 1e-4


def test_rows_of_a_group_are_worth_one() -> None:
    """40 groups of 10 rows, 3 of them missed: the bounds of 3 among 40."""
    grouped = rate(
        "a",
        Part(weight=30, weight_squares=300, cross=300),
        Sample(rows=400, weight=400, weight_squares=4000),
        confidence=0.95,
    )
    single = rate("a", 3, 40, confidence=0.95)
    assert isinstance(grouped, Estimate)
    assert isinstance(single, Estimate)
    assert (grouped.value, grouped.low, grouped.high) == pytest.approx((single.value, single.low, single.high))
    assert (grouped.rows, grouped.effective_rows) == (400, pytest.approx(40))
    assert grouped.method == (
        "Clopper-Pearson, two-sided, at the effective number of rows (Kish; the rows of a group count as one)"
    )
    assert single.effective_rows == 40


@pytest.mark.parametrize("hits", [False, True])
def test_few_heavy_groups_on_one_side_widen_the_interval(hits: bool) -> None:
    """One group of weight 50 among 100 rows of weight 1: missed alone, it stands for 3 groups of its weight."""
    sample = Sample(rows=101, weight=150, weight_squares=2600)
    heavy = Part(weight=50, weight_squares=2500, cross=2500)
    light = Part(weight=100, weight_squares=100, cross=100)
    for part in (heavy, light):
        estimate = rate("a", part, sample, confidence=0.95, hits=hits)
        assert isinstance(estimate, Estimate)
        assert estimate.effective_rows == pytest.approx(3)
        assert estimate.low < estimate.value < estimate.high


@pytest.mark.parametrize(("misses", "rows"), [(0, 113), (7, 150), (149, 150), (150, 150)])
def test_without_groups_and_weights_bounds_are_the_exact_ones(misses: int, rows: int) -> None:
    low, high = share_bounds(rows, rows, misses, misses, misses, 0.003125)
    assert (low, high) == (lower_bounds(misses, rows, 0.003125), upper_bounds(misses, rows, 0.003125))
