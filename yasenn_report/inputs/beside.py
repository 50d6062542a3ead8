"""Files that stand beside the data file, and which of their rows belong to which of its rows."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.table import Table


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Beside:
    """A table whose rows were matched with those of the data file."""

    table: Table
    rows: NDArray[np.intp]
    """The row of this table that belongs to each row of the data file, (rows of the data file,), counted from 0."""
    columns: tuple[str, ...]
    """Those that are used."""
    matched_by: tuple[str, ...]
    """The id columns by which rows were matched; none where they were matched by their order."""

    def only(self, kept: NDArray[np.bool_], sound: NDArray[np.bool_]) -> "Beside":
        """The same for some rows of the data file.

        Args:
            kept: which rows of the data file stay, (rows of the data file,); all of theirs here are sound.
            sound: which rows of this table stay, (rows of this table,).
        """
        return replace(self, table=self.table.only(sound), rows=(np.cumsum(sound) - 1)[self.rows[kept]])


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that had a part in making the network's inputs, as the report names it."""

    role: Literal["prepared", "preprocessor"]
    name: str
    sha256: str
    size: int
    """In bytes."""
    rows: int | None
    """How many it has; None where it has none by its nature."""
    columns: int | None
    matched_by: tuple[str, ...]
    """The id columns by which rows were matched; none where they were matched by their order, or not at all."""
    notes: tuple[str, ...]


def input_file(beside: Beside) -> InputFile:
    """The record of a prepared file."""
    file: TableFile = beside.table.file
    return InputFile(
        role="prepared",
        name=file.name,
        sha256=file.sha256,
        size=file.size,
        rows=beside.table.rows_in_file,
        columns=len(beside.table.names),
        matched_by=beside.matched_by,
        notes=file.notes,
    )
