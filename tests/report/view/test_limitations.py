"""Limits and conditions follow what was audited."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
from pages import page_of
from records import binary, nothing_run, regression

from yasenn_report.record import Record
from yasenn_report.record.table import Group
from yasenn_report.report.view.limitations import Limitations, limitations_of, make_limitations, named


def made(**changed: Any) -> Limitations:
    usual: dict[str, Any] = {
        "classes": True,
        "labels": True,
        "grouped": False,
        "weighted": False,
        "focus": False,
        "sensitive": False,
        "tolerance": 0.05,
        "confidence": 0.95,
        "low_fidelity": ["P3"],
        "inconclusive": ["P2", "P5"],
    }
    return make_limitations(**usual | changed)


def test_marked_partitions_are_named_in_the_first_conditions() -> None:
    first, second = made().conditions[:2]
    assert (first.name, second.name) == ("C1", "C2")
    assert first.rule == "Use nothing that is said of P3 (▲ low fidelity): neither answer nor description."
    assert second.rule.startswith("Do not rely on P2 and P5 (□ inconclusive) before more rows")


def test_without_marked_partitions_the_absence_is_said_with_its_thresholds() -> None:
    rules = [condition.rule for condition in made(low_fidelity=[], inconclusive=[]).conditions]
    assert rules[0].startswith("No partition is marked ▲ low fidelity.")
    assert "5\N{NO-BREAK SPACE}% at 95\N{NO-BREAK SPACE}% confidence" in rules[0]
    assert not any("□" in rule for rule in rules)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["P1"], "P1"),
        (["P1", "P2", "P3"], "P1, P2 and P3"),
        ([f"P{n}" for n in range(1, 10)], "P1, P2, P3, P4, P5, P6, P7, P8 and 1 other partition so marked"),
        ([f"P{n}" for n in range(1, 13)], "P1, P2, P3, P4, P5, P6, P7, P8 and 4 other partitions so marked"),
    ],
)
def test_long_lists_are_cut(labels: list[str], said: str) -> None:
    assert named(labels) == said


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"labels": False}, "accuracy was not measured"),
        ({"grouped": True}, "bounds are approximate"),
        ({"weighted": True}, "bounds are approximate"),
        ({"classes": False}, "can still be valued otherwise"),
        ({"focus": True}, "only for rows for which the focus"),
        ({"sensitive": True}, "Groups are those of the columns that were named"),
        ({"sensitive": True}, "Quote a gap between groups only as a count"),
    ],
)
def test_a_limit_is_said_where_it_applies_and_only_there(changed: dict[str, bool], words: str) -> None:
    assert words in str(asdict(made(**changed)))
    assert words not in str(asdict(made()))


def test_named_groups_take_the_place_of_independence() -> None:
    assert "no column of groups was named" in str(made().limits)
    assert "no column of groups was named" not in str(made(grouped=True).limits)


def test_groups_of_persons_were_not_tested_unless_their_columns_were_named() -> None:
    not_tested = "results for groups of persons were not tested"
    assert not_tested in str(made().limits)
    assert not_tested not in str(made(sensitive=True).limits)
    assert "Robustness, security and privacy were not tested." in made(sensitive=True).limits


def test_every_report_says_what_it_is_not_for() -> None:
    for labels in (True, False):
        rules = " ".join(condition.rule for condition in made(labels=labels, low_fidelity=[]).conditions)
        assert "Not for adverse action notices" in rules
        assert "Rows outside the ranges of the table are not covered" in rules
        assert "Repeat the audit when the model file, the table or a threshold changes" in rules


def test_every_condition_can_be_checked_and_quoted() -> None:
    conditions = made(focus=True).conditions
    assert [condition.name for condition in conditions] == [f"C{n}" for n in range(1, len(conditions) + 1)]
    assert all(condition.rule.endswith(".") and condition.check.endswith(".") for condition in conditions)


def test_a_record_says_what_its_limits_follow_from() -> None:
    record = binary()
    assert limitations_of(record) == made(sensitive=True, low_fidelity=["P2"], inconclusive=["P3"])
    assert limitations_of(nothing_run()) == made(labels=False, low_fidelity=[], inconclusive=["P1", "P2", "P3"])
    assert limitations_of(regression()) == made(
        classes=False,
        labels=False,
        grouped=True,
        weighted=True,
        focus=True,
        sensitive=True,
        low_fidelity=["P2"],
        inconclusive=["P3"],
    )
    table = replace(record.table, group=Group(column="household", groups=210))
    stricter = replace(record, table=table, options=replace(record.options, tolerance=0.01, confidence=0.99))
    assert limitations_of(stricter) == made(
        grouped=True, sensitive=True, tolerance=0.01, confidence=0.99, low_fidelity=["P2"], inconclusive=["P3"]
    )


@pytest.mark.parametrize("record", [binary, regression, nothing_run])
def test_every_limit_condition_and_supply_is_on_the_page(record: Callable[[], Record]) -> None:
    page, found = page_of(record()), limitations_of(record())
    assert all(f"<li>{limit}</li>" in page for limit in found.limits)
    for condition in found.conditions:
        assert f'<th scope="row">{condition.name}</th><td>{condition.rule}</td>' in page
        assert f"<td>{condition.check.replace(chr(39), '&#39;')}</td>" in page
    assert all(f'<th scope="row">{supply.who}</th><td>{supply.what}</td>' in page for supply in found.supplies)
