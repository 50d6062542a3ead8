"""Gaps between groups: found where they were planted, and not where chance explains them."""

from dataclasses import replace

import numpy as np
import pytest
from grouped import Rows, like
from tallies import units
from tasks import THREE

from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.group_rates import GapsCompared, GroupGap
from yasenn_report.yasenn.measure.sums import Units

PLANTED = {("Female", 1): 0.45}
MEN, WOMEN = 0, 1


def names(gaps: tuple[GroupGap, ...]) -> set[tuple[str, int, int | None]]:
    return {(gap.metric, gap.group, gap.partition) for gap in gaps}


def test_planted_errors_are_found_where_they_are() -> None:
    found = like(2000, error=PLANTED).read()
    assert names(found.gaps) >= {("error rate", WOMEN, 1), ("disagreement", WOMEN, 1), ("error rate", WOMEN, None)}
    assert {gap.group for gap in found.gaps} == {WOMEN}
    assert {gap.partition for gap in found.gaps} == {1, None}
    assert "share" not in {gap.metric for gap in found.gaps}


def test_a_clean_twin_has_none() -> None:
    assert like(2000).read().gaps == ()


def test_they_are_sorted_by_the_nearest_bound() -> None:
    gaps = like(2000, error=PLANTED).read().gaps
    assert [gap.least for gap in gaps] == sorted([gap.least for gap in gaps], reverse=True)
    difference = gaps[0].gap.difference
    assert isinstance(difference, Estimate)
    assert gaps[0].least == difference.low > 0
    assert difference.confidence == 1 - LEVEL


def test_a_share_that_differs_is_found_once_for_two_groups() -> None:
    rows = like(2000)
    sex = rows.columns["sex"].copy()
    sex[(rows.member == 0) & (np.arange(2000) % 3 == 0)] = "Female"
    gaps = [gap for gap in replace(rows, columns={"sex": sex}).read().gaps if gap.metric == "share"]
    assert [(gap.partition, gap.gap.difference.value > 0) for gap in gaps] == [(0, True), (1, True)]  # type: ignore[union-attr]
    assert len({gap.group for gap in gaps}) == 2


def test_among_more_groups_a_smaller_share_is_found_too() -> None:
    rows = like(3000)
    race = np.random.default_rng(5).choice(["a", "b", "c"], 3000)
    race[(rows.member == 0) & (race == "c")] = "a"
    gaps = [gap for gap in replace(rows, columns={"race": race}).read().gaps if gap.metric == "share"]
    smaller = [gap for gap in gaps if isinstance(gap.gap.difference, Estimate) and gap.gap.difference.value < 0]
    assert smaller
    assert all(gap.least == -gap.gap.difference.high > 0 for gap in smaller)  # type: ignore[union-attr]


def test_fewer_errors_are_no_gap() -> None:
    found = like(2000, error={("Male", 0): 0.45, ("Male", 1): 0.45}).read()
    assert found.gaps
    assert {gap.group for gap in found.gaps} == {MEN}


def test_two_groups_are_compared_once_and_three_each() -> None:
    two = like(2000).read()
    assert two.compared == {
        "share": GapsCompared(compared=2, too_few=0),
        "errors": GapsCompared(compared=9, too_few=0),
        "distillation": GapsCompared(compared=3, too_few=0),
    }
    rows = like(2000)
    race = np.random.default_rng(1).choice(["a", "b", "c"], 2000)
    three = replace(rows, columns={"race": race}).read()
    assert three.compared["distillation"] == GapsCompared(compared=9, too_few=0)
    both = replace(rows, columns=rows.columns | {"race": race}).read()
    assert both.compared["distillation"] == GapsCompared(compared=12, too_few=0)


@pytest.mark.parametrize(("men", "compared"), [(19, 0), (20, 1)])
def test_fewer_than_twenty_rows_are_not_compared_and_counted(men: int, compared: int) -> None:
    rows = Rows(
        columns={"sex": np.array(["Male"] * men + ["Female"] * 100)},
        member=np.zeros(men + 100, dtype=np.intp),
        decided=np.zeros(men + 100, dtype=np.intp),
        disagrees=np.arange(men + 100) < men,
        partitions=1,
    )
    found = rows.read()
    assert found.compared["distillation"] == GapsCompared(compared=2 * compared, too_few=2 - 2 * compared)
    assert len(found.gaps) == 2 * compared
    assert found.compared["share"] == GapsCompared(compared=0, too_few=1)
    assert found.compared["errors"] == GapsCompared(compared=0, too_few=0)


def test_withheld_rates_are_not_compared() -> None:
    truth = np.array([0] * 24 + [1] * 4 + [0, 1] * 50)  # 28 men, 4 of them with the second label
    decided = np.where(np.arange(128) < 28, 1 - truth, truth)
    rows = Rows(
        columns={"sex": np.repeat(["Male", "Female"], [28, 100])},
        member=np.zeros(128, dtype=np.intp),
        truth=truth,
        decided=decided,
        disagrees=np.zeros(128, dtype=bool),
        partitions=1,
    )
    found = rows.read()
    assert found.gaps == ()
    assert found.compared["errors"] == GapsCompared(compared=0, too_few=6)
    assert found.compared["distillation"].compared == 2
    truth[0] = 1
    decided[0] = 0
    found = rows.read()  # the clean twin of the rule: 5 rows may be spoken of
    assert ("error rate", 1, None) in names(found.gaps)
    assert found.compared["errors"] == GapsCompared(compared=4, too_few=2)


def test_a_partition_without_a_group_lacks_it_beyond_chance() -> None:
    rows = like(2000)
    race = np.where(rows.member == 0, "a", np.random.default_rng(2).choice(["a", "b", "c"], 2000))
    gaps = replace(rows, columns={"race": race}).read().gaps
    assert ("share", 1, 0) in names(gaps)


def test_one_group_is_compared_with_nothing() -> None:
    rows = like(400)
    found = replace(rows, columns={"sex": np.repeat("Female", 400)}).read()
    assert {one.compared + one.too_few for one in found.compared.values()} == {0}
    assert found.gaps == ()


def test_rows_that_belong_together_are_worth_less() -> None:
    rows = like(2000, error={("Female", 0): 0.25, ("Female", 1): 0.25})
    assert rows.read().gaps
    assert rows.read(Units(weights=np.ones(2000), group=np.arange(2000) // 40)).gaps == ()
    assert rows.read(units(2000)).gaps == rows.read().gaps


def test_kinds_of_wrong_decisions_are_those_of_two_classes() -> None:
    group = replace(like(400), task=THREE).read().columns[0][0]
    reason = NotRun(reason="the two kinds of wrong decisions are those of networks with two classes")
    assert group.everywhere.wrongly_second == group.everywhere.wrongly_first == group.labelled_second == reason
    assert group.decided_second == reason
    assert isinstance(group.everywhere.error_rate, Estimate)


def test_without_labels_errors_are_not_run() -> None:
    group = replace(like(400), truth=None).read().columns[0][0]
    reason = NotRun(reason="no --target was given: there are no labels to compare with")
    assert group.everywhere.error_rate == group.everywhere.wrongly_second == group.labelled_second == reason
    assert isinstance(group.decided_second, Estimate)
