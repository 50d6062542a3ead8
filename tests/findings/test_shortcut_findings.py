"""Columns that alone tell partitions, on shares written by hand."""

from dataclasses import dataclass

import pytest
from fidelities import NONE, fidelity

from yasenn_report.findings.finding import Finding
from yasenn_report.findings.shortcuts import shortcut_columns
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.numbers import PERCENT
from yasenn_report.yasenn.bounds import Estimate, Measured, simultaneous_rate
from yasenn_report.yasenn.fidelity import ShortcutFidelity
from yasenn_report.yasenn.rules import Condition, Rule

COLUMNS = (
    ReadableColumn(column="age"),
    ReadableColumn(column="sex", entry="Female"),
    ReadableColumn(column="sex", entry="Male"),
)
LABELS = ["P1", "P2", "P3"]
SIZES = (500, 300, 200)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A column as the fit rows have it, but for its tree."""

    partition: int
    column: str
    features: tuple[int, ...]
    rules: tuple[Rule, ...]


def rule(feature: int, low: float | None = None, high: float | None = None) -> Rule:
    return Rule(conditions=(Condition(feature=feature, low=low, high=high),), fit_rows=1, share=1.0)


def age(partition: int, *rules: Rule) -> Told:
    return Told(partition=partition, column="age", features=(0,), rules=rules or (rule(0, low=45.0),))


def share(misses: int, rows: int = 300) -> Estimate:
    found = simultaneous_rate("share", rows - misses, rows, confidence=0.999, family=2)
    assert isinstance(found, Estimate)
    return found


def measured(
    precision: Measured | int = 4, recall: Measured | int = 6, here: Measured | int = 3, elsewhere: Measured | int = 680
) -> ShortcutFidelity:
    """Shares by the number of rows that lack: of 300, and of 700 elsewhere."""
    return ShortcutFidelity(
        precision=share(precision) if isinstance(precision, int) else precision,
        recall=share(recall) if isinstance(recall, int) else recall,
        answered=share(here) if isinstance(here, int) else here,
        answered_elsewhere=share(elsewhere, 700) if isinstance(elsewhere, int) else elsewhere,
    )


def find(*pairs: tuple[Told, ShortcutFidelity], sizes: tuple[int, ...] = SIZES) -> list[Finding]:
    fitted = [one for one, _ in pairs]
    return shortcut_columns(
        fidelity(*((0, rows) for rows in sizes)),
        fitted,  # type: ignore[arg-type]
        [found for _, found in pairs],
        LABELS,
        COLUMNS,
    )


def test_a_column_that_tells_a_partition() -> None:
    (found,) = find((age(1), measured()))
    assert (found.code, found.severity, found.title) == ("YR036", "medium", "One column tells P2")
    assert (found.partition, found.rows, found.threshold) == (1, 300, 0.9)
    assert found.value == pytest.approx(296 / 300)
    assert found.sentence == (
        f"Column 'age' alone tells whether a row is in P2: it is above 45 in 98.0{PERCENT} of the rows of P2, and "
        f"98.7{PERCENT} of all rows for which that is so are in P2. The network answers 99.0{PERCENT} of these like "
        f"P2, and 2.9{PERCENT} of the others. Ask whether the network may decide by this column alone."
    )


def test_two_partitions_told_by_one_column_are_one_finding() -> None:
    (found,) = find((age(0, rule(0, high=45.0)), measured()), (age(1), measured()))
    assert (found.partition, found.rows, found.title) == (None, 800, "One column tells several partitions")
    assert "alone tells whether a row is in P1: it is at most 45 in " in found.sentence
    assert found.sentence.endswith("It likewise tells P2. Ask whether the network may decide by this column alone.")


def test_columns_of_text_speak_of_entries() -> None:
    sex = Told(partition=1, column="sex", features=(1, 2), rules=(rule(1, high=0.5),))
    (found,) = find((sex, measured()))
    assert "it is not Female in 98.0" in found.sentence
    sex = Told(partition=1, column="sex", features=(1, 2), rules=(rule(2, low=0.5), rule(1, high=0.5)))
    assert "it is Male or is not Female in 98.0" in find((sex, measured()))[0].sentence


def test_ranges_are_said_with_both_ends() -> None:
    (found,) = find((age(1, rule(0, low=18.0, high=45.0)), measured()))
    assert "it is above 18 and at most 45 in 98.0" in found.sentence


@pytest.mark.parametrize(
    "lacking",
    [
        measured(precision=30),
        measured(recall=30),
        measured(here=30),
        measured(elsewhere=350),
        measured(precision=NONE),
        measured(recall=NONE),
        measured(here=NONE),
        measured(elsewhere=NONE),
        measured(recall=share(1, 30)),  # too few rows to say
    ],
)
def test_every_bound_must_hold(lacking: ShortcutFidelity) -> None:
    assert find((age(1), lacking)) == []


def test_naming_every_row_is_no_shortcut() -> None:
    """95 % of all rows are in the partition: naming all of them has a precision of 95 % and a recall of 100 %."""
    every = measured(precision=share(50, 1000), recall=share(0, 950), here=share(3, 1000))
    assert find((age(1), every), sizes=(25, 950, 25)) == []


def test_names_are_printable_on_one_line() -> None:
    odd = Told(partition=1, column="a\nge", features=(0,), rules=(rule(0, low=45.0),))
    assert find((odd, measured()))[0].sentence.startswith("Column 'a\\nge' alone tells")
