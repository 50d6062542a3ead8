"""A table into the holdout: the network's inputs as one matrix, and the target, groups and weights beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.beside import Beside, InputFile
from yasenn_report.inputs.explanation import Explained, choose_explanation, read_explanation
from yasenn_report.inputs.focus.columns import Source
from yasenn_report.inputs.focus.region import Focus, named_columns, read_focus
from yasenn_report.inputs.missing import Dropped, drop_incomplete
from yasenn_report.inputs.network_inputs import Origin, find_origin, make_inputs
from yasenn_report.inputs.readable import Readable, frozen
from yasenn_report.inputs.request import TableRequest
from yasenn_report.inputs.table_files.expected import Expected, read_expected
from yasenn_report.inputs.table_files.opened import open_table
from yasenn_report.inputs.table_files.roles import Roles, refuse_bad_roles
from yasenn_report.inputs.table_files.sides import Sensitive, read_groups, read_sensitive, read_weights
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.target import Target, read_target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holdout:
    """Every row of a table, or of the region in focus, ready for the network. Arrays are read-only.

    None is dropped without being asked for: see ``dropped``.
    """

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
    sensitive: tuple[Sensitive, ...]
    """The columns of ``--sensitive``, in the order in which they were named."""
    expected: Expected | None
    """What was recorded of the network's outputs elsewhere; None without ``--expect``."""
    focus: Focus | None
    roles: Roles
    """The columns that the user named, and as what."""
    inputs_file: InputFile | None
    """The file of ``--prepared`` or ``--preprocessor`` that had a part in making the inputs."""
    dropped: Dropped | None
    """Rows left out because they lack an entry; None where such a row is an error."""
    unused_columns: tuple[str, ...]
    """Columns of the file that were used for nothing, in file order."""
    columns: int
    """How many columns the file has."""
    column_names: tuple[str, ...]
    """All of them, in file order."""
    rows_in_file: int
    """How many rows the file has below its header."""
    name: str
    """The file's name without its folder, printable."""
    sha256: str
    size: int
    """In bytes; of the very bytes that were given, as is the sum."""
    notes: tuple[str, ...]
    """What was assumed in reading the file, each as a sentence without a full stop."""

    @property
    def rows(self) -> int:
        """How many rows are audited: those of the file, or those of it that are in focus."""
        return len(self.features)

    @property
    def ids(self) -> tuple[str, ...]:
        """Columns that only name rows."""
        return self.roles.ids

    @property
    def known_columns(self) -> tuple[str, ...]:
        """Every column that a page can speak of: of the data file, of the explanation file, and the inputs."""
        return tuple(dict.fromkeys((*self.column_names, *self.readable.names_in_file, *self.feature_names)))

    @property
    def group_count(self) -> int:
        """How many groups the rows belong to; 0 without groups."""
        return 0 if self.groups is None or not len(self.groups) else int(self.groups.max()) + 1


def read_holdout(path: Path, request: TableRequest | None = None, *, inputs: int | None = None) -> Holdout:
    """Reads a table once: CSV, Parquet, Feather or Arrow, compressed or not, as its bytes say.

    All rows must be sound, those outside the focus too: what a column is, and which classes there are, is told from the
    whole file, so that audits of several regions speak of the same things. Rows that lack an entry are left out only
    where the request says so, and counted.

    Args:
        path: the file; ``-`` is standard input.
        request: what the user asked for; None for nothing in particular.
        inputs: how many inputs the network takes, if that is known.

    Raises:
        TableError: a file is no such table, or its columns do not fit what was asked or what the network takes.
        FocusError: the expression cannot be read or applied.
    """
    request = request or TableRequest()
    roles = request.roles
    opened = open_table(path, standard_input=True)
    if request.sensitive is not None and not request.sensitive:
        raise opened.file.refusal("--sensitive names no column: name those that tell groups of people apart")
    refuse_bad_roles(opened.file, opened.names, roles)
    table = opened.read(as_text=roles.as_text, verbatim=roles.verbatim)
    origin = find_origin(table, roles, request, inputs)
    explained = choose_explanation(table, roles, origin, request)
    given = {"prepared": origin.prepared, "explanation": explained.beside}
    besides = {part: beside for part, beside in given.items() if beside is not None}
    dropped = None
    if request.missing == "drop":
        mentioned = () if request.focus is None else named_columns(request.focus)
        used = _used(table, roles, origin, explained, mentioned)
        table, besides, dropped = drop_incomplete(table, used, _with_focus(besides, mentioned))
    made = make_inputs(origin, table, besides.get("prepared"), inputs)
    readable = read_explanation(explained, table, besides.get("explanation"), made)
    region = None if request.focus is None else read_focus(request.focus, _sources(table, besides))
    labels = None if roles.target is None else read_target(table, roles.target)
    taken = {
        *(*origin.columns, *explained.own_columns, *roles.aside, *roles.explain, *roles.sensitive),
        *(() if region is None else region.columns),
    }
    whole = Holdout(
        features=made.values,
        feature_names=made.names,
        readable=readable,
        places=frozen(np.arange(len(made.values)) if table.places is None else table.places.copy()),
        id_entries=frozen(_id_entries(table, roles.ids)),
        target=labels,
        file_target=labels,
        groups=None if roles.group is None else read_groups(table, roles.group),
        weights=None if roles.weights is None else read_weights(table, roles.weights),
        sensitive=tuple(read_sensitive(table, name) for name in roles.sensitive),
        expected=read_expected(table, roles.expect) if roles.expect else None,
        focus=region,
        roles=roles,
        inputs_file=made.file,
        dropped=dropped,
        unused_columns=tuple(name for name in table.names if name not in taken),
        columns=len(table.names),
        column_names=tuple(table.names),
        rows_in_file=table.rows_in_file,
        name=table.file.name,
        sha256=table.file.sha256,
        size=table.file.size,
        notes=table.file.notes,
    )
    return whole if region is None else _restricted(whole, region.inside)


def _used(
    table: Table, roles: Roles, origin: Origin, explained: Explained, mentioned: Sequence[str]
) -> tuple[str, ...]:
    """The columns of the data file that need an entry in every row; ids may lack some."""
    single = (roles.target, roles.group, roles.weights)
    named = (
        *(*origin.columns, *(name for name in single if name is not None), *roles.expect, *roles.sensitive),
        *(*explained.own_columns, *mentioned),
    )
    return tuple(dict.fromkeys(name for name in named if name in table.names))


def _with_focus(besides: Mapping[str, Beside], mentioned: Sequence[str]) -> dict[str, Beside]:
    """A focus may name columns of the explanation file that no description speaks in."""
    explanation = besides.get("explanation")
    if explanation is None:
        return dict(besides)
    names = (*explanation.columns, *(name for name in mentioned if name in explanation.table.names))
    return {**besides, "explanation": replace(explanation, columns=tuple(dict.fromkeys(names)))}


def _sources(table: Table, besides: Mapping[str, Beside]) -> tuple[Source, ...]:
    own, explanation = Source(table=table, rows=None), besides.get("explanation")
    return (own,) if explanation is None else (own, Source(table=explanation.table, rows=explanation.rows))


def _restricted(whole: Holdout, inside: NDArray[np.bool_]) -> Holdout:
    """The rows in focus; groups that have none of them are no groups any more."""
    features = frozen(whole.features[inside])
    own = whole.readable.values is whole.features
    readable = whole.readable
    return replace(
        whole,
        features=features,
        readable=replace(readable, values=features) if own else readable.restricted(inside),
        places=frozen(whole.places[inside]),
        id_entries=frozen(whole.id_entries[inside]),
        target=None if whole.target is None else whole.target.restricted(inside),
        groups=None if whole.groups is None else frozen(np.unique(whole.groups[inside], return_inverse=True)[1]),
        weights=None if whole.weights is None else frozen(whole.weights[inside]),
        sensitive=tuple(one.restricted(inside) for one in whole.sensitive),
        expected=None if whole.expected is None else whole.expected.restricted(inside),
    )


def _id_entries(table: Table, ids: Sequence[str]) -> NDArray[np.object_]:
    entries = np.full((len(table.frame), len(ids)), "", dtype=np.object_)
    for place, name in enumerate(ids):
        entries[:, place] = table.column(name).astype("object").fillna("").astype(str).str.strip()
    return entries
