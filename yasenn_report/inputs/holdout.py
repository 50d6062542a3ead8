"""A CSV file into the holdout: the network's inputs as one matrix, and the target, groups and weights beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.explanation import open_explanation
from yasenn_report.inputs.focus.columns import Source
from yasenn_report.inputs.focus.region import Focus, read_focus
from yasenn_report.inputs.readable import Readable, frozen, inputs_as_readable
from yasenn_report.inputs.table_files.bytes import read_table_file
from yasenn_report.inputs.table_files.entries import Entries, entries_of, refuse_gaps, refuse_infinite, refuse_text
from yasenn_report.inputs.table_files.header import read_header
from yasenn_report.inputs.table_files.roles import Roles, chosen_inputs, refuse_bad_roles
from yasenn_report.inputs.table_files.sides import read_groups, read_weights
from yasenn_report.inputs.table_files.table import Table, read_table
from yasenn_report.inputs.table_files.target import Target, read_target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holdout:
    """Every row of a table, or of the region in focus, none dropped, ready for the network. Arrays are read-only."""

    features: NDArray[np.float64]
    """(rows, features), finite in 32 bits, C order."""
    feature_names: tuple[str, ...]
    """In the order of the features asked for, else of the file."""
    readable: Readable
    """The columns that descriptions speak in; the features themselves where nobody named others."""
    places: NDArray[np.intp]
    """Where each row stands in the file, (rows,), counted from 0, ascending."""
    id_entries: NDArray[np.object_]
    """(rows, id columns): what each row has in the columns of ``--id``, as text without spaces around it; an empty
    text where it has nothing."""
    target: Target | None
    file_target: Target | None
    """The target of every row of the file: which classes there are does not depend on the focus."""
    groups: NDArray[np.intp] | None
    """(rows,): which rows belong together, as numbers from 0 on without gaps; None without ``--group``."""
    weights: NDArray[np.float64] | None
    """(rows,): how much each row counts, greater than 0; None without ``--weights``."""
    focus: Focus | None
    roles: Roles
    """The columns that the user named, and as what."""
    unused_columns: tuple[str, ...]
    """Columns of the file that were used for nothing, in file order."""
    columns: int
    """How many columns the file has."""
    rows_in_file: int
    """How many rows the file has below its header."""
    name: str
    """The file's name without its folder, printable."""
    sha256: str
    size: int
    """In bytes; of the very bytes that were parsed, as is the sum."""

    @property
    def rows(self) -> int:
        """How many rows are audited: those of the file, or those of it that are in focus."""
        return len(self.features)

    @property
    def ids(self) -> tuple[str, ...]:
        """Columns that only name rows."""
        return self.roles.ids

    @property
    def group_count(self) -> int:
        """How many groups the rows belong to; 0 without groups."""
        return 0 if self.groups is None or not len(self.groups) else int(self.groups.max()) + 1


def read_holdout(
    path: Path,
    *,
    features: Sequence[str] | None = None,
    target: str | None = None,
    ids: Sequence[str] = (),
    inputs: int | None = None,
    group: str | None = None,
    weights: str | None = None,
    explain_with: Path | None = None,
    explain_columns: Sequence[str] | None = None,
    focus: str | None = None,
) -> Holdout:
    """Reads a CSV file once, as UTF-8, with comma, semicolon, tab or bar between the fields.

    All rows must be sound, those outside the focus too: what a column is, and which classes there are, is told from the
    whole file, so that audits of several regions speak of the same things.

    Args:
        path: the file.
        features: the input columns in the network's order; None takes every column of numbers that has no other part.
        target: the column that says what is true of each row, if the file has one.
        ids: columns that only name the rows.
        inputs: how many inputs the network takes, if that is known.
        group: the column that says which rows belong together.
        weights: the column that says how much each row counts.
        explain_with: another CSV file, whose columns descriptions speak in; its rows are matched by ids or by order.
        explain_columns: the columns that descriptions speak in: of `explain_with`, or of `path` without it.
        focus: an expression over the columns of both files; other rows than those it holds for are left out.

    Raises:
        TableError: a file is no such table, or its columns do not fit what was asked or what the network takes.
        FocusError: the expression cannot be read or applied.
    """
    file = read_table_file(path)
    header = read_header(file)
    explain = () if explain_with is not None else tuple(explain_columns or ())
    roles = Roles(
        features=None if features is None else tuple(features),
        target=target,
        ids=tuple(ids),
        group=group,
        weights=weights,
        explain=explain,
    )
    refuse_bad_roles(file, header, roles)
    table = read_table(file, header, as_text={*roles.ids, *(name for name in (target, group) if name is not None)})
    entries = _candidates(table, roles)
    names = chosen_inputs(table, roles, entries, inputs)
    matrix = _matrix(table, {name: entries[name] for name in names})
    sources: tuple[Source, ...] = (Source(table=table, rows=None),)
    readable = inputs_as_readable(table, matrix, names)
    if explain_with is not None or explain_columns is not None:
        readable, sources = open_explanation(table, roles, explain_with, explain_columns)
    region = None if focus is None else read_focus(focus, sources)
    labels = None if target is None else read_target(table, target)
    taken = {*names, *roles.aside, *roles.explain, *(() if region is None else region.columns)}
    whole = Holdout(
        features=matrix,
        feature_names=names,
        readable=readable,
        places=frozen(np.arange(len(matrix))),
        id_entries=frozen(_id_entries(table, roles.ids)),
        target=labels,
        file_target=labels,
        groups=None if group is None else read_groups(table, group),
        weights=None if weights is None else read_weights(table, weights),
        focus=region,
        roles=roles,
        unused_columns=tuple(name for name in header.names if name not in taken),
        columns=len(header.names),
        rows_in_file=len(matrix),
        name=file.name,
        sha256=file.sha256,
        size=file.size,
    )
    return whole if region is None else _restricted(whole, region.inside)


def _restricted(whole: Holdout, inside: NDArray[np.bool_]) -> Holdout:
    """The rows in focus; groups that have none of them are no groups any more."""
    features = frozen(whole.features[inside])
    own = whole.readable.values is whole.features
    readable = whole.readable
    return replace(
        whole,
        features=features,
        readable=replace(readable, values=features) if own else readable.restricted(inside),
        places=frozen(np.flatnonzero(inside)),
        id_entries=frozen(whole.id_entries[inside]),
        target=None if whole.target is None else whole.target.restricted(inside),
        groups=None if whole.groups is None else frozen(np.unique(whole.groups[inside], return_inverse=True)[1]),
        weights=None if whole.weights is None else frozen(whole.weights[inside]),
    )


def _id_entries(table: Table, ids: Sequence[str]) -> NDArray[np.object_]:
    entries = np.full((len(table.frame), len(ids)), "", dtype=np.object_)
    for place, name in enumerate(ids):
        entries[:, place] = table.column(name).astype("object").fillna("").astype(str).str.strip()
    return entries


def _candidates(table: Table, roles: Roles) -> dict[str, Entries]:
    if roles.features is not None:
        return {name: entries_of(table.column(name)) for name in roles.features}
    return {name: entries_of(table.column(name)) for name in table.header.names if name not in roles.aside}


def _matrix(table: Table, columns: Mapping[str, Entries]) -> NDArray[np.float64]:
    needed = "every input needs a number in every row"
    refuse_text(table, columns, needed)
    refuse_gaps(table, columns, needed)
    refuse_infinite(table, columns)
    return frozen(np.stack([column.values for column in columns.values()], axis=1))
