"""The entries of columns into numbers, refused by row and column where a number is needed and none stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.numbers import count, plural

TRUTH = {"true": 1.0, "false": 0.0}
MOST_COUNTED = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entries:
    """One column as numbers; row n of each array is row n of the table."""

    values: NDArray[np.float64]
    """(rows,); NaN where the entry is missing or is text."""
    text: NDArray[np.bool_]
    """(rows,); True where the entry is text that is no number."""

    @property
    def numbers(self) -> int:
        """How many entries are numbers, infinite ones included."""
        return int(np.count_nonzero(~np.isnan(self.values)))

    @property
    def texts(self) -> int:
        """How many entries are text that is no number."""
        return int(np.count_nonzero(self.text))

    @property
    def missing(self) -> NDArray[np.bool_]:
        """(rows,); True where the entry is empty or says NaN."""
        return np.isnan(self.values) & ~self.text


def as_number(entry: str) -> float | None:
    """Returns the number an entry stands for, NaN for a missing one, None for text; True counts as 1."""
    word = entry.strip()
    if word.lower() in TRUTH:
        return TRUTH[word.lower()]
    if not word:
        return float("nan")
    if "_" in word or not word.isascii():  # Python would read 1_000 as a number; no other reader of CSV does
        return None
    try:
        return float(word)
    except ValueError:
        return None


def entries_of(column: "pd.Series[Any]") -> Entries:
    """Returns the entries of a column that holds numbers or text."""
    if column.dtype.kind in "biuf":
        values: NDArray[np.float64] = column.to_numpy(dtype=np.float64)
        return Entries(values=values, text=np.zeros(len(values), dtype=np.bool_))
    codes, distinct = pd.factorize(column)
    read = [as_number(str(entry)) for entry in distinct.tolist()]
    # Missing entries have code -1, which picks the extra place at the end.
    values = np.array([*(np.nan if number is None else number for number in read), np.nan], dtype=np.float64)
    text = np.array([*(number is None for number in read), False])
    return Entries(values=values[codes], text=text[codes])


def refuse_text(table: Table, columns: Mapping[str, Entries], needed: str) -> None:
    """Raises a TableError that names the first entry, row by row, that is text, and what is `needed`."""
    found = _first({name: column.text for name, column in columns.items()})
    if found:
        with_point = as_number(table.entry(*found).replace(",", "."))
        advice = "correct the entry" if with_point is None else "write it with a decimal point"
        raise table.file.refusal(f"{_place(table, found)}; {needed}: {advice} or leave the column out")


def refuse_gaps(table: Table, columns: Mapping[str, Entries], needed: str, *, droppable: bool = True) -> None:
    """Raises a TableError that names the first missing entry, what is `needed`, and how many rows lack one.

    Args:
        table: the table.
        columns: those that need an entry in every row.
        needed: what for, as a sentence.
        droppable: whether --missing drop would leave such rows out.
    """
    gaps = {name: column.missing for name, column in columns.items()}
    found = _first(gaps)
    if found:
        advice = "leave such rows out by --missing drop" if droppable else "remove the row"
        rows = int(np.count_nonzero(np.logical_or.reduce(list(gaps.values()))))
        counted = f"{count(rows)} of {plural(len(table.frame), 'row')}: {_by_column(gaps)}"
        raise table.file.refusal(f"{_place(table, found)}; {needed}: fill the entry, or {advice} ({counted})")


def refuse_infinite(table: Table, columns: Mapping[str, Entries], reader: str = "the network's") -> None:
    """Raises a TableError that names the first number too large for 32 bits, with which `reader` would compute."""
    infinite = f"which is infinite in {reader} 32-bit numbers (the largest is 3.4e38)"
    refuse_marked(table, {name: _infinite_in_32_bits(column.values) for name, column in columns.items()}, infinite)


def refuse_marked(table: Table, marks: Mapping[str, NDArray[np.bool_]], fault: str) -> None:
    """Raises a TableError that names the first entry, row by row, that is marked, and what is its `fault`."""
    found = _first(marks)
    if found:
        raise table.file.refusal(f"{_place(table, found)}, {fault}: correct the entry or remove the row")


def _by_column(gaps: Mapping[str, NDArray[np.bool_]]) -> str:
    """For example: 10 lack 'age', 3 lack 'income'."""
    counts = {name: int(np.count_nonzero(gap)) for name, gap in gaps.items() if gap.any()}
    said = [f"{count(rows)} lack{'s' if rows == 1 else ''} {quoted(name)}" for name, rows in counts.items()]
    more = len(said) - MOST_COUNTED
    return ", ".join(said[:MOST_COUNTED]) + (f", ... and {plural(more, 'more column')}" if more > 0 else "")


def _infinite_in_32_bits(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    with np.errstate(over="ignore"):
        return np.isinf(values.astype(np.float32))


def _first(marks: Mapping[str, NDArray[np.bool_]]) -> tuple[int, str] | None:
    """Where the first mark stands, read row by row: (row from 0, column)."""
    firsts = [(int(mark.argmax()), place, name) for place, (name, mark) in enumerate(marks.items()) if mark.any()]
    if not firsts:
        return None
    row, _, name = min(firsts)
    return row, name


def _place(table: Table, found: tuple[int, str]) -> str:
    row, name = found
    entry = table.entry(row, name)
    return f"row {table.place(row) + 1}, column {quoted(name)} is {quoted(entry) if entry.strip() else 'empty'}"
