"""Where the network's inputs come from: columns of the table, a file of prepared ones, or a preprocessor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import TableError
from yasenn_report.inputs.beside import Beside, InputFile, input_file
from yasenn_report.inputs.matching import match_rows
from yasenn_report.inputs.preprocessor import Preprocessor, load_preprocessor
from yasenn_report.inputs.readable import frozen
from yasenn_report.inputs.request import TableRequest
from yasenn_report.inputs.table_files.entries import Entries, entries_of, refuse_gaps, refuse_infinite, refuse_text
from yasenn_report.inputs.table_files.opened import open_table
from yasenn_report.inputs.table_files.roles import Roles, chosen_inputs, refuse_bad_roles
from yasenn_report.inputs.table_files.table import Table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Origin:
    """What the inputs are to be made from, decided before any row is left out."""

    columns: tuple[str, ...]
    """Of the data file; none where they stand in a file of their own."""
    prepared: Beside | None = None
    preprocessor: Preprocessor | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NetworkInputs:
    """What the network is given."""

    values: NDArray[np.float64]
    """(rows, inputs), finite in 32 bits, read-only, C order."""
    names: tuple[str, ...]
    file: InputFile | None
    """The file that had a part in it beside the data file."""


def find_origin(data: Table, roles: Roles, request: TableRequest, inputs: int | None) -> Origin:
    """Decides what the inputs are made from.

    Args:
        data: the data file.
        roles: the parts of its columns.
        request: what the user asked for.
        inputs: how many inputs the network takes; None if that is not known.

    Raises:
        TableError: a file is refused, or columns do not fit what was asked or what the network takes.
    """
    if request.prepared is not None and request.preprocessor is not None:
        raise TableError("--prepared and --preprocessor both say what the network is given: give one of them")
    if request.prepared is not None:
        return Origin(columns=(), prepared=_open_prepared(data, roles, request.prepared, request.features, inputs))
    if request.preprocessor is not None:
        preprocessor = load_preprocessor(request.preprocessor)
        return Origin(columns=preprocessor.columns(data, roles), preprocessor=preprocessor)
    return Origin(columns=chosen_inputs(data, roles, _candidates(data, roles), inputs))


def make_inputs(origin: Origin, data: Table, prepared: Beside | None, inputs: int | None) -> NetworkInputs:
    """Makes the inputs, row by row of the data file.

    Args:
        origin: what was decided.
        data: the data file, perhaps without some of its rows.
        prepared: the prepared file, likewise.
        inputs: how many inputs the network takes; None if that is not known.

    Raises:
        TableError: an entry is missing, text or infinite, or the preprocessor fails.
    """
    if prepared is not None:
        values = _matrix(prepared.table, prepared.columns)[prepared.rows]
        return NetworkInputs(values=frozen(values), names=prepared.columns, file=input_file(prepared))
    if origin.preprocessor is not None:
        read = {name: entries_of(data.column(name)) for name in origin.columns}
        refuse_gaps(data, read, "a preprocessor is given no row that lacks an entry")
        values, names = origin.preprocessor.transform(data, origin.columns, inputs)
        return NetworkInputs(values=frozen(values), names=names, file=origin.preprocessor.record())
    return NetworkInputs(values=frozen(_matrix(data, origin.columns)), names=origin.columns, file=None)


def _open_prepared(
    data: Table, roles: Roles, path: Path, features: tuple[str, ...] | None, inputs: int | None
) -> Beside:
    opened = open_table(path, arrays=True)
    ids = tuple(name for name in roles.ids if name in opened.names)
    own = _there(replace(roles, features=features, explain=()), opened.names)
    refuse_bad_roles(opened.file, opened.names, own)
    table = opened.read(verbatim=ids)
    columns = chosen_inputs(table, own, _candidates(table, own), inputs)
    return Beside(table=table, rows=match_rows(data, table, ids), columns=columns, matched_by=ids)


def _there(roles: Roles, names: Sequence[str]) -> Roles:
    """The parts of those columns that the prepared file has too: there they are no inputs either."""

    def among(name: str | None) -> str | None:
        return name if name in names else None

    return replace(
        roles,
        target=among(roles.target),
        group=among(roles.group),
        weights=among(roles.weights),
        ids=tuple(name for name in roles.ids if name in names),
        sensitive=tuple(name for name in roles.sensitive if name in names),
        expect=tuple(name for name in roles.expect if name in names),
    )


def _candidates(table: Table, roles: Roles) -> dict[str, Entries]:
    names = roles.features
    if names is None:
        names = tuple(name for name in table.names if name not in roles.aside and name not in table.not_inputs)
    return {name: entries_of(table.column(name)) for name in names}


def _matrix(table: Table, names: tuple[str, ...]) -> NDArray[np.float64]:
    columns: Mapping[str, Entries] = {name: entries_of(table.column(name)) for name in names}
    needed = "every input needs a number in every row"
    refuse_text(table, columns, needed)
    refuse_gaps(table, columns, needed)
    refuse_infinite(table, columns)
    return np.stack([column.values for column in columns.values()], axis=1)
