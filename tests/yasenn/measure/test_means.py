"""Means and R2 against known values and against simulated truth."""

import numpy as np
import pytest
from scipy.stats import ttest_1samp
from tallies import units

from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.measure.comparisons import Comparison, compare_values
from yasenn_report.yasenn.measure.means import mean, r2
from yasenn_report.yasenn.measure.scale import Scale
from yasenn_report.yasenn.measure.sums import MeanSums, sum_means


def sums(values: np.ndarray, weights: np.ndarray | None = None, group: np.ndarray | None = None) -> MeanSums:
    return sum_means(units(len(values), weights, group), values[:, None]).at(0)


def compared(truth: np.ndarray, answer: np.ndarray, centre: float, group: np.ndarray | None = None) -> Comparison:
    scale = Scale(centre=np.array([centre]), spread=np.ones(1), error_limit=0.5)
    return compare_values(truth[:, None], answer[:, None], scale, units(len(truth), group=group))


def test_without_groups_the_interval_of_a_mean_is_students_t(rng: np.random.Generator) -> None:
    values = rng.normal(2, 3, 50)
    estimate, expected = mean("a", sums(values), confidence=0.9), ttest_1samp(values, 0).confidence_interval(0.9)
    assert isinstance(estimate, Estimate)
    assert (estimate.value, estimate.low, estimate.high) == pytest.approx((values.mean(), expected.low, expected.high))
    assert (estimate.method, estimate.rows, estimate.effective_rows) == ("Student's t", 50, 50)


def test_rows_of_a_group_that_agree_are_worth_one(rng: np.random.Generator) -> None:
    """Every value ten times, as a group: the interval is that of the values once."""
    values = rng.normal(2, 3, 40)
    once = mean("a", sums(values), confidence=0.95)
    tenfold = mean("a", sums(np.repeat(values, 10), group=np.repeat(np.arange(40), 10)), confidence=0.95)
    assert isinstance(once, Estimate)
    assert isinstance(tenfold, Estimate)
    assert (tenfold.value, tenfold.low, tenfold.high) == pytest.approx((once.value, once.low, once.high))
    assert (tenfold.rows, tenfold.effective_rows) == (400, pytest.approx(40))
    assert tenfold.method == ("Student's t, at the effective number of rows (Kish; the rows of a group count as one)")


def test_the_unit_of_weights_does_not_matter(rng: np.random.Generator) -> None:
    values, weights = rng.normal(size=60), rng.uniform(0.5, 2, 60)
    one, other = (mean("a", sums(values, weights * unit), confidence=0.95) for unit in (1.0, 1000.0))
    assert isinstance(one, Estimate)
    assert isinstance(other, Estimate)
    assert one.value == pytest.approx(np.average(values, weights=weights))
    assert (one.low, one.high, one.effective_rows) == pytest.approx((other.low, other.high, other.effective_rows))


@pytest.mark.parametrize(
    ("group", "reason"),
    [
        (None, "an interval of a mean needs 2 evaluation rows, 1 found"),
        (np.zeros(9, dtype=int), "an interval of a mean needs 2 evaluation rows, 9 worth 1 independent ones found"),
    ],
)
def test_a_mean_of_too_few_rows_has_no_interval(group: np.ndarray | None, reason: str) -> None:
    values = np.ones(1 if group is None else len(group))
    assert mean("a", sums(values, group=group), confidence=0.95) == NotRun(reason=reason)


def test_r2_of_groups_that_agree_is_that_of_the_groups(rng: np.random.Generator) -> None:
    truth = rng.normal(0, 1, 60)
    answer = truth + rng.normal(0, 0.5, 60)
    once = r2(compared(truth, answer, 0.0), confidence=0.95)
    grouped = r2(compared(np.repeat(truth, 5), np.repeat(answer, 5), 0.0, np.repeat(np.arange(60), 5)), confidence=0.95)
    assert isinstance(once, Estimate)
    assert isinstance(grouped, Estimate)
    assert (grouped.low, grouped.high) == pytest.approx((once.low, once.high))


def test_mean_is_cut_to_what_is_possible() -> None:
    values = np.array([0.0, 0.0, 0.0, 1.0])
    estimate = mean("a", sums(values), confidence=0.95, top=1.0)
    assert isinstance(estimate, Estimate)
    assert (estimate.value, estimate.low) == (0.25, 0.0)
    assert estimate.high <= 1.0


def test_r2_compares_with_a_centre_that_was_fixed_beforehand(rng: np.random.Generator) -> None:
    truth = rng.normal(3, 2, 200)
    predicted = truth + rng.normal(0, 1, 200)
    estimate = r2(compared(truth, predicted, 2.5), confidence=0.95)
    assert isinstance(estimate, Estimate)
    assert estimate.value == pytest.approx(1 - ((truth - predicted) ** 2).sum() / ((truth - 2.5) ** 2).sum())
    assert estimate.low < estimate.value < estimate.high <= 1


def test_a_constant_answer_has_an_r2_of_0(rng: np.random.Generator) -> None:
    estimate = r2(compared(rng.normal(3, 2, 200), np.full(200, 2.5), 2.5), confidence=0.95)
    assert isinstance(estimate, Estimate)
    assert (estimate.value, estimate.low, estimate.high) == pytest.approx((0, 0, 0))


def test_r2_interval_covers_the_truth() -> None:
    """Normal truth and errors: 0.95 nominal; asked for at least 0.92 with 200 rows, as the method is asymptotic."""
    rng, covered, audits = np.random.default_rng(1), 0, 1000
    for _ in range(audits):
        truth = rng.normal(0, 1, 200)
        estimate = r2(compared(truth, truth + rng.normal(0, 0.5, 200), 0.0), confidence=0.95)
        assert isinstance(estimate, Estimate)
        covered += estimate.low <= 0.75 <= estimate.high
    assert covered / audits >= 0.92


def test_r2_of_a_constant_is_not_defined() -> None:
    measured = r2(compared(np.full(50, 2.0), np.full(50, 2.1), 2.0), confidence=0.95)
    assert measured == NotRun(reason="R2 is not defined: the values do not differ")
