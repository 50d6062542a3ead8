"""The bytes of a Parquet, Feather or Arrow file into a table.

Arrow's libraries read a stranger's bytes here: what they give is checked for soundness before it is used, and bounded.
"""

import json
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.columns import as_series, column_kind
from yasenn_report.inputs.table_files.compressed import LARGEST, LARGEST_RATIO, SMALL
from yasenn_report.inputs.table_files.header import refuse_bad_names
from yasenn_report.inputs.table_files.kinds import Kind
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import listed, printable, quoted
from yasenn_report.numbers import count, plural

SAID: dict[Kind, str] = {
    "parquet": "a Parquet file",
    "arrow": "an Arrow or Feather file",
    "arrow stream": "an Arrow stream",
}
BATCH = 8192
"""Rows that are read at a time, between looks at how much there is by now."""

Schema = Any
Batch = Any
"""pyarrow ships no types."""


class ColumnarFile:
    """A file whose columns are known, and whose rows are still to be read."""

    def __init__(self, file: TableFile, kind: Kind) -> None:
        """Opens the file.

        Raises:
            TableError: it is damaged, or its columns have no names of their own.
        """
        self.file, self.said = file, SAID[kind]
        self.schema, self.batches = self._guarded(lambda: _OPENERS[kind](file))
        self.names = self._guarded(lambda: tuple(str(name).strip() for name in self.schema.names))
        if not self.names:
            raise file.refusal(f"this is {self.said} without columns: an audit needs inputs")
        refuse_bad_names(file, self.names)

    def read(self, as_text: Collection[str] = (), verbatim: Collection[str] = ()) -> Table:
        """Reads the rows.

        Args:
            as_text: columns that are kept as text, numbers too.
            verbatim: likewise.

        Raises:
            TableError: the file is damaged, has no rows, or more than the bounds allow.
        """
        import pyarrow as pa

        arrow = pa.Table.from_batches(self._guarded(lambda: list(self._bounded())), schema=self.schema)
        if not arrow.num_rows:
            raise self.file.refusal("there are no rows: an audit needs rows to measure on")
        notes: list[str] = []
        texts = {*as_text, *verbatim}
        series: list[pd.Series[Any]] = []
        unusable: dict[str, str] = {}
        for place, name in enumerate(self.names):
            kind = column_kind(arrow.schema.types[place])
            if kind == "other":
                unusable[name] = (
                    f"column {quoted(name)} holds {printable(str(arrow.schema.types[place]))}: columns of "
                    "numbers, truth values or text are read, so write one column for each part"
                )
                series.append(pd.Series(np.full(arrow.num_rows, np.nan)))
                continue
            read, note = self._guarded(partial(as_series, arrow.column(place), kind, name in texts))
            series.append(read)
            if note:
                notes.append(f"column {quoted(name)} {note}")
        index = [name for name in self.names if name in _index_columns(self.schema)]
        if index:
            notes.append(f"the index of a pandas table, {listed(index)}, is no input unless --features names it")
        file = self.file
        for note in notes:
            file = file.noted(file.data, note)
        return Table(
            file=file,
            names=self.names,
            frame=pd.concat(series, axis=1, keys=range(len(series))),
            stands=lambda row, column: _said(arrow.column(column)[row].as_py()),
            rows_in_file=arrow.num_rows,
            not_inputs=frozenset({*index, *unusable}),
            unusable=unusable,
        )

    def _bounded(self) -> Iterator[Batch]:
        most, total = min(LARGEST, max(SMALL, LARGEST_RATIO * self.file.size)), 0
        for batch in self.batches():
            batch.validate(full=True)
            total += batch.nbytes
            if total > most:
                raise self.file.refusal(
                    f"its {plural(self.file.size, 'byte')} hold more than {count(most)} of entries, which no table "
                    "should: write the table again without compression, if it is meant so"
                )
            yield batch

    def _guarded(self, reading: Callable[[], Any]) -> Any:
        import pyarrow as pa

        try:
            return reading()
        except TableError:
            raise
        except (
            pa.ArrowException,
            OSError,
            ValueError,
            TypeError,
            KeyError,
            EOFError,
            MemoryError,
            OverflowError,
        ) as error:
            reason = printable(" ".join(str(error).split()), 120) or type(error).__name__
            raise self.file.refusal(
                f"this is {self.said} that cannot be read ({reason}): export the table again"
            ) from None


def _parquet(file: TableFile) -> tuple[Schema, Callable[[], Iterator[Batch]]]:
    import pyarrow as pa
    from pyarrow import parquet

    opened = parquet.ParquetFile(pa.BufferReader(file.data), thrift_string_size_limit=2**27)
    return opened.schema_arrow, lambda: opened.iter_batches(batch_size=BATCH, use_threads=False)


def _arrow(file: TableFile) -> tuple[Schema, Callable[[], Iterator[Batch]]]:
    import pyarrow as pa

    opened = pa.ipc.open_file(pa.BufferReader(file.data))
    return opened.schema, lambda: (opened.get_batch(place) for place in range(opened.num_record_batches))


def _stream(file: TableFile) -> tuple[Schema, Callable[[], Iterator[Batch]]]:
    import pyarrow as pa

    opened = pa.ipc.open_stream(pa.BufferReader(file.data))
    return opened.schema, lambda: iter(opened)


_OPENERS: dict[Kind, Callable[[TableFile], tuple[Schema, Callable[[], Iterator[Batch]]]]] = {
    "parquet": _parquet,
    "arrow": _arrow,
    "arrow stream": _stream,
}


def _index_columns(schema: Schema) -> frozenset[str]:
    """Columns that pandas wrote as its index; a counting index is no column at all."""
    try:
        said = json.loads((schema.metadata or {}).get(b"pandas", b"{}"))
        return frozenset(name for name in said.get("index_columns", []) if isinstance(name, str))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return frozenset()


def _said(entry: object) -> str:
    return "" if entry is None else str(entry)
