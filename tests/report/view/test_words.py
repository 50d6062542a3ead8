"""Conditions, pulls and means as the report prints them, by what kind of column they are about."""

import pytest

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.report.view.sheets import profile_row
from yasenn_report.report.view.words import condition_of, conditions_of, pull_of
from yasenn_report.yasenn.describe import Difference, Term
from yasenn_report.yasenn.rules import Condition, Rule

COLUMNS = (ReadableColumn(column="age"), ReadableColumn(column="sex", entry="Male"))


@pytest.mark.parametrize(
    ("feature", "low", "high", "words"),
    [
        (0, None, 24.5, "age ≤ 24.5"),
        (0, 24.5, None, "age > 24.5"),
        (0, 18.0, 24.5, "18 < age ≤ 24.5"),
        (1, 0.5, None, "sex is Male"),
        (1, None, 0.5, "sex is not Male"),
        (1, 0.5, 0.7, "0.5 < sex is Male ≤ 0.7"),
    ],
)
def test_conditions(feature: int, low: float | None, high: float | None, words: str) -> None:
    assert condition_of(Condition(feature=feature, low=low, high=high), COLUMNS) == words


def test_a_rule_joins_its_conditions() -> None:
    conditions = (Condition(feature=1, low=0.5, high=None), Condition(feature=0, low=None, high=3.0))
    assert conditions_of(Rule(conditions=conditions, fit_rows=3, share=1.0), COLUMNS) == "sex is Male and age ≤ 3"
    assert conditions_of(Rule(conditions=(), fit_rows=3, share=1.0), COLUMNS) == "every row"


@pytest.mark.parametrize(
    ("feature", "weight", "words"),
    [(0, 0.2, "higher age"), (0, -0.2, "lower age"), (1, 0.2, "sex is Male"), (1, -0.2, "sex is not Male")],
)
def test_pulls(feature: int, weight: float, words: str) -> None:
    assert pull_of(Term(feature=feature, weight=weight), COLUMNS) == words


def test_the_mean_of_an_indicator_is_a_share() -> None:
    rows = [
        profile_row(Difference(feature=feature, inside=0.25, outside=1.0, standardised=-0.5), COLUMNS)
        for feature in (0, 1)
    ]
    percent = "\N{NO-BREAK SPACE}%"
    assert [(row.column, row.inside, row.outside) for row in rows] == [
        ("age", "0.250", "1.00"),
        ("sex is Male", f"25.0{percent}", f"100{percent}"),
    ]
