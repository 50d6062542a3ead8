"""An expression and the files into the rows that it holds for: the region that an audit is restricted to."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import FocusError
from yasenn_report.inputs.focus.columns import Numbers, Source, Texts, look_up
from yasenn_report.inputs.focus.expression import (
    Column,
    Comparison,
    Constant,
    Expression,
    Membership,
    Negation,
    Operand,
    Sign,
    columns_of,
    written,
)
from yasenn_report.inputs.focus.grammar import parse
from yasenn_report.inputs.focus.tokens import refusal_at
from yasenn_report.inputs.table_files.wording import near, quoted

Rows = NDArray[np.bool_]

COMPARE: Mapping[Sign, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Focus:
    """The region of the table that is audited; what lies outside has no part in the audit."""

    text: str
    """The expression in the one form that the report prints."""
    columns: tuple[str, ...]
    """The columns that it names, each once."""
    inside: Rows
    """(rows of the data file that were not dropped,), read-only: where it holds."""

    @property
    def rows_in_file(self) -> int:
        """How many rows of the data file it was held against."""
        return len(self.inside)

    @property
    def rows_inside(self) -> int:
        """For how many of them the expression holds."""
        return int(np.count_nonzero(self.inside))


def read_focus(text: str, sources: Sequence[Source]) -> Focus:
    """Reads an expression and applies it to every row.

    Args:
        text: for example ``age < 25 and sex == "Male"``.
        sources: the data file first, then the file of explanation columns, if there is one.

    Raises:
        FocusError: the expression cannot be read, names no known column, or compares text with numbers.
        TableError: an entry of a column that it names is missing.
    """
    expression = parse(text)
    mentions = {column.name: column for column in reversed(columns_of(expression))}  # the first of each is kept
    columns = {name: look_up(mentions[name], sources) for name in reversed(mentions)}
    inside = _holds(expression, columns)
    inside.setflags(write=False)
    return Focus(text=written(expression), columns=tuple(columns), inside=inside)


def named_columns(text: str) -> tuple[str, ...]:
    """Returns the columns that an expression names, each once.

    Raises:
        FocusError: the expression cannot be read.
    """
    return tuple(dict.fromkeys(column.name for column in columns_of(parse(text))))


def _holds(expression: Expression, columns: Mapping[str, Numbers | Texts]) -> Rows:
    if isinstance(expression, Comparison):
        pairs = zip(pairwise(expression.operands), expression.signs, strict=True)
        return _all([_compared(left, sign, right, columns) for (left, right), sign in pairs])
    if isinstance(expression, Membership):
        among = ~_all([_compared(expression.column, "!=", constant, columns) for constant in expression.constants])
        return ~among if expression.negated else among
    if isinstance(expression, Negation):
        return ~_holds(expression.part, columns)
    parts = [_holds(part, columns) for part in expression.parts]
    return _all(parts) if expression.word == "and" else ~_all([~part for part in parts])


def _all(parts: Sequence[Rows]) -> Rows:
    return np.asarray(np.logical_and.reduce(parts), dtype=np.bool_)


def _compared(left: Operand, sign: Sign, right: Operand, columns: Mapping[str, Numbers | Texts]) -> Rows:
    for one, other in ((left, right), (right, left)):
        if not _is_text(one, columns):
            continue
        if not _is_text(other, columns):
            raise _mismatch(one, other)
        if sign not in ("==", "!="):
            raise refusal_at(one.at, one.written, f"this is text, which {sign} cannot compare: use == != or in")
        if isinstance(one, Constant) and isinstance(other, Column):
            _refuse_unknown_entry(one, columns[other.name])
    return np.asarray(COMPARE[sign](_values(left, columns), _values(right, columns)), dtype=np.bool_)


def _values(operand: Operand, columns: Mapping[str, Numbers | Texts]) -> Any:
    return columns[operand.name].values if isinstance(operand, Column) else operand.value


def _is_text(operand: Operand, columns: Mapping[str, Numbers | Texts]) -> bool:
    return isinstance(columns[operand.name], Texts) if isinstance(operand, Column) else isinstance(operand.value, str)


def _mismatch(text: Operand, number: Operand) -> FocusError:
    """The fault is shown at the constant, if there is one, since that can be written otherwise."""
    if isinstance(number, Constant):
        return refusal_at(number.at, number.written, f"column {_name(text)} holds text: put quotes around it")
    if isinstance(text, Constant):
        return refusal_at(
            text.at,
            text.written,
            f"column {_name(number)} holds numbers (True counts as 1): compare it with a number without quotes",
        )
    return refusal_at(number.at, number.written, f"this column holds numbers, column {_name(text)} holds text")


def _name(operand: Operand) -> str:
    return quoted(operand.name if isinstance(operand, Column) else operand.written)


def _refuse_unknown_entry(constant: Constant, entries: Numbers | Texts) -> None:
    """A word that stands nowhere is most likely a slip, and != would then hold for every row without a word."""
    if isinstance(entries, Texts) and constant.value not in entries.distinct:
        ending = near(str(constant.value), entries.distinct, "entries")
        raise refusal_at(constant.at, constant.written, f"no entry of the column says so; {ending}")
