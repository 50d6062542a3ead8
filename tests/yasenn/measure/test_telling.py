"""How well models tell two partitions apart, counted by hand."""

import numpy as np
import pytest
from tallies import units

from yasenn_report.yasenn.bounds import Estimate, NotRun, rate
from yasenn_report.yasenn.contrasts import Contrast, tell_apart
from yasenn_report.yasenn.describe import NoDescription
from yasenn_report.yasenn.fidelity import ContrastFidelity
from yasenn_report.yasenn.measure.sums import Units
from yasenn_report.yasenn.measure.telling import read_contrasts, sum_contrasts
from yasenn_report.yasenn.parting import Parting

NOWHERE = Parting(matched=0, at_once=0, by_layer=(), layer=0, place=0)
FIT = np.linspace(-1, 1, 100)[:, None]
MODEL, _ = tell_apart(FIT, FIT[:, 0] > 0, min_quality=0.5, seed=0)
PAIR = Contrast(first=0, second=2, asked=False, parting=NOWHERE, model=MODEL, missing=None)
NONE = Contrast(first=0, second=1, asked=True, parting=NOWHERE, model=None, missing=NoDescription(reason="too few"))

COLUMNS = np.array([-0.9, -0.8, -0.7, 0.9, 0.8, 0.7, -0.6, 0.5, -0.5, 0.4])[:, None]
MEMBER = np.array([0, 0, 0, 0, 2, 2, 2, 2, 1, 1])
"""The model holds above 0: right on three of four rows of partition 0, and on three of four of partition 2."""


def inside(member: np.ndarray) -> np.ndarray:
    return member[:, None] == np.arange(3)


def test_rows_of_both_partitions_are_told_and_those_of_others_do_not_count() -> None:
    sums = sum_contrasts(units(10), [PAIR], COLUMNS, inside(MEMBER))
    (found,) = read_contrasts([PAIR], sums, confidence=0.9)
    assert isinstance(found, ContrastFidelity)
    assert found.first == found.second == rate("recall", 1, 4, confidence=0.9, hits=True)
    wider = rate("recall", 1, 4, confidence=0.95, hits=True)
    assert isinstance(found.balanced, Estimate)
    assert isinstance(wider, Estimate)
    assert (found.balanced.value, found.balanced.rows) == (0.75, 8)
    assert (found.balanced.low, found.balanced.high) == pytest.approx((wider.low, wider.high))
    assert found.balanced.method == (
        "Clopper-Pearson, two-sided, for each partition; mean of both, Bonferroni over the two"
    )


def test_a_partition_of_many_rows_does_not_outweigh_the_other() -> None:
    member = np.array([0] * 4 + [2] * 2 + [1] * 4)
    (found,) = read_contrasts([PAIR], sum_contrasts(units(10), [PAIR], COLUMNS, inside(member)), confidence=0.95)
    assert isinstance(found, ContrastFidelity)
    assert isinstance(found.balanced, Estimate)
    assert found.balanced.value == pytest.approx((3 / 4 + 1) / 2)


def test_chunks_add_up() -> None:
    whole = sum_contrasts(units(10), [PAIR, NONE], COLUMNS, inside(MEMBER))
    parts = [
        sum_contrasts(units(5), [PAIR, NONE], COLUMNS[part], inside(MEMBER[part]))
        for part in (slice(0, 5), slice(5, 10))
    ]
    added = parts[0] + parts[1]
    assert read_contrasts([PAIR, NONE], added, confidence=0.95) == read_contrasts([PAIR, NONE], whole, confidence=0.95)


def test_weights_weigh_and_groups_count_as_one() -> None:
    heavy = Units(weights=np.array([1.0, 1, 1, 3, 1, 1, 1, 1, 1, 1]), group=np.array([0, 0, 1, 2, 3, 3, 4, 5, 6, 7]))
    (found,) = read_contrasts([PAIR], sum_contrasts(heavy, [PAIR], COLUMNS, inside(MEMBER)), confidence=0.95)
    assert isinstance(found, ContrastFidelity)
    assert isinstance(found.first, Estimate)
    assert found.first.value == pytest.approx(0.5)
    assert found.first.effective_rows < 4


def test_without_a_model_there_is_a_reason() -> None:
    sums = sum_contrasts(units(10), [NONE], COLUMNS, inside(MEMBER))
    assert read_contrasts([NONE], sums, confidence=0.95) == (NotRun(reason="too few"),)


def test_without_rows_in_one_of_the_two_there_is_no_balance() -> None:
    member = np.where(MEMBER == 2, 1, MEMBER)
    (found,) = read_contrasts([PAIR], sum_contrasts(units(10), [PAIR], COLUMNS, inside(member)), confidence=0.95)
    assert isinstance(found, ContrastFidelity)
    assert found.second == NotRun(reason="no evaluation row falls here")
    assert found.balanced == NotRun(reason="no evaluation row falls into one of the two partitions")


def test_no_contrasts_are_no_sums() -> None:
    sums = sum_contrasts(units(10), [], COLUMNS, inside(MEMBER))
    assert read_contrasts([], sums, confidence=0.95) == ()
