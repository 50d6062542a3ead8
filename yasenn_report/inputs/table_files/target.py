"""One column of the table into the target: class labels and, where possible, numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.entries import TRUTH, as_number, entries_of, refuse_gaps, refuse_infinite
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import quoted

LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target:
    """What is known to be true of each row, as class labels and, where possible, as numbers."""

    name: str
    labels: NDArray[np.str_]
    """(rows,), read-only; where every entry is a number, equal numbers have equal labels: 1, 1.0 and 1e0 are "1"."""
    numbers: NDArray[np.float64] | None
    """(rows,), finite, read-only; True counts as 1; None where some entry is no number."""

    def restricted(self, inside: NDArray[np.bool_]) -> "Target":
        """The same for some of the rows only."""
        labels, numbers = self.labels[inside], None if self.numbers is None else self.numbers[inside]
        labels.setflags(write=False)
        if numbers is not None:
            numbers.setflags(write=False)
        return Target(name=self.name, labels=labels, numbers=numbers)


def read_target(table: Table, name: str) -> Target:
    """Reads one column as class labels and, where every entry is a number, as numbers.

    Args:
        table: a table that was read with this column as text.
        name: the column.

    Raises:
        TableError: an entry is missing, infinite, or too long for a label.
    """
    column = table.column(name)
    entries = entries_of(column)
    refuse_gaps(table, {name: entries}, "the target needs an entry in every row")
    if entries.texts == 0:
        refuse_infinite(table, {name: entries})
    labels = _labels(table, name, column, numeric=entries.texts == 0)
    entries.values.setflags(write=False)
    labels.setflags(write=False)
    return Target(name=name, labels=labels, numbers=None if entries.texts else entries.values)


def read_labels(table: Table, name: str, needed: str) -> NDArray[np.str_]:
    """Returns the entries of a column as labels, (rows,), read-only; equal numbers have equal labels.

    Args:
        table: a table that was read with this column as text.
        name: the column.
        needed: why every row needs an entry, as a sentence.

    Raises:
        TableError: an entry is missing, or too long for a label.
    """
    column = table.column(name)
    entries = entries_of(column)
    refuse_gaps(table, {name: entries}, needed)
    labels = _labels(table, name, column, numeric=entries.texts == 0)
    labels.setflags(write=False)
    return labels


def _labels(table: Table, name: str, column: "pd.Series[Any]", *, numeric: bool) -> NDArray[np.str_]:
    codes, distinct = pd.factorize(column)
    words = [str(entry).strip() for entry in distinct]
    longest = max(range(len(words)), key=lambda index: len(words[index]))
    if len(words[longest]) > LONGEST_LABEL:
        row = int((codes == longest).argmax())
        found = f"row {table.place(row) + 1}, column {quoted(name)} holds {len(words[longest]):,} characters"
        raise table.file.refusal(f"{found}; labels have at most {LONGEST_LABEL}: is this the right column?")
    if all(word.lower() in TRUTH for word in words):
        words = [word.capitalize() for word in words]
    elif numeric:
        words = [_number_label(number) for number in map(as_number, words) if number is not None]
    return np.array(words, dtype=np.str_)[codes]


def _number_label(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
