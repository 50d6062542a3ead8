"""Bounds against known values and against simulated truth."""

import numpy as np
import pytest
from scipy.stats import binomtest

from yasenn_report.yasenn.bounds import (
    Estimate,
    NotRun,
    SquareSums,
    lower_bound,
    mean,
    r2,
    rate,
    rows_needed,
    simultaneous_rate,
    upper_bound,
)


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
    assert isinstance(mean("a", 1.0, 1.0, 1, confidence=0.95, top=None), NotRun)


def test_113_rows_without_error_suffice_for_16_partitions() -> None:
    assert rows_needed(0.05, 0.95, 16) == 113
    assert upper_bound(0, 113, 0.05 / 16) <= 0.05 < upper_bound(0, 112, 0.05 / 16)


def test_simultaneous_bounds_fail_together_as_rarely_as_promised() -> None:
    """In at most 5 % of audits does any upper bound lie below the truth (exact test at 1 in 10,000)."""
    rng, audits, rows = np.random.default_rng(0), 4000, 120
    truth = np.array([0.01, 0.03, 0.05, 0.08, 0.2, 0.4])
    misses = rng.binomial(rows, truth, (audits, len(truth)))
    bound = {k: upper_bound(k, rows, 0.05 / len(truth)) for k in np.unique(misses).tolist()}
    low = {k: lower_bound(k, rows, 0.05 / len(truth)) for k in bound}
    below = sum(any(bound[k] < t for k, t in zip(row, truth, strict=True)) for row in misses.tolist())
    above = sum(any(low[k] > t for k, t in zip(row, truth, strict=True)) for row in misses.tolist())
    for failures in (below, above):
        assert binomtest(failures, audits, 0.05, alternative="greater").pvalue > 1e-4


def test_mean_is_cut_to_what_is_possible() -> None:
    values = np.array([0.0, 0.0, 0.0, 1.0])
    estimate = mean("a", values.sum(), (values**2).sum(), 4, confidence=0.95, top=1.0)
    assert isinstance(estimate, Estimate)
    assert (estimate.value, estimate.low) == (0.25, 0.0)
    assert estimate.high <= 1.0


def sums_of(truth: np.ndarray, predicted: np.ndarray, centre: float) -> SquareSums:
    u, v = (truth - predicted) ** 2, (truth - centre) ** 2
    return SquareSums(rows=len(truth), u=u.sum(), v=v.sum(), uu=(u * u).sum(), uv=(u * v).sum(), vv=(v * v).sum())


def test_r2_compares_with_a_centre_that_was_fixed_beforehand(rng: np.random.Generator) -> None:
    truth = rng.normal(3, 2, 200)
    predicted = truth + rng.normal(0, 1, 200)
    estimate = r2(sums_of(truth, predicted, 2.5), confidence=0.95)
    assert isinstance(estimate, Estimate)
    assert estimate.value == pytest.approx(1 - ((truth - predicted) ** 2).sum() / ((truth - 2.5) ** 2).sum())
    assert estimate.low < estimate.value < estimate.high <= 1


def test_a_constant_answer_has_an_r2_of_0(rng: np.random.Generator) -> None:
    estimate = r2(sums_of(rng.normal(3, 2, 200), np.full(200, 2.5), 2.5), confidence=0.95)
    assert isinstance(estimate, Estimate)
    assert (estimate.value, estimate.low, estimate.high) == pytest.approx((0, 0, 0))


def test_r2_interval_covers_the_truth() -> None:
    """Normal truth and errors: 0.95 nominal; asked for at least 0.92 with 200 rows, as the method is asymptotic."""
    rng, covered, audits = np.random.default_rng(1), 0, 1000
    for _ in range(audits):
        truth = rng.normal(0, 1, 200)
        estimate = r2(sums_of(truth, truth + rng.normal(0, 0.5, 200), 0.0), confidence=0.95)
        assert isinstance(estimate, Estimate)
        covered += estimate.low <= 0.75 <= estimate.high
    assert covered / audits >= 0.92


def test_r2_of_a_constant_is_not_defined() -> None:
    measured = r2(sums_of(np.full(50, 2.0), np.full(50, 2.1), 2.0), confidence=0.95)
    assert measured == NotRun(reason="R2 is not defined: the values do not differ")
