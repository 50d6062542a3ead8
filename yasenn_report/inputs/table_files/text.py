"""The text of a CSV file into a table, every row as wide as the header."""

import io
import warnings
from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.decimals import with_points
from yasenn_report.inputs.table_files.delimiter import USUAL
from yasenn_report.inputs.table_files.header import Header
from yasenn_report.inputs.table_files.records import records
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import listed, quoted


def read_text(file: TableFile, header: Header, as_text: Collection[str] = (), verbatim: Collection[str] = ()) -> Table:
    """Reads the rows below the header; blank lines are no rows.

    Args:
        file: the bytes to read.
        header: what `read_header` found in the same file.
        as_text: columns that are kept as text, numbers too; a decimal comma becomes a point.
        verbatim: columns that are kept as they stand.

    Raises:
        TableError: no rows, a quote left open, or a row that is not as wide as the header.
    """
    try:
        frame = _frame(file, header, {*as_text, *verbatim})
    except pd.errors.ParserError as error:
        _refuse_uneven_rows(file, header, None)
        raise file.refusal(f"the rows cannot be read ({quoted(str(error).strip())}): export the table again") from None
    if _could_be_uneven(file, header, frame):
        _refuse_uneven_rows(file, header, frame)
    if frame.empty:
        raise file.refusal("there are no rows below the header: an audit needs rows to measure on")
    if header.delimiter not in USUAL:
        file = file.noted(file.data, f"{quoted(header.delimiter)} was taken as what stands between the fields")

    def stands(row: int, column: int) -> str:
        """Reads the file up to there."""
        _, _, record = next(islice(records(file, header.delimiter), row + 1, None))
        return record[column]

    table = Table(file=file, names=header.names, frame=frame, stands=stands, rows_in_file=len(frame))
    return _with_decimal_points(table, verbatim)


def _with_decimal_points(table: Table, verbatim: Collection[str]) -> Table:
    """A decimal comma in one column makes a decimal point in another a doubt: it may stand between thousands there."""
    read: dict[int, pd.Series[Any]] = {}
    unusable: dict[str, str] = {}
    for place, name in enumerate(table.names):
        found = None if name in verbatim else with_points(table.frame[place])
        if isinstance(found, str):
            unusable[name] = f"column {quoted(name)} cannot be told: {found}"
        elif found is not None:
            read[place] = found
    if not read:
        return replace(table, unusable=unusable)
    first = table.names[next(iter(read))]
    for place, name in enumerate(table.names):
        if _has_fractions(table.frame[place]):
            unusable[name] = (
                f"column {quoted(name)} has decimal points, but column {quoted(first)} has decimal commas: "
                "write all numbers with a decimal point and no mark for thousands"
            )
    commas = [table.names[place] for place in read]
    note = f"a comma was read as the decimal point in column{'s' if len(commas) > 1 else ''} {listed(commas)}"
    return replace(
        table, frame=_put(table.frame, read), unusable=unusable, file=table.file.noted(table.file.data, note)
    )


def _put(frame: pd.DataFrame, columns: "dict[int, pd.Series[Any]]") -> pd.DataFrame:
    return pd.concat(
        [columns.get(place, frame[place]) for place in range(frame.shape[1])], axis=1, keys=range(frame.shape[1])
    )


def _has_fractions(column: "pd.Series[Any]") -> bool:
    if column.dtype.kind != "f":
        return False
    values = column.to_numpy()
    with np.errstate(invalid="ignore"):
        return bool((np.isfinite(values) & (values != np.floor(values))).any())


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
