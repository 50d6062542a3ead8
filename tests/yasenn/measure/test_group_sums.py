"""Rows of groups, counted by hand and in any chunks."""

from dataclasses import replace

import numpy as np
import pytest
from grouped import Rows, like
from tallies import units

from yasenn_report.yasenn.bounds import Estimate, NotRun, rate
from yasenn_report.yasenn.measure.group_reader import WITHHELD
from yasenn_report.yasenn.measure.sums import Units

FIELDS = ("rows", "weight", "weight_squares", "misses", "miss_squares", "cross")
SEX = np.array(["F", "F", "M", "M", "M", "M", "M", "F"])
HAND = Rows(
    columns={"sex": SEX},
    member=np.array([0, 0, 0, 1, 1, 1, 1, 1]),
    truth=np.array([0, 1, 0, 1, 0, 0, 1, 1]),
    decided=np.array([1, 1, 0, 1, 1, 0, 0, 1]),
    disagrees=np.array([1, 0, 0, 0, 1, 1, 0, 0], dtype=bool),
)
"""Groups are M, then F. Places of sums: all rows, P1, P2; at each: M, F, all but M, all but F."""


@pytest.mark.parametrize(
    ("metric", "rows", "misses"),
    [
        ("share", [8, 8, 0, 0, 3, 3, 5, 5, 5, 5, 3, 3], [5, 3, 0, 0, 1, 2, 4, 1, 4, 1, 1, 2]),
        ("error rate", [5, 3, 3, 5, 1, 2, 2, 1, 4, 1, 1, 4], [2, 1, 1, 2, 0, 1, 1, 0, 2, 0, 0, 2]),
        ("disagreement", [5, 3, 3, 5, 1, 2, 2, 1, 4, 1, 1, 4], [2, 1, 1, 2, 0, 1, 1, 0, 2, 0, 0, 2]),
        ("labelled second", [5, 3, 3, 5, 1, 2, 2, 1, 4, 1, 1, 4], [2, 2, 2, 2, 0, 1, 1, 0, 2, 1, 1, 2]),
        ("decided second", [5, 3, 3, 5, 1, 2, 2, 1, 4, 1, 1, 4], [2, 3, 3, 2, 0, 2, 2, 0, 2, 1, 1, 2]),
        ("wrongly second", [3, 1, 1, 3, 1, 1, 1, 1, 2, 0, 0, 2], [1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1]),
        ("wrongly first", [2, 2, 2, 2, 0, 1, 1, 0, 2, 1, 1, 2], [1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1]),
    ],
)
def test_every_share_is_counted_at_every_place(metric: str, rows: list[int], misses: list[int]) -> None:
    sums, _ = HAND.sums()
    assert sums[0, metric].rows.tolist() == rows
    assert sums[0, metric].misses.tolist() == misses


def test_the_distillation_error_is_summed_by_place_and_group() -> None:
    _, errors = HAND.sums()
    assert errors[0].rows.tolist() == [5, 3, 1, 2, 4, 1]
    assert errors[0].total.tolist() == [1.0, 0.5, 0.0, 0.5, 1.0, 0.0]


def test_without_labels_nothing_is_held_against_them() -> None:
    without = Rows(columns=HAND.columns, member=HAND.member, decided=HAND.decided, disagrees=HAND.disagrees)
    sums, _ = without.sums()
    assert {metric for _, metric in sums} == {"share", "disagreement", "decided second"}


def test_weights_weigh_and_rows_of_a_group_count_as_one() -> None:
    of = Units(weights=np.array([2.0, 1, 1, 1, 1, 3, 1, 1]), group=np.array([0, 0, 1, 1, 2, 2, 3, 3]))
    sums, _ = HAND.sums(of)
    everywhere = sums[0, "disagreement"]
    assert everywhere.weight[:2].tolist() == [7, 4]
    assert everywhere.misses[:2].tolist() == [4, 2]
    assert everywhere.weight_squares[:2].tolist() == [2**2 + 4**2 + 1, 3**2 + 1]
    assert everywhere.miss_squares[:2].tolist() == [4**2, 2**2]
    assert everywhere.cross[:2].tolist() == [4 * 4, 2 * 3]


PERSONS = np.arange(400) // 4


@pytest.mark.parametrize("persons", [None, PERSONS])
@pytest.mark.parametrize("size", [1, 9])
def test_chunks_change_no_count(size: int, persons: np.ndarray | None) -> None:
    made = like(400, seed=3)
    rng = np.random.default_rng(4)
    rows = Rows(
        columns=made.columns | {"town": rng.choice([f"t{n}" for n in range(20)], 400)},
        member=made.member,
        decided=made.decided,
        disagrees=made.disagrees,
        truth=made.truth,
    )
    weights = rng.integers(1, 4, 400).astype(float)
    of = np.arange(400) if persons is None else persons

    def part(chosen: np.ndarray) -> Units:
        group = None if persons is None else np.unique(persons[chosen], return_inverse=True)[1]
        return Units(weights=weights[chosen], group=group)

    whole, errors = rows.sums(part(np.arange(400)))
    chunks = [np.flatnonzero((of >= start) & (of < start + size)) for start in range(0, int(of.max()) + 1, size)]
    parts = [rows.sums(part(chosen), chosen) for chosen in chunks]
    for key, sums in whole.items():
        total = parts[0][0][key]
        for one, _ in parts[1:]:
            total = total + one[key]
        assert [getattr(total, name).tolist() for name in FIELDS] == [getattr(sums, name).tolist() for name in FIELDS]
    for column, sums in errors.items():
        total = parts[0][1][column]
        for _, one in parts[1:]:
            total = total + one[column]
        assert total.total.tolist() == pytest.approx(sums.total.tolist())
        assert total.rows.tolist() == sums.rows.tolist()


ROWS = Rows(
    columns={"sex": np.repeat(["M", "F"], [14, 10])},
    member=np.tile([0, 1], 12),
    truth=np.array([0] * 6 + [1] * 8 + [0] * 5 + [1] * 5),
    decided=np.array([1] * 2 + [0] * 4 + [0] * 1 + [1] * 7 + [0] * 5 + [1] * 5),
    disagrees=np.arange(24) < 3,
)
"""Of 14 men and 10 women, half of them in each of two partitions."""


def test_rates_are_read_off_with_their_intervals() -> None:
    men, women = ROWS.read().columns[0]
    assert (men.everywhere.evaluation_rows, women.everywhere.evaluation_rows) == (14, 10)
    assert men.everywhere.share == rate("share", 14, 24, confidence=0.95)
    assert men.everywhere.error_rate == rate("error rate", 3, 14, confidence=0.95)
    assert men.everywhere.wrongly_second == rate("wrongly second", 2, 6, confidence=0.95)
    assert men.labelled_second == rate("labelled second", 8, 14, confidence=0.95)
    assert men.decided_second == rate("decided second", 9, 14, confidence=0.95)
    error = men.everywhere.distillation_error
    assert isinstance(error, Estimate)
    assert (round(error.value, 6), error.metric, error.rows) == (round(1.5 / 14, 6), "total variation", 14)


def test_where_few_have_one_of_the_labels_nothing_is_said_of_labels() -> None:
    men, women = ROWS.read().columns[0]
    for group in (men, women):
        here = group.partitions[0]  # of 3 women one label, of 3 men the other
        assert here.error_rate == here.wrongly_second == here.wrongly_first == WITHHELD
        assert isinstance(here.disagreement, Estimate)
        assert isinstance(here.share, Estimate)


def test_a_group_of_fewer_than_five_rows_has_no_rates_but_its_share() -> None:
    men, women = HAND.read().columns[0]
    assert women.everywhere.share == rate("share", 3, 8, confidence=0.95)
    assert women.everywhere.error_rate == women.everywhere.disagreement == women.decided_second == WITHHELD
    assert women.everywhere.distillation_error == women.labelled_second == WITHHELD
    assert men.partitions[1].evaluation_rows == 4
    assert men.partitions[1].error_rate == WITHHELD
    assert men.partitions[0].wrongly_first == WITHHELD  # of none: or the label of the one row would be known


def test_what_is_left_of_all_rows_is_withheld_too() -> None:
    men, _ = HAND.read().columns[0]
    assert men.everywhere.evaluation_rows == 5
    assert men.everywhere.disagreement == men.everywhere.distillation_error == men.decided_second == WITHHELD


def test_where_a_group_has_no_row_that_is_said() -> None:
    elsewhere = replace(HAND, member=np.where(SEX == "F", 0, 1))
    men, _ = elsewhere.read().columns[0]
    nothing = NotRun(reason="no evaluation row falls here")
    assert men.partitions[0].evaluation_rows == 0
    assert men.partitions[0].error_rate == men.partitions[0].wrongly_first == nothing


def test_units_are_as_everywhere() -> None:
    assert HAND.read(units(8)).columns[0][0].everywhere == HAND.read().columns[0][0].everywhere
