"""A fitted scikit-learn transformer: the columns that it takes, and the network's inputs that it makes of them."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from yasenn_report.inputs.beside import InputFile
from yasenn_report.inputs.skops_file import open_skops, reason_of
from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.entries import entries_of
from yasenn_report.inputs.table_files.roles import Roles
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import listed, near, quoted
from yasenn_report.numbers import count, plural

MOST_ENTRIES = 2**30
"""Rows times inputs that it may make."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Preprocessor:
    """A transformer, ready to run, and the file that it came from."""

    transformer: Any
    """scikit-learn ships no types."""
    file: TableFile

    @property
    def names(self) -> tuple[str, ...] | None:
        """The columns that it was fitted to, in their order; None where it was fitted to an array without names."""
        names = getattr(self.transformer, "feature_names_in_", None)
        return None if names is None else tuple(str(name) for name in names)

    def record(self) -> InputFile:
        """How the report names the file."""
        return InputFile(
            role="preprocessor",
            name=self.file.name,
            sha256=self.file.sha256,
            size=self.file.size,
            rows=None,
            columns=None,
            matched_by=(),
            notes=self.file.notes,
        )

    def columns(self, data: Table, roles: Roles) -> tuple[str, ...]:
        """The columns of the data file that it takes, in its order.

        Raises:
            TableError: the file lacks one, one has another part, or the order of --features is another.
        """
        free = tuple(name for name in data.names if name not in roles.aside and name not in data.not_inputs)
        names = self.names
        if names is None:
            chosen = roles.features or free
            takes = getattr(self.transformer, "n_features_in_", len(chosen))
            if takes != len(chosen):
                raise self.file.refusal(
                    f"the preprocessor takes {plural(takes, 'column')}, but {data.file.name} gives "
                    f"{count(len(chosen))}: {listed(chosen)}; name them in its order by --features"
                )
            return chosen
        for name in names:
            if name not in data.names:
                raise data.file.refusal(
                    f"there is no column {quoted(name)}, which the preprocessor {self.file.name} takes; "
                    f"{near(name, data.names)}"
                )
            if name in roles.aside:
                raise data.file.refusal(
                    f"the preprocessor {self.file.name} takes column {quoted(name)}, which has another part: give each "
                    "column one part"
                )
        if roles.features is not None and roles.features != names:
            raise self.file.refusal(
                f"the preprocessor was fitted to the columns {listed(names)}, but --features names "
                f"{listed(roles.features)}: name the same in the same order, or leave --features out"
            )
        return names

    def transform(
        self, data: Table, columns: Sequence[str], inputs: int | None
    ) -> tuple[NDArray[np.float64], tuple[str, ...]]:
        """Runs it on every row, and returns the network's inputs, (rows, inputs), with their names.

        Args:
            data: the data file; none of the columns lacks an entry.
            columns: those that it takes.
            inputs: how many inputs the network takes; None if that is not known.

        Raises:
            TableError: it fails, or what it makes is no table of finite numbers that the network takes.
        """
        import joblib

        frame = pd.DataFrame({name: _as_fitted(data, name) for name in columns})
        try:
            with warnings.catch_warnings(), joblib.parallel_config("sequential"):
                warnings.simplefilter("ignore")
                made = self.transformer.transform(frame if self.names is not None else frame.to_numpy())
        except Exception as error:  # noqa: BLE001 - a stranger's transformer may fail in any way
            raise self.file.refusal(
                f"the preprocessor fails on {data.file.name} ({reason_of(error)}): is this the table that it "
                "was made for?"
            ) from None
        return self._checked(made, data, inputs)

    def _checked(self, made: Any, data: Table, inputs: int | None) -> tuple[NDArray[np.float64], tuple[str, ...]]:
        shape = tuple(getattr(made, "shape", ()))
        if len(shape) != 2 or shape[0] != len(data.frame) or not shape[1]:
            raise self.file.refusal(
                f"the preprocessor makes something of the shape {shape} of {plural(len(data.frame), 'row')}: a row of "
                "inputs for each was expected"
            )
        if inputs is not None and shape[1] != inputs:
            raise self.file.refusal(
                f"the network takes {plural(inputs, 'input')}, but the preprocessor makes {count(shape[1])}: give the "
                "preprocessor that the network was trained with"
            )
        if shape[0] * shape[1] > MOST_ENTRIES:
            raise self.file.refusal(
                f"the preprocessor makes {count(shape[1])} inputs of each of {plural(shape[0], 'row')}, more than "
                f"{count(MOST_ENTRIES)} numbers in all: give fewer rows"
            )
        try:
            dense = made.toarray() if hasattr(made, "toarray") else made
            matrix = np.ascontiguousarray(dense, dtype=np.float64)
        except (TypeError, ValueError):
            raise self.file.refusal(
                "the preprocessor makes entries that are no numbers: encode text as numbers"
            ) from None
        names = self._output_names(matrix.shape[1])
        with np.errstate(over="ignore"):
            faulty = ~np.isfinite(matrix.astype(np.float32))
        if faulty.any():
            row, column = (int(place) for place in np.argwhere(faulty)[0])
            raise self.file.refusal(
                f"the preprocessor makes {matrix[row, column]} of row {data.place(row) + 1} of {data.file.name} in "
                f"{quoted(names[column])}; every input needs a number that is finite in 32 bits: correct the row"
            )
        return matrix, names

    def _output_names(self, number: int) -> tuple[str, ...]:
        try:
            names = tuple(str(name) for name in self.transformer.get_feature_names_out())
        except Exception:  # noqa: BLE001 - names are a courtesy, and not every transformer has them
            names = ()
        plain = tuple(f"input {place}" for place in range(1, number + 1))
        return names if len(names) == number == len(set(names)) else plain


def load_preprocessor(path: Path) -> Preprocessor:
    """Opens a .skops file.

    Raises:
        TableError: it is no such file, asks for types that are not trusted, or holds no fitted transformer.
    """
    transformer, file = open_skops(path)
    return Preprocessor(transformer=transformer, file=file)


def _as_fitted(data: Table, name: str) -> "pd.Series[Any]":
    """Numbers as they are, text as Python's own: what a transformer was most likely fitted to."""
    column = data.column(name)
    if column.dtype.kind in "biuf":
        return column
    entries = entries_of(column)
    return column.astype(object) if entries.texts else pd.Series(entries.values)
