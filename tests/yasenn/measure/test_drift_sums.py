"""Arriving rows against those that fitted the network, counted by hand."""

import numpy as np
import pytest
from tallies import units

from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Drift
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.baseline import Baseline, make_baseline
from yasenn_report.yasenn.measure.drift import NO_GROUPS, read_drift, sum_arrivals
from yasenn_report.yasenn.measure.sums import RateSums, Units

FIT = np.array([[0, 0]] * 5 + [[0, 1]] * 3 + [[1, 0], [1, 1]])
"""Codes of ten rows: the first leaf is the partition, and two codes have one row each."""
ARRIVING = np.array([[0, 0]] * 2 + [[1, 0]] * 4 + [[1, 2], [2, 0]])
"""Two codes that none of the ten has."""


def inside(codes: np.ndarray) -> np.ndarray:
    """Leaf 2 was not seen in fitting: its rows went to partition 1."""
    return np.minimum(codes[:, :1], 1) == np.arange(2)


def baseline(weights: np.ndarray | None = None, groups: np.ndarray | None = None) -> Baseline:
    return make_baseline(FIT, inside(FIT), weights, groups)


def arrivals(base: Baseline, of: Units | None = None, rows: slice = slice(None)) -> RateSums:
    codes = ARRIVING[rows]
    return sum_arrivals(base, units(len(codes)) if of is None else of, codes, inside(codes))


def drift(base: Baseline, of: Units | None = None) -> Drift:
    found = read_drift(base, arrivals(base, of), confidence=0.95)
    assert isinstance(found, Drift)
    return found


def values(found: Drift) -> list[tuple[float, float]]:
    """Shares here and elsewhere."""
    shares = []
    for gap in (*found.partitions, found.new_codes):
        assert isinstance(gap.here, Estimate)
        assert isinstance(gap.elsewhere, Estimate)
        shares.append((gap.here.value, gap.elsewhere.value))
    return shares


def test_shares_of_partitions_and_of_new_codes() -> None:
    found = drift(baseline())
    assert found.fit_rows == 10
    assert values(found) == [(0.25, 0.8), (0.75, 0.2), (0.25, 0.2)]
    difference = found.partitions[0].difference
    assert isinstance(difference, Estimate)
    assert difference.value == pytest.approx(-0.55)
    assert difference.confidence == 1 - LEVEL
    assert "Bonferroni over 3 shares" in difference.method


def test_codes_with_two_rows_make_the_expected_share_less_certain() -> None:
    codes = np.array([[0, 0]] * 94 + [[1, 0]] * 2 + [[1, 1]] * 2 + [[1, 2], [1, 3]])
    twice = make_baseline(codes, inside(codes), None, None)
    assert twice.spread == 1 + 2 * 2 / 2
    part, sample = twice.share(2, 1.0)
    assert (part.weight, sample.weight, sample.effective) == (2, 100, pytest.approx(100 / 3))
    assert twice.share(0, 1.0)[1].effective == 100
    assert twice.share(0, 4.0)[1].effective == 25


def test_a_code_of_one_group_alone_counts_as_new_to_the_others() -> None:
    groups = np.array([0, 0, 0, 1, 1, 2, 2, 2, 3, 3])
    found = drift(baseline(groups=groups), Units(weights=np.ones(8), group=np.arange(8) // 2))
    assert values(found)[2] == (0.25, 0.5)  # code 0, 1 is in group 2 alone


def test_weights_count_on_both_sides_or_on_none() -> None:
    heavy = Units(weights=np.array([9.0, 9, 1, 1, 1, 1, 1, 1]), group=None)
    assert values(drift(baseline(), heavy)) == values(drift(baseline()))
    found = values(drift(baseline(weights=np.array([1.0] * 8 + [6, 6])), heavy))
    assert found == [
        pytest.approx((18 / 24, 8 / 20)),
        pytest.approx((6 / 24, 12 / 20)),
        pytest.approx((2 / 24, 12 / 20)),
    ]


def test_fit_data_without_groups_is_worth_as_little_as_grouped_rows() -> None:
    alone, grouped = drift(baseline()), drift(baseline(), Units(weights=np.ones(8), group=np.arange(8) // 2))
    one, other = alone.partitions[0], grouped.partitions[0]
    assert isinstance(one.elsewhere, Estimate)
    assert isinstance(other.elsewhere, Estimate)
    assert (one.elsewhere.effective_rows, other.elsewhere.effective_rows) == (10, pytest.approx(5))
    assert grouped.new_codes.difference is NO_GROUPS
    assert grouped.new_codes.elsewhere is NO_GROUPS
    assert isinstance(grouped.new_codes.here, Estimate)


def test_chunks_add_up() -> None:
    base = baseline()
    parts = arrivals(base, rows=slice(0, 3)) + arrivals(base, rows=slice(3, 8))
    assert read_drift(base, parts, confidence=0.95) == drift(base)


def test_without_fit_data_the_reason_stays() -> None:
    reason = NotRun(reason="none was given")
    sums = sum_arrivals(reason, units(8), ARRIVING, inside(ARRIVING))
    assert len(sums.rows) == 0
    assert read_drift(reason, sums, confidence=0.95) is reason
