"""A CSV file into the holdout: the network's inputs as one matrix, and the target split off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.bytes import read_table_file
from yasenn_report.inputs.table_files.entries import Entries, entries_of, refuse_gaps, refuse_infinite, refuse_text
from yasenn_report.inputs.table_files.header import read_header
from yasenn_report.inputs.table_files.roles import Roles, chosen_inputs, refuse_bad_roles
from yasenn_report.inputs.table_files.table import Table, read_table
from yasenn_report.inputs.table_files.target import Target, read_target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holdout:
    """Every row of a table, none dropped, ready for the network."""

    features: NDArray[np.float64]
    """(rows, features), finite in 32 bits, read-only, C order."""
    feature_names: tuple[str, ...]
    """In the order of the features asked for, else of the file."""
    target: Target | None
    ids: tuple[str, ...]
    unused_columns: tuple[str, ...]
    """Columns of the file that are neither inputs nor target nor ids, in file order."""
    columns: int
    """How many columns the file has."""
    name: str
    """The file's name without its folder, printable."""
    sha256: str
    size: int
    """In bytes; of the very bytes that were parsed, as is the sum."""

    @property
    def rows(self) -> int:
        """How many rows the file has below its header."""
        return len(self.features)


def read_holdout(
    path: Path,
    *,
    features: Sequence[str] | None = None,
    target: str | None = None,
    ids: Sequence[str] = (),
    inputs: int | None = None,
) -> Holdout:
    """Reads a CSV file once, as UTF-8, with comma, semicolon, tab or bar between the fields.

    Args:
        path: the file.
        features: the input columns in the network's order; None takes every column of numbers but target and ids.
        target: the column that says what is true of each row, if the file has one.
        ids: columns that only name the rows.
        inputs: how many inputs the network takes, if that is known.

    Raises:
        TableError: the file is no such table, or its columns do not fit what was asked or what the network takes.
    """
    file = read_table_file(path)
    header = read_header(file)
    roles = Roles(features=None if features is None else tuple(features), target=target, ids=tuple(ids))
    refuse_bad_roles(file, header, roles)
    table = read_table(file, header, as_text={*roles.ids, *([] if target is None else [target])})
    entries = _candidates(table, roles)
    names = chosen_inputs(table, roles, entries, inputs)
    taken = {*names, *roles.ids, target}
    return Holdout(
        features=_matrix(table, {name: entries[name] for name in names}),
        feature_names=names,
        target=None if target is None else read_target(table, target),
        ids=roles.ids,
        unused_columns=tuple(name for name in header.names if name not in taken),
        columns=len(header.names),
        name=file.name,
        sha256=file.sha256,
        size=file.size,
    )


def _candidates(table: Table, roles: Roles) -> dict[str, Entries]:
    if roles.features is not None:
        return {name: entries_of(table.column(name)) for name in roles.features}
    aside = {*roles.ids, roles.target}
    return {name: entries_of(table.column(name)) for name in table.header.names if name not in aside}


def _matrix(table: Table, columns: Mapping[str, Entries]) -> NDArray[np.float64]:
    refuse_text(table, columns)
    refuse_gaps(table, columns, "every input needs a number in every row")
    refuse_infinite(table, columns)
    matrix = np.stack([column.values for column in columns.values()], axis=1)
    matrix.setflags(write=False)
    return matrix
