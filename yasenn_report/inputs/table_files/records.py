"""The text of a CSV file into its records one by one."""

import csv
from collections.abc import Iterator
from itertools import chain

from yasenn_report.inputs.table_files.bytes import TableFile

END_OF_FILE = "\0"  # no table holds NUL, so a record that holds it has run over the end


def records(file: TableFile, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Gives (row, last physical line, fields) of every line that is not blank; the header is row 0.

    Raises:
        TableError: a quote left open, or an entry longer than the csv module takes.
    """
    reader = csv.reader(chain(file.lines(), [END_OF_FILE]), delimiter=delimiter)
    row = 0
    try:
        for record in reader:
            if record == [END_OF_FILE]:
                return
            if record and record[-1].endswith(END_OF_FILE):
                raise file.refusal(
                    f"{_row(row)} opens a quote that is never closed: close it, or double a quote that is meant as such"
                )
            if not _blank(record):
                yield row, reader.line_num, record
                row += 1
    except csv.Error:
        raise file.refusal(
            f"{_row(row)} holds an entry of more than {csv.field_size_limit():,} characters: is a quote left open?"
        ) from None


def _blank(record: list[str]) -> bool:
    """As pandas has it: nothing, or only spaces; a quoted empty field in a table of one column is an entry."""
    return not record or (len(record) == 1 and record[0] != "" and not record[0].strip(" \t"))


def _row(row: int) -> str:
    return f"row {row}" if row else "the header"
