"""Columns that stand beside the inputs: which rows belong together, how much each counts, who it is about."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.entries import (
    entries_of,
    refuse_gaps,
    refuse_infinite,
    refuse_marked,
    refuse_text,
)
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.target import read_labels


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sensitive:
    """A column whose entries tell groups of people apart."""

    name: str
    labels: NDArray[np.str_]
    """(rows,), read-only; where every entry is a number, equal numbers have equal labels."""

    def restricted(self, inside: NDArray[np.bool_]) -> "Sensitive":
        """The same for some of the rows only, (rows,)."""
        labels = self.labels[inside]
        labels.setflags(write=False)
        return Sensitive(name=self.name, labels=labels)


def read_sensitive(table: Table, name: str) -> Sensitive:
    """Reads a column as labels.

    Raises:
        TableError: an entry is missing, or too long for a label.
    """
    return Sensitive(name=name, labels=read_labels(table, name, "--sensitive needs an entry in every row"))


def read_groups(table: Table, name: str) -> NDArray[np.intp]:
    """Returns the group of every row as a number from 0 on, (rows,), read-only, groups in order of appearance.

    Entries are told apart as they stand in the file, but for spaces around them: 7 and 7.0 are two groups.

    Args:
        table: a table that was read with this column as text.
        name: the column.

    Raises:
        TableError: an entry is missing.
    """
    column = table.column(name)
    refuse_gaps(table, {name: entries_of(column)}, "every row needs a group")
    codes, _ = pd.factorize(column.str.strip())
    groups = codes.astype(np.intp)
    groups.setflags(write=False)
    return groups


def read_weights(table: Table, name: str) -> NDArray[np.float64]:
    """Returns how much every row counts, (rows,), read-only, each greater than 0 and finite in 32 bits.

    Raises:
        TableError: an entry is text, missing, infinite, or not greater than 0.
    """
    columns = {name: entries_of(table.column(name))}
    refuse_text(table, columns, "every row needs a weight that is a number")
    refuse_gaps(table, columns, "every row needs a weight")
    refuse_infinite(table, columns, "the report's")
    refuse_marked(table, {name: columns[name].values <= 0}, "which is no weight, since it is not greater than 0")
    columns[name].values.setflags(write=False)
    return columns[name].values
