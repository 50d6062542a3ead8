"""What stands between the fields of a CSV file, told by how many fields its first lines have with each candidate."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.records import records

USUAL = ",;\t|"
UNUSUAL = " ^~:!#$%&*/=?@\x01\x1f"
"""Taken only where they plainly part the fields, since names of columns hold them too."""
FIRST_RECORDS = 100
NUMBER = r"\s*[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?\s*"


def tell_delimiter(file: TableFile) -> str:
    """Returns the character between the fields; the comma where there seems to be one column only.

    Of the usual ones that stand in the header, the one that gives all of the first lines the same number of fields, and
    the most columns of numbers, then the most fields. Others count only where the header holds no usual one, every line
    has the same number of fields, and one column is numbers throughout.
    """
    outside_quotes = re.sub(r'"[^"]*("|$)', "", _header_text(file))
    counts = Counter(outside_quotes)
    usual = [delimiter for delimiter in USUAL if counts[delimiter]]
    if len(usual) > 1:
        even = {delimiter: first for delimiter in usual if _even(first := _first_records(file, delimiter))}
        numbers = {delimiter: _columns_of_numbers(first) for delimiter, first in even.items()}
        return max(even or usual, key=lambda delimiter: (numbers.get(delimiter, 0), counts[delimiter]))
    if usual:
        return usual[0]
    plain = [
        delimiter for delimiter in UNUSUAL if counts[delimiter] and _plainly_parts(_first_records(file, delimiter))
    ]
    return max(plain, key=lambda delimiter: counts[delimiter], default=",")


def _header_text(file: TableFile) -> str:
    """The first line that is not blank, and those after it that a quoted name runs over."""
    text, quotes = [], 0
    for line in file.lines():
        text.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0 and line.strip(" \r\n"):
            break
    return "".join(text)


def _first_records(file: TableFile, delimiter: str) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        found.extend(fields for _, _, fields in islice(records(file, delimiter), FIRST_RECORDS))
    except TableError:  # said where the rows are read
        return []
    return found


def _even(first: Sequence[Sequence[str]]) -> bool:
    return len({len(fields) for fields in first}) == 1


def _plainly_parts(first: Sequence[Sequence[str]]) -> bool:
    if len(first) < 2 or len(first[0]) < 2 or not _even(first):
        return False
    return _columns_of_numbers(first) > 0


def _columns_of_numbers(first: Sequence[Sequence[str]]) -> int:
    columns = zip(*first[1:], strict=True)
    return sum(all(re.fullmatch(NUMBER, entry) for entry in column) for column in columns)
