"""The text of a CSV file into its column names and what stands between them; the checks that all names must pass."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.delimiter import tell_delimiter
from yasenn_report.inputs.table_files.records import records
from yasenn_report.inputs.table_files.wording import listed, quoted


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
    delimiter = tell_delimiter(file)
    first = next(records(file, delimiter), None)
    if first is None:
        raise file.refusal("the file holds only blank lines: a header line and rows of numbers were expected")
    _, last_line, fields = first
    names = tuple(name.strip() for name in fields)
    if _looks_like_data(names):
        raise file.refusal(f"the first line holds numbers ({listed(names)}): put a header line with column names above")
    refuse_bad_names(file, names)
    return Header(names=names, delimiter=delimiter, end=_bytes_of_lines(file, last_line))


def refuse_bad_names(file: TableFile, names: Sequence[str]) -> None:
    """Raises a TableError that names the first column without a name, or with one that another has."""
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
