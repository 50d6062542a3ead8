"""Differences of shares: the bounds, on counts written by hand."""

import numpy as np
import pytest

from yasenn_report.yasenn.bounds import Estimate, NotRun, lower_bounds, upper_bounds
from yasenn_report.yasenn.gaps import LEVEL, Gap, gap
from yasenn_report.yasenn.samples import part_of, sample_of


def held(one: tuple[int, int], other: tuple[int, int], family: int = 1) -> Gap:
    sides = [(part_of(misses), sample_of(rows)) for misses, rows in (one, other)]
    return gap("error rate", *sides, confidence=0.95, family=family, of="partitions")


def test_a_gap_is_the_difference_of_two_shares_with_bounds_put_together_from_theirs() -> None:
    found = held((30, 100), (20, 200)).difference
    assert isinstance(found, Estimate)
    low, high = (
        float(bound(misses, rows, LEVEL / 2))
        for bound, misses, rows in ((lower_bounds, 30, 100), (upper_bounds, 20, 200))
    )
    assert found.value == pytest.approx(0.2)
    assert found.low == pytest.approx(0.2 - np.hypot(0.3 - low, high - 0.1))
    assert 0 < found.low < 0.2 < found.high < 1
    assert (found.rows, found.scope, found.confidence) == (300, "simultaneous", 1 - LEVEL)


def test_more_gaps_make_wider_bounds_and_the_other_direction_turns_them_round() -> None:
    one, many, turned = held((30, 100), (20, 200)), held((30, 100), (20, 200), 16), held((20, 200), (30, 100))
    assert isinstance(one.difference, Estimate)
    assert isinstance(many.difference, Estimate)
    assert isinstance(turned.difference, Estimate)
    assert many.difference.low < one.difference.low
    assert (turned.difference.low, turned.difference.high) == pytest.approx((-one.difference.high, -one.difference.low))
    assert many.here == one.here


def test_a_side_without_rows_is_not_run() -> None:
    assert held((0, 0), (20, 200)).difference == NotRun(reason="no evaluation row falls here")
    assert held((20, 200), (0, 0)).difference == NotRun(reason="no evaluation row falls here")
