"""Text out of a file as the cell of a table that a spreadsheet opens."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from yasenn_report.report.characters import walled

FORMULA = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""What makes a spreadsheet take a cell for a formula, also in full width and small."""

TRIMMED = r"[\s\ufeff\u200b-\u200f]*"
"""What a spreadsheet may take away before it looks."""

AT_THE_START = re.compile(rf"[\t\r\n]|{TRIMMED}[{FORMULA}]")
BEHIND_A_SEPARATOR = re.compile(rf"([;,|\t\r\n\"]{TRIMMED})(?=[{FORMULA}])")
"""Where a spreadsheet that separates by something else would begin a cell."""


def inert(name: str) -> str:
    """Text out of a file as a cell: no spreadsheet takes any part of it for a formula, nothing in it turns the line.

    An apostrophe goes before what would open a formula: at the start, and where another cell might begin.
    """
    marked = BEHIND_A_SEPARATOR.sub(r"\1'", name)
    return walled(f"'{marked}" if AT_THE_START.match(name) else marked)


def write_table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A CSV table; cells that come from files must be ``inert``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()


def yes(value: object) -> str:
    """A truth value as a word."""
    return "yes" if value else "no"


def exactly(value: float) -> str:
    """A number with the digits that 32 bits have."""
    return f"{value:.9g}"
