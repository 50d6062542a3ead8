"""Columns that an expression names, looked up in the files that may hold them, as numbers or as text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.focus.expression import Column
from yasenn_report.inputs.focus.tokens import refusal_at
from yasenn_report.inputs.table_files.entries import entries_of, refuse_gaps
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import near


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """A file whose columns an expression may name."""

    table: Table
    rows: NDArray[np.intp] | None
    """The row of this file that belongs to each row of the data file, (rows,); None where they are the same."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """A column in which every entry is a number."""

    values: NDArray[np.float64]
    """(rows,), none missing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Texts:
    """A column with at least one entry that is no number; all of its entries count as text, without spaces around."""

    codes: NDArray[np.intp]
    """(rows,), places in ``distinct``."""
    distinct: tuple[str, ...]
    """In the order in which they appear in the file; all of the file's entries, whatever rows are asked for."""

    @property
    def values(self) -> NDArray[np.object_]:
        """(rows,)."""
        return np.array(self.distinct, dtype=object)[self.codes]


def look_up(column: Column, sources: Sequence[Source]) -> Numbers | Texts:
    """Returns the entries of a column, row by row of the data file.

    Raises:
        FocusError: no file has the column, or two do and their entries differ.
        TableError: an entry of the column is missing.
    """
    holding = [source for source in sources if column.name in source.table.names]
    if not holding:
        names = [name for source in sources for name in source.table.names]
        ending = near(column.name, tuple(dict.fromkeys(names)))
        raise refusal_at(column.at, column.written, f"there is no column of this name; {ending}")
    found = [_entries(source, column.name) for source in holding]
    for other in found[1:]:
        differ = np.flatnonzero(found[0].values.astype(object) != other.values.astype(object))
        if len(differ):
            files = " and ".join(source.table.file.name for source in holding)
            raise refusal_at(
                column.at,
                column.written,
                f"{files} both have this column, and it differs in row {differ[0] + 1}: rename one of the two",
            )
    return found[0]


def _entries(source: Source, name: str) -> Numbers | Texts:
    column = source.table.column(name)
    entries = entries_of(column)
    refuse_gaps(source.table, {name: entries}, "--focus needs an entry in every row")
    rows = slice(None) if source.rows is None else source.rows
    if not entries.texts:
        return Numbers(values=entries.values[rows])
    codes, distinct = pd.factorize(column.astype(str).str.strip())
    return Texts(codes=codes.astype(np.intp)[rows], distinct=tuple(map(str, distinct)))
