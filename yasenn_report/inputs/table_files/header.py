"""The bytes of a CSV file into its column names, its delimiter and its records one by one."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise

from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.wording import listed, quoted

DELIMITERS = ",;\t|"
END_OF_FILE = "\0"  # no table holds NUL, so a record that holds it has run over the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The column names as the file gives them, and how to read what follows."""

    names: tuple[str, ...]
    """Without spaces around them; distinct, none empty."""
    delimiter: str
    end: int
    """Bytes before the first row."""


def read_header(file: TableFile) -> Header:
    """Reads the first line that is not blank.

    Raises:
        TableError: no header, a quote left open, or a column without a name of its own.
    """
    delimiter = _delimiter(file)
    first = next(records(file, delimiter), None)
    if first is None:
        raise file.refusal("the file holds only blank lines: a header line and rows of numbers were expected")
    _, last_line, fields = first
    names = tuple(name.strip() for name in fields)
    _refuse_bad_names(file, names)
    return Header(names=names, delimiter=delimiter, end=_bytes_of_lines(file, last_line))


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


def _delimiter(file: TableFile) -> str:
    outside_quotes = re.sub(r'"[^"]*("|$)', "", _header_text(file))
    counts = Counter(character for character in outside_quotes if character in DELIMITERS)
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])  # the comma where there is none


def _header_text(file: TableFile) -> str:
    """The first line that is not blank, and those after it that a quoted name runs over."""
    text, quotes = [], 0
    for line in file.lines():
        text.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0 and line.strip(" \r\n"):
            break
    return "".join(text)


def _blank(record: list[str]) -> bool:
    """As pandas has it: nothing, or only spaces; a quoted empty field in a table of one column is an entry."""
    return not record or (len(record) == 1 and record[0] != "" and not record[0].strip(" \t"))


def _row(row: int) -> str:
    return f"row {row}" if row else "the header"


def _refuse_bad_names(file: TableFile, names: tuple[str, ...]) -> None:
    if _looks_like_data(names):
        raise file.refusal(f"the first line holds numbers ({listed(names)}): put a header line with column names above")
    first: dict[str, int] = {}
    for position, name in enumerate(names, start=1):
        if not name:
            raise file.refusal(f"column {position} has no name in the header: name it or remove it")
        if name in first:
            places = f"columns {first[name]} and {position}"
            raise file.refusal(f"{quoted(name)} stands twice in the header ({places}): rename or remove one of them")
        first[name] = position


def _looks_like_data(names: tuple[str, ...]) -> bool:
    """Columns may well be called 0, 1, 2; a first line of numbers such as 5.1, 3.5 would be a row lost."""
    if not all(re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", name) for name in names):
        return False
    counting = all(re.fullmatch(r"\d{1,9}", name) for name in names)
    return not counting or any(int(left) >= int(right) for left, right in pairwise(names))


def _bytes_of_lines(file: TableFile, lines: int) -> int:
    mark = 3 if file.data.startswith(b"\xef\xbb\xbf") else 0
    return mark + sum(len(line.encode()) for line in islice(file.lines(), lines))
