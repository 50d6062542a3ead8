"""Phrases that findings share: rules in words, and gaps between shares."""

from collections.abc import Sequence
from typing import TypeGuard

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import exact, percent, plural, rounded
from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun
from yasenn_report.yasenn.gaps import Gap
from yasenn_report.yasenn.rules import Condition, Rule

LARGE = 0.1
"""From this gap on, even by its nearest bound, a finding that compares shares is high: ten percentage points."""


def where(rule: Rule, columns: Sequence[ReadableColumn]) -> str:
    """A rule as a clause: ``age is at most 25 and sex is Male``."""
    return " and ".join(condition(one, columns[one.feature]) for one in rule.conditions) or "anything holds"


def condition(found: Condition, column: ReadableColumn) -> str:
    """Bounds on one column; an indicator, which is 0 or 1, says what it is or is not."""
    if column.entry is not None:
        return printable(column.negation if found.low is None else column.name)
    bounds = [
        f"{words} {exact(bound)}"
        for words, bound in (("above", found.low), ("at most", found.high))
        if bound is not None
    ]
    return f"{printable(column.name)} is {' and '.join(bounds)}"


def points(gap: float) -> str:
    """A lower bound of a gap between two shares, rounded down: ``at least 9.3 percentage points``."""
    whole = rounded(gap * 100, 1, "down")
    return f"at least {f'{whole:.1f}' if whole > 0 else 'just above 0'} percentage points"


def shares(gap: Gap, *, elsewhere: str) -> str:
    """Both shares of a gap: ``on 41 % of 210 rows; in the other partitions on 18 %``."""
    here, other = known(gap.here), known(gap.elsewhere)
    return f"on {percent(here.value)} of {plural(here.rows, 'row')}; {elsewhere} on {percent(other.value)}"


def distance(gap: Gap) -> str:
    """How far the share here is above that elsewhere, at the least."""
    return f"Allowing for chance, the gap is {points(known(gap.difference).low)}."


def larger(gap: Gap | NotRun) -> TypeGuard[Gap]:
    """Whether a share is higher here than elsewhere, beyond what chance explains."""
    return isinstance(gap, Gap) and isinstance(gap.difference, Estimate) and gap.difference.low > 0


def known(measured: Measured) -> Estimate:
    """A measure of a gap that ``larger`` holds for: there is one.

    Raises:
        TypeError: it was not measured, which is a bug of the caller.
    """
    if isinstance(measured, Estimate):
        return measured
    raise TypeError("a gap that was not measured was told in words")
