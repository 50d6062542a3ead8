"""Rules in words, and gaps in percentage points."""

import pytest

from yasenn_report.findings.phrases import known, points, where
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.rules import Condition, Rule

COLUMNS = (
    ReadableColumn(column="age"),
    ReadableColumn(column="sex", entry="Male"),
    ReadableColumn(column="a\u202eb"),
    ReadableColumn(column="x" * 200, entry="y"),
)


def rule(*conditions: tuple[int, float | None, float | None]) -> Rule:
    made = tuple(Condition(feature=feature, low=low, high=high) for feature, low, high in conditions)
    return Rule(conditions=made, fit_rows=10, share=0.5)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (rule((0, None, 25.0)), "age is at most 25"),
        (rule((0, 3.125, None)), "age is above 3.125"),
        (rule((0, 3.0, 25.5)), "age is above 3 and at most 25.5"),
        (rule((1, 0.5, None), (0, None, 25.0)), "sex is Male and age is at most 25"),
        (rule((1, None, 0.5)), "sex is not Male"),
        (rule((2, 0.0, None)), r"a\u202eb is above 0"),
        (rule(), "anything holds"),
    ],
)
def test_rules_are_clauses(found: Rule, words: str) -> None:
    assert where(found, COLUMNS) == words


def test_long_names_are_cut() -> None:
    assert len(where(rule((3, 0.5, None)), COLUMNS)) < 100


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.0939, "at least 9.3 percentage points"),
        (0.1, "at least 10.0 percentage points"),
        (0.001, "at least 0.1 percentage points"),
        (0.0004, "at least just above 0 percentage points"),
    ],
)
def test_gaps_are_rounded_down(gap: float, words: str) -> None:
    assert points(gap) == words


def test_what_was_not_measured_is_not_told() -> None:
    with pytest.raises(TypeError, match="was told in words"):
        known(NotRun(reason="no rows"))
