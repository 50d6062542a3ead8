"""Columns that say what the network put out elsewhere: recorded predictions, to hold its outputs here against."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.entries import entries_of, refuse_gaps, refuse_infinite, refuse_text
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.target import read_labels

NEEDED = "--expect needs an entry in every row"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Expected:
    """What was recorded of the network's outputs or decisions, row by row."""

    names: tuple[str, ...]
    """The columns, in the order in which they were named."""
    values: NDArray[np.float64] | None
    """(rows, columns), finite in 32 bits, read-only; None where the one column holds text."""
    labels: NDArray[np.str_] | None
    """(rows,), read-only, as the target's labels are; None where there are several columns."""

    def restricted(self, inside: NDArray[np.bool_]) -> "Expected":
        """The same for some of the rows only, (rows,)."""
        values = None if self.values is None else self.values[inside]
        labels = None if self.labels is None else self.labels[inside]
        for array in (values, labels):
            if array is not None:
                array.setflags(write=False)
        return Expected(names=self.names, values=values, labels=labels)


def read_expected(table: Table, names: tuple[str, ...]) -> Expected:
    """Reads one column of numbers or labels, or several of numbers.

    Args:
        table: a table that was read with these columns as text.
        names: the columns.

    Raises:
        TableError: an entry is missing or infinite, text among several columns, or too long for a label.
    """
    columns = {name: entries_of(table.column(name)) for name in names}
    refuse_gaps(table, columns, NEEDED)
    if len(names) == 1 and columns[names[0]].texts:
        return Expected(names=names, values=None, labels=read_labels(table, names[0], NEEDED))
    refuse_text(table, columns, "several columns of --expect are the network's outputs, which are numbers")
    refuse_infinite(table, columns)
    values = np.stack([column.values for column in columns.values()], axis=1)
    values.setflags(write=False)
    return Expected(
        names=names, values=values, labels=read_labels(table, names[0], NEEDED) if len(names) == 1 else None
    )
