"""Columns that descriptions speak in: the network's inputs, or others that people know better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.beside import Beside
from yasenn_report.inputs.table_files.entries import Entries, entries_of, refuse_gaps, refuse_infinite
from yasenn_report.inputs.table_files.roles import refuse_stray_text
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import listed

MOST_ENTRIES = 12
"""A column of text with more different entries would make more columns than a reader can follow."""

Number = TypeVar("Number", bound=np.generic)

Given = Literal["inputs", "columns", "file"]
"""The network's own inputs, columns of the data file named by --explain-columns, or a file given by --explain-with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableColumn:
    """A column of numbers, or an indicator: 1 where a column of text holds one certain entry, else 0."""

    column: str
    """Its name in the file."""
    entry: str | None = None
    """The entry that an indicator stands for; None for a column of numbers."""

    @property
    def name(self) -> str:
        """What the report calls it: ``age``, or ``sex is Male``."""
        return self.column if self.entry is None else f"{self.column} is {self.entry}"

    @property
    def negation(self) -> str:
        """What the report says where an indicator is 0: ``sex is not Male``."""
        return f"{self.column} is not {self.entry}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A column of text that no description can speak in."""

    column: str
    entries: int
    """How many different ones it has: none at all, or more than 12."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Which of the columns that were asked for descriptions speak in."""

    kept: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readable:
    """The explanation columns, row by row of the holdout."""

    values: NDArray[np.float64]
    """(rows, columns), finite in 32 bits, read-only, C order."""
    columns: tuple[ReadableColumn, ...]
    given: Given
    left_out: tuple[LeftOut, ...]
    name: str
    """Of the file that they stand in, as are the next five: the data file, unless ``given`` is ``file``."""
    sha256: str
    size: int
    """In bytes."""
    rows_in_file: int
    columns_in_file: int
    names_in_file: tuple[str, ...]
    """Of all its columns, in file order."""
    matched_by: tuple[str, ...]
    """The id columns by which rows were matched; none where they were matched by their order."""
    notes: tuple[str, ...] = ()
    """What was assumed in reading the file."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the report calls the columns."""
        return tuple(column.name for column in self.columns)

    def restricted(self, inside: NDArray[np.bool_]) -> "Readable":
        """The same with some of the rows only."""
        return replace(self, values=frozen(self.values[inside]))


def inputs_as_readable(table: Table, features: NDArray[np.float64], names: Sequence[str]) -> Readable:
    """The network's inputs (rows, features) as explanation columns."""
    return _readable(table, features, [ReadableColumn(column=name) for name in names], given="inputs")


def choose_words(table: Table, names: Sequence[str]) -> Words:
    """Sets aside the columns that no description can speak in: text with many different entries, or none at all.

    Args:
        table: the file that holds them, whole: what a column is does not depend on which rows are looked at.
        names: the columns; each is kept, or listed as left out.

    Raises:
        TableError: text in a column of numbers; or no column is left.
    """
    entries = {name: entries_of(table.column(name)) for name in names}
    read = {name: column for name, column in entries.items() if column.numbers or column.texts}
    different = {
        name: len(_distinct(table.column(name)[~column.missing])[1]) for name, column in read.items() if column.texts
    }
    many = {name: read[name] for name, number in different.items() if number > MOST_ENTRIES}
    refuse_stray_text(table, many, "leave the column out by naming the others in --explain-columns")
    kept = tuple(name for name in read if name not in many)
    if not kept:
        raise table.file.refusal(
            f"no column is left for descriptions: {listed(names)} hold no numbers and more than {MOST_ENTRIES} "
            "different entries of text, or none; give columns of numbers, or of text with few different entries"
        )
    left_out = tuple(LeftOut(column=name, entries=different.get(name, 0)) for name in names if name not in kept)
    return Words(kept=kept, left_out=left_out)


def read_readable(table: Table, words: Words, *, given: Given, beside: Beside | None = None) -> Readable:
    """Reads columns as explanation columns: numbers as they are, text as an indicator for each of its entries.

    Args:
        table: the file that holds them.
        words: the columns.
        given: how the user named them.
        beside: how the rows of this file belong to those of the data file; None where they are the same.

    Raises:
        TableError: an entry is missing or infinite.
    """
    read = {name: entries_of(table.column(name)) for name in words.kept}
    refuse_gaps(table, read, "an explanation column needs an entry in every row")
    refuse_infinite(table, {name: column for name, column in read.items() if not column.texts}, "a description's")
    texts = {name: _distinct(table.column(name)) for name, column in read.items() if column.texts}
    values, columns = _spread_out(read, texts)
    made = _readable(table, values if beside is None else values[beside.rows], columns, given=given)
    return replace(made, left_out=words.left_out, matched_by=() if beside is None else beside.matched_by)


def _distinct(column: "pd.Series[Any]") -> tuple[NDArray[np.intp], list[str]]:
    """Which of the sorted different entries each row has, and these."""
    codes, distinct = pd.factorize(column.astype(str).str.strip(), sort=True)
    return codes.astype(np.intp), [str(entry) for entry in distinct]


def _spread_out(
    kept: Mapping[str, Entries], texts: Mapping[str, tuple[NDArray[np.intp], list[str]]]
) -> tuple[NDArray[np.float64], list[ReadableColumn]]:
    values: list[NDArray[np.float64]] = []
    columns: list[ReadableColumn] = []
    for name, column in kept.items():
        if name not in texts:
            values.append(column.values)
            columns.append(ReadableColumn(column=name))
            continue
        codes, distinct = texts[name]
        for code, entry in enumerate(distinct):
            values.append((codes == code).astype(np.float64))
            columns.append(ReadableColumn(column=name, entry=entry))
    return np.stack(values, axis=1), columns


def _readable(
    table: Table, values: NDArray[np.float64], columns: Sequence[ReadableColumn], *, given: Given
) -> Readable:
    return Readable(
        values=frozen(values),
        columns=tuple(columns),
        given=given,
        left_out=(),
        name=table.file.name,
        sha256=table.file.sha256,
        size=table.file.size,
        rows_in_file=table.rows_in_file,
        columns_in_file=len(table.names),
        names_in_file=tuple(table.names),
        matched_by=(),
        notes=table.file.notes,
    )


def frozen(array: NDArray[Number]) -> NDArray[Number]:
    """The array, which nobody can change from now on."""
    array.setflags(write=False)
    return array
