"""Explanation columns as the user named them: in the data file itself, or in a file of their own."""

from collections.abc import Sequence
from pathlib import Path

from yasenn_report.inputs.focus.columns import Source
from yasenn_report.inputs.matching import match_rows
from yasenn_report.inputs.readable import Readable, read_readable
from yasenn_report.inputs.table_files.bytes import TableFile, read_table_file
from yasenn_report.inputs.table_files.header import Header, read_header
from yasenn_report.inputs.table_files.roles import Roles, refuse_lacking
from yasenn_report.inputs.table_files.table import Table, read_table
from yasenn_report.inputs.table_files.wording import quoted


def open_explanation(
    data: Table, roles: Roles, path: Path | None, names: Sequence[str] | None
) -> tuple[Readable, tuple[Source, ...]]:
    """Returns the explanation columns, and the files whose columns a focus may name, the data file first.

    Args:
        data: the data file, read with its id columns as text.
        roles: the parts of its columns.
        path: the file of explanation columns; None where they stand in the data file.
        names: the columns to take; None takes all of the file but ids, target, groups and weights.

    Raises:
        TableError: the file is no such table, its rows do not match those of the data file, or a column cannot be used.
    """
    own = Source(table=data, rows=None)
    if names is not None and not names:
        raise data.file.refusal("--explain-columns names no column: name the columns that descriptions speak in")
    if path is None:
        return read_readable(data, names or (), given="columns"), (own,)
    file = read_table_file(path)
    header = read_header(file)
    ids = tuple(name for name in roles.ids if name in header.names)
    chosen = _chosen(file, header, roles, names)
    table = read_table(file, header, as_text=ids)
    rows = match_rows(data, table, ids)
    readable = read_readable(table, chosen, given="file", rows=rows, matched_by=ids)
    return readable, (own, Source(table=table, rows=rows))


def _chosen(file: TableFile, header: Header, roles: Roles, names: Sequence[str] | None) -> tuple[str, ...]:
    if names is None:
        chosen = tuple(name for name in header.names if name not in roles.aside)
        if not chosen:
            raise file.refusal("it has no column but ids, target, groups and weights: add columns for descriptions")
        return chosen
    refuse_lacking(file, header, [("--explain-columns", name) for name in names])
    for place, name in enumerate(names):
        if name in names[:place]:
            raise file.refusal(f"column {quoted(name)} is named twice by --explain-columns: name it once")
    aside = [name for name in names if name in roles.aside]
    if aside:
        raise file.refusal(
            f"column {quoted(aside[0])} is named by --explain-columns, but is an id, the target, the groups or the "
            "weights of the data file: give each column one part"
        )
    return tuple(names)
