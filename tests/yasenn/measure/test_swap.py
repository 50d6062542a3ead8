"""Statuses that are decided on one half and measured on the other."""

import numpy as np
import pytest
from tallies import counts, tally

from yasenn_report.yasenn.bounds import Estimate, NotRun, simultaneous_rate
from yasenn_report.yasenn.fidelity import Swapped, judge
from yasenn_report.yasenn.measure.fold import Halves
from yasenn_report.yasenn.measure.swap import swap, within_tolerance


def swapped(one: tuple[list[int], list[int]], other: tuple[list[int], list[int]], *, classes: bool = True) -> Swapped:
    """Halves as (rows per partition, misses per partition)."""
    halves = Halves(one=counts(*map(np.array, one)), other=counts(*map(np.array, other)))
    return swap(halves, classes=classes, tolerance=0.05, confidence=0.95)


def test_each_half_is_measured_where_the_other_one_decides() -> None:
    """By the first half partition 1 is within tolerance, by the second partition 2: measured are 10 of 200 and 5 of
    150 misses, not the 0 and 0 that decided."""
    found = swapped(([200, 150], [0, 5]), ([200, 150], [10, 0]))
    assert isinstance(found.share, Estimate)
    assert isinstance(found.agreement, Estimate)
    assert (found.share.value, found.share.rows) == (pytest.approx(350 / 700), 700)
    assert (found.agreement.value, found.agreement.rows) == (pytest.approx(1 - 15 / 350), 350)
    assert (found.agreement.metric, found.agreement.effective_rows) == ("agreement", 350)
    assert found.agreement.low < found.agreement.value < found.agreement.high


def test_no_partition_within_tolerance_leaves_nothing_to_measure() -> None:
    found = swapped(([50, 50], [9, 0]), ([50, 50], [8, 1]))
    assert isinstance(found.share, Estimate)
    assert found.share.value == 0
    assert found.agreement == NotRun(reason="no partition is within tolerance on half of the evaluation rows")


def test_one_half_alone_cannot_be_swapped() -> None:
    halves = Halves(one=counts(np.array([300]), np.array([0])), other=None)
    nothing = NotRun(reason="one half of the evaluation rows is empty: there is nothing to swap")
    assert swap(halves, classes=True, tolerance=0.05, confidence=0.95) == Swapped(share=nothing, agreement=nothing)


def test_values_are_within_the_error_limit() -> None:
    found = swapped(([300], [0]), ([300], [3]), classes=False)
    assert isinstance(found.agreement, Estimate)
    assert found.agreement.metric == "share within the error limit"


@pytest.mark.parametrize("grouped", [False, True])
def test_statuses_are_those_of_the_whole_audit(grouped: bool, rng: np.random.Generator) -> None:
    """The same bounds, by the other way that the code takes; one partition has no rows."""
    member, group = rng.integers(0, 4, 3000), rng.integers(0, 900, 3000) if grouped else None
    missed = rng.random(3000) < np.array([0.0, 0.02, 0.05, 0.3])[member]
    found = tally(member, missed, 5, rng.uniform(0.5, 1.5, 3000) if grouped else None, group)
    within = within_tolerance(found, 0.05, 0.95)
    for index in range(5):
        alone = np.arange(5) == index
        rate = simultaneous_rate("d", found.missed(alone), found.sample(alone), confidence=0.95, family=5)
        assert within[index] == (judge(rate, 0.05) == "within_tolerance")
    assert within.tolist()[0]
    assert not within.tolist()[4]
