"""The bytes of a CSV file and its header into columns, every row as wide as the header."""

import io
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pandas as pd

from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.header import Header, records
from yasenn_report.inputs.table_files.wording import quoted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """The file's columns by position; row and column labels of the frame count from 0."""

    file: TableFile
    header: Header
    frame: pd.DataFrame

    def column(self, name: str) -> "pd.Series[Any]":
        """Returns one column: numbers where pandas read numbers throughout, else text; NaN for empty fields."""
        return self.frame[self.header.names.index(name)]

    def entry(self, row: int, name: str) -> str:
        """Returns the entry as it stands in the file; `row` counts from 0. Reads the file up to there: for messages."""
        _, _, record = next(islice(records(self.file, self.header.delimiter), row + 1, None))
        return record[self.header.names.index(name)]


def read_table(file: TableFile, header: Header, *, as_text: Collection[str] = ()) -> Table:
    """Reads the rows below the header; blank lines are no rows.

    Args:
        file: the bytes to read.
        header: what `read_header` found in the same file.
        as_text: columns whose entries are kept as they stand, numbers too.

    Raises:
        TableError: no rows, a quote left open, or a row that is not as wide as the header.
    """
    try:
        frame = _frame(file, header, as_text)
    except pd.errors.ParserError as error:
        _refuse_uneven_rows(file, header, None)
        raise file.refusal(f"the rows cannot be read ({quoted(str(error).strip())}): export the table again") from None
    if _could_be_uneven(file, header, frame):
        _refuse_uneven_rows(file, header, frame)
    if frame.empty:
        raise file.refusal("there are no rows below the header: an audit needs rows to measure on")
    return Table(file=file, header=header, frame=frame)


def _frame(file: TableFile, header: Header, as_text: Collection[str]) -> pd.DataFrame:
    """Only rows are given to pandas: it would rename columns that share a name, without a word."""
    body = io.BytesIO(file.data)
    body.seek(header.end)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.ParserWarning)  # rows too wide: found by _could_be_uneven
        return pd.read_csv(
            body,
            sep=header.delimiter,
            header=None,
            names=list(range(len(header.names))),
            index_col=False,  # else a first row too wide turns its first field into row labels
            dtype={index: str for index, name in enumerate(header.names) if name in as_text},
            keep_default_na=False,
            na_values=[""],
            low_memory=False,
            encoding="utf-8",
        )


def _could_be_uneven(file: TableFile, header: Header, frame: pd.DataFrame) -> bool:
    """Pandas fills rows that are too short and cuts those that are too wide.

    A filled row has nothing in its last column. Where no row was filled, a row too wide shows in the number of
    delimiters. Delimiters inside quotes and true gaps arouse the suspicion too; the slow pass then clears it.
    """
    separators = len(frame) * (len(header.names) - 1)
    delimiters = file.data.count(header.delimiter.encode(), header.end)
    return delimiters != separators or bool(frame.iloc[:, -1].isna().any())


def _refuse_uneven_rows(file: TableFile, header: Header, frame: pd.DataFrame | None) -> None:
    """Counts the fields of every row with the csv module, and holds what pandas made of the file against it."""
    gaps = None if frame is None else frame.iloc[:, -1].isna().tolist()
    row, width = 0, len(header.names)
    for row, line, record in records(file, header.delimiter):
        if len(record) != width:
            fields = f"{len(record)} field{'s' if len(record) != 1 else ''}"
            raise file.refusal(
                f"row {row} (line {line}) has {fields}, the header has {width}: correct the row, or quote its text"
            )
        if gaps is not None and row and gaps[row - 1 : row] != [record[-1] == ""]:
            raise file.refusal(_read_in_two_ways(row))
    if gaps is not None and row != len(gaps):
        raise file.refusal(_read_in_two_ways(row + 1))


def _read_in_two_ways(row: int) -> str:
    """Seen after a lone carriage return, where pandas 3.1 swallows a delimiter that begins the next row."""
    return f"row {row} can be read in two ways: end every line with a newline, or export the table again"
