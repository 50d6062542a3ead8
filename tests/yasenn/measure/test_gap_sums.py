"""Sums of shares here and elsewhere, on rows written by hand."""

import numpy as np
import pytest
from tallies import units

from yasenn_report.yasenn.bounds import Estimate
from yasenn_report.yasenn.measure.gaps import read_gaps, sum_gaps


def test_rows_are_counted_here_or_elsewhere_and_only_among_those_that_take_part() -> None:
    inside = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 0], [0, 0]], dtype=bool)
    missed = np.array([[1], [0], [1], [1], [0], [1]], dtype=bool)
    among = np.array([[1, 1], [1, 1], [1, 1], [1, 1], [1, 0], [1, 1]], dtype=bool)
    sums = sum_gaps(units(6), inside, missed, among)
    assert sums.rows.tolist() == [2, 2, 4, 3]
    assert sums.misses.tolist() == [1, 2, 3, 2]
    one, other = read_gaps("error rate", sums, confidence=0.95, family=2, of="partitions")
    assert isinstance(one.difference, Estimate)
    assert isinstance(other.difference, Estimate)
    assert one.difference.value == pytest.approx(1 / 2 - 3 / 4)
    assert other.difference.value == pytest.approx(1 - 2 / 3)


def test_chunks_add_up() -> None:
    rng = np.random.default_rng(0)
    inside, missed = rng.random((40, 3)) < 0.4, rng.random((40, 3)) < 0.3
    whole = sum_gaps(units(40), inside, missed)
    parts = sum_gaps(units(15), inside[:15], missed[:15]) + sum_gaps(units(25), inside[15:], missed[15:])
    assert whole.misses.tolist() == parts.misses.tolist()
    assert whole.rows.tolist() == parts.rows.tolist()
