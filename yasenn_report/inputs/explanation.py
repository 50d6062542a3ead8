"""Explanation columns as the user named them: in the data file itself, or in a file of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.inputs.beside import Beside
from yasenn_report.inputs.matching import match_rows
from yasenn_report.inputs.network_inputs import NetworkInputs, Origin
from yasenn_report.inputs.readable import Readable, Words, choose_words, inputs_as_readable, read_readable
from yasenn_report.inputs.request import TableRequest
from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.opened import OpenedTable, open_table
from yasenn_report.inputs.table_files.roles import Roles, refuse_lacking
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import quoted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explained:
    """Which columns descriptions speak in, decided before any row is left out."""

    words: Words | None
    """None: the network's inputs."""
    beside: Beside | None = None
    """The file that they stand in, if it is not the data file."""

    @property
    def own_columns(self) -> tuple[str, ...]:
        """Those of them that stand in the data file."""
        return () if self.words is None or self.beside is not None else self.words.kept


def choose_explanation(data: Table, roles: Roles, origin: Origin, request: TableRequest) -> Explained:
    """Chooses the explanation columns.

    Where the network's inputs stand in another file or are made by a preprocessor, descriptions speak in the columns
    that people know: those of the data file, or those that the preprocessor takes.

    Args:
        data: the data file, read with its id columns as they stand.
        roles: the parts of its columns.
        origin: what the network's inputs are made from.
        request: what the user asked for.

    Raises:
        TableError: the file is no such table, its rows do not match those of the data file, or a column cannot be used.
    """
    names = request.explain_columns
    if names is not None and not names:
        raise data.file.refusal("--explain-columns names no column: name the columns that descriptions speak in")
    if request.explain_with is None:
        return Explained(words=_own_words(data, roles, origin, names))
    opened = open_table(request.explain_with)
    ids = tuple(name for name in roles.ids if name in opened.names)
    chosen = _chosen(opened, roles, names)
    table = opened.read(verbatim=ids)
    if names is None:
        chosen = _without(table.not_inputs, chosen)
    words = choose_words(table, chosen)
    return Explained(
        words=words, beside=Beside(table=table, rows=match_rows(data, table, ids), columns=words.kept, matched_by=ids)
    )


def read_explanation(explained: Explained, data: Table, beside: Beside | None, inputs: NetworkInputs) -> Readable:
    """Reads the explanation columns, row by row of the data file.

    Args:
        explained: what was chosen.
        data: the data file, perhaps without some of its rows.
        beside: the file of explanation columns, likewise.
        inputs: what the network is given.

    Raises:
        TableError: an entry is missing or infinite.
    """
    if explained.words is None:
        return inputs_as_readable(data, inputs.values, inputs.names)
    if beside is None:
        return read_readable(data, explained.words, given="columns")
    return read_readable(beside.table, explained.words, given="file", beside=beside)


def _own_words(data: Table, roles: Roles, origin: Origin, names: Sequence[str] | None) -> Words | None:
    if names is not None:
        return choose_words(data, names)
    if origin.preprocessor is not None:
        return choose_words(data, origin.columns)
    if origin.prepared is None:
        return None
    free = _without({*roles.aside, *data.not_inputs}, data.names)
    if not free:
        raise data.file.refusal(
            "it has no column that descriptions could speak in: all are ids, target, groups, weights or the like; add "
            "columns, or name a file by --explain-with"
        )
    return choose_words(data, free)


def _without(others: "set[str] | frozenset[str]", names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _chosen(opened: OpenedTable, roles: Roles, names: Sequence[str] | None) -> tuple[str, ...]:
    file: TableFile = opened.file
    if names is None:
        chosen = _without(roles.aside, opened.names)
        if not chosen:
            raise file.refusal("it has no column but ids, target, groups and weights: add columns for descriptions")
        return chosen
    refuse_lacking(file, opened.names, [("--explain-columns", name) for name in names])
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
