"""What a table is once it was read, whatever kind of file it came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.bytes import TableFile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """The file's columns by position; row and column labels of the frame count from 0."""

    file: TableFile
    names: tuple[str, ...]
    frame: pd.DataFrame
    stands: Callable[[int, int], str]
    """(row of the file, column), both from 0, to the entry as it stands there: for messages, since it may be slow."""
    rows_in_file: int
    places: NDArray[np.intp] | None = None
    """Where each row of the frame stands in the file, (rows,), counted from 0; None where all rows are there."""
    not_inputs: frozenset[str] = frozenset()
    """Columns that are no inputs unless they are named: lists, bytes, the index of a pandas table."""
    unusable: Mapping[str, str] = field(default_factory=dict)
    """Why a column cannot be read as numbers or text; no harm where nobody uses it."""

    def column(self, name: str) -> "pd.Series[Any]":
        """Returns one column: numbers where there are numbers throughout, else text; NaN for empty fields.

        Raises:
            TableError: the column is neither, or could be read in two ways.
        """
        if name in self.unusable:
            raise self.file.refusal(self.unusable[name])
        return self.frame[self.names.index(name)]

    def place(self, row: int) -> int:
        """Where the row of the frame stands in the file, counted from 0."""
        return row if self.places is None else int(self.places[row])

    def entry(self, row: int, name: str) -> str:
        """Returns the entry as it stands in the file; `row` counts the rows of the frame from 0."""
        return self.stands(self.place(row), self.names.index(name))

    def only(self, kept: NDArray[np.bool_]) -> "Table":
        """The same with some of its rows, (rows,): each keeps its place."""
        places = np.flatnonzero(kept) if self.places is None else self.places[kept]
        return replace(self, frame=self.frame[kept].reset_index(drop=True), places=places)
