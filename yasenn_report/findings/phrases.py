"""Phrases that findings share: rules in words, and gaps between shares."""

from collections.abc import Sequence
from math import floor
from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import exact, percent, plural, rounded
from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun
from yasenn_report.yasenn.gaps import Gap
from yasenn_report.yasenn.rules import Condition, Rule

LARGE = 0.1
"""From this gap on, even by its nearest bound, a finding that compares shares is high: ten percentage points."""


def where(rule: Rule, columns: Sequence[ReadableColumn], whole: frozenset[int] = frozenset()) -> str:
    """A rule as a clause: ``age is at most 25 and sex is Male``; ``whole`` are the columns of whole numbers."""
    said = (condition(one, columns[one.feature], whole=one.feature in whole) for one in rule.conditions)
    return " and ".join(said) or "anything holds"


def whole_columns(values: NDArray[np.float64]) -> frozenset[int]:
    """Which columns of (rows, columns) hold whole numbers only."""
    return frozenset(np.flatnonzero((values == np.floor(values)).all(axis=0)).tolist())


def condition(found: Condition, column: ReadableColumn, *, whole: bool = False) -> str:
    """Bounds on one column; an indicator, which is 0 or 1, says what it is or is not.

    Of whole numbers, ``above 2.5`` says ``at least 3``, which is the same.
    """
    if column.entry is not None:
        return printable(column.negation if found.low is None else column.name)
    if whole:
        return f"{printable(column.name)} is {whole_bounds(found)}"
    bounds = [
        f"{words} {exact(bound)}"
        for words, bound in (("above", found.low), ("at most", found.high))
        if bound is not None
    ]
    return f"{printable(column.name)} is {' and '.join(bounds)}"


def whole_bounds(found: Condition) -> str:
    """Bounds on whole numbers: ``at least 3``, ``from 3 to 5``, ``3``."""
    least = None if found.low is None else floor(found.low) + 1
    most = None if found.high is None else floor(found.high)
    if least is None:
        return f"at most {exact(most or 0)}"
    if most is None:
        return f"at least {exact(least)}"
    return exact(least) if least == most else f"from {exact(least)} to {exact(most)}"


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
    return f"By a strict count, the gap is {points(known(gap.difference).low)}."


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
