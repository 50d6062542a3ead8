"""Rows of a file of explanation columns to the rows of the data file, by order or by ids."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.entries import entries_of, refuse_gaps
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import listed
from yasenn_report.numbers import count, plural

Key = tuple[str, ...]
"""The entries of a row in the id columns."""


def match_rows(data: Table, other: Table, ids: tuple[str, ...]) -> NDArray[np.intp]:
    """Returns the row of the other file that belongs to each row of the data file, (rows,), counted from 0.

    Rows of the other file whose ids the data file lacks belong to none. Ids are compared as they stand in the files,
    but for spaces around them.

    Args:
        data: a table that was read with the id columns as text.
        other: likewise.
        ids: id columns that both files have; several are taken together. None: rows belong together by their order.

    Raises:
        TableError: other numbers of rows without ids, or a column that both have in another order; or an id that is
            missing, stands twice, or has no row.
    """
    if not ids:
        _refuse_other_length(data, other)
        _refuse_other_order(data, other)
        return np.arange(len(data.frame))
    keys = list(_rows_by_key(data, ids))
    others = _rows_by_key(other, ids)
    missing = [row for row, key in enumerate(keys) if key not in others]
    if missing:
        raise other.file.refusal(
            f"no row has {_said(keys[missing[0]], ids)}, which is row {data.place(missing[0]) + 1} of {data.file.name} "
            f"({count(len(missing))} of its {plural(len(keys), 'row')} without a partner): add the rows, or correct "
            "the ids"
        )
    return np.array([others[key] for key in keys], dtype=np.intp)


def _refuse_other_length(data: Table, other: Table) -> None:
    rows, others = len(data.frame), len(other.frame)
    if rows != others:
        longer, shorter = (data, other) if rows > others else (other, data)
        raise other.file.refusal(
            f"it has {plural(others, 'row')}, {data.file.name} has {count(rows)}, and rows are matched by their order: "
            f"row {min(rows, others) + 1} of {longer.file.name} has no partner in {shorter.file.name}; give both files "
            "the same rows, or name a column of ids that both have by --id"
        )


def _refuse_other_order(data: Table, other: Table) -> None:
    """A column of different entries that both files have, in another order, says that the rows are in another order."""
    for name in [name for name in data.names if name in other.names]:
        ours, theirs = (table.column(name).astype(str).str.strip().tolist() for table in (data, other))
        if ours != theirs and len(set(ours)) == len(ours) and sorted(ours) == sorted(theirs):
            row = next(place for place, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1])
            raise other.file.refusal(
                f"its column {listed([name])} has the entries that {data.file.name} has, in another order (row "
                f"{row + 1} is the first that differs), and rows are matched by their order: name the column by --id, "
                "so that rows are matched by it"
            )


def _rows_by_key(table: Table, ids: tuple[str, ...]) -> dict[Key, int]:
    columns = {name: table.column(name) for name in ids}
    refuse_gaps(
        table,
        {name: entries_of(column) for name, column in columns.items()},
        "rows are matched by their ids",
        droppable=False,
    )
    rows: dict[Key, int] = {}
    for row, key in enumerate(zip(*(_stripped(column) for column in columns.values()), strict=True)):
        first = rows.setdefault(key, row)
        if first != row:
            raise table.file.refusal(
                f"rows {table.place(first) + 1} and {table.place(row) + 1} both have {_said(key, ids)}: rows are "
                "matched by their ids, so each needs one of its own"
            )
    return rows


def _stripped(column: "pd.Series[Any]") -> list[str]:
    """The entries of a column of text without spaces around them."""
    return [entry.strip() for entry in column.tolist()]


def _said(key: Key, ids: tuple[str, ...]) -> str:
    """For example: 'A7' in column 'id'; several ids by commas."""
    return f"{listed(key)} in column{'s' if len(ids) > 1 else ''} {listed(ids)}"
