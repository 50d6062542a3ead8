"""A dictionary in CSV: a line for each column, or several, each with one entry and its meaning.

Commas stand between entries, or semicolons, as spreadsheets write them in some countries.
"""

import csv
import io
import re
from dataclasses import dataclass, field

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.dictionary.entries import SCALES, TEXTS, Entry, checked
from yasenn_report.inputs.dictionary.words import ColumnWords
from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.inputs.table_files.wording import near, printable, quoted
from yasenn_report.numbers import plural

NUMBERS = tuple(name for group in SCALES for name in group)
HEADER = ("column", *TEXTS, "value", "meaning", *NUMBERS)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

Line = tuple[int, dict[str, str]]
"""Where a line begins, counted from 1, and its entries that are not empty, by the names of the header."""


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What the lines read so far say of one column."""

    first_line: int
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By name of the header: the entry, and the line that says it."""
    meanings: list[tuple[str, str]] = field(default_factory=list)


def from_csv(file: SmallFile) -> tuple[ColumnWords, ...]:
    """The columns of the file, in the order of their first lines.

    Raises:
        YasennReportError: of the file's own class: it is not CSV, or says something that is no word for a column.
    """
    found: dict[str, Gathered] = {}
    for line, entries in _lines(file):
        if "column" not in entries:
            raise file.refusal(f"line {line} names no column: write its name under 'column'")
        _gather(file, line, entries, found.setdefault(entries["column"], Gathered(first_line=line)))
    return tuple(_column(file, name, gathered) for name, gathered in found.items())


def _lines(file: SmallFile) -> list[Line]:
    text = file.text()
    first = text.split("\n", 1)[0]
    comma = ";" if ";" in first and "," not in first else ","  # a header needs neither for anything else
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    made: list[Line] = []
    header: list[str] | None = None
    line = 1
    try:
        for row in reader:
            entries = [entry.strip() for entry in row]
            if header is None:
                header = entries
                _refuse_header(file, header)
            elif any(entries):
                made.append((line, _named(file, line, header, entries)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise file.refusal(
            f"line {line} is not CSV ({error}): put {comma} between entries, and text in quotes"
        ) from None
    if header is None:
        raise file.refusal(f"it is empty; a header was expected, as {','.join(HEADER[:4])}: name another file")
    return made


def _refuse_header(file: SmallFile, header: list[str]) -> None:
    for place, name in enumerate(header):
        if name not in HEADER:
            raise file.refusal(f"unknown column {quoted(name)} in its header; {near(printable(name), HEADER)}")
        if name in header[:place]:
            raise file.refusal(f"{quoted(name)} stands twice in its header: remove one of the two")
    if "column" not in header:
        raise file.refusal("its header lacks 'column', under which the columns of the data are named: add it")


def _named(file: SmallFile, line: int, header: list[str], entries: list[str]) -> dict[str, str]:
    if len(entries) > len(header):
        raise file.refusal(
            f"line {line} has {plural(len(entries), 'entry', 'entries')}, and the header has {len(header)}: put a text "
            "with a separator in it in quotes"
        )
    return {name: entry for name, entry in zip(header, entries, strict=False) if entry}


def _gather(file: SmallFile, line: int, entries: dict[str, str], into: Gathered) -> None:
    where = f"line {line}, column {quoted(entries['column'])}"
    for name in (*TEXTS, *NUMBERS):
        if name in entries:
            before, place = into.said.setdefault(name, (entries[name], line))
            if before != entries[name]:
                raise file.refusal(
                    f"{where}: its {name} is {quoted(entries[name])} here and {quoted(before)} in line {place}: give "
                    "it once"
                )
    if ("value" in entries) != ("meaning" in entries):
        has, lacks = ("value", "meaning") if "value" in entries else ("meaning", "value")
        raise file.refusal(f"{where}: it has a {has} without a {lacks}: give both")
    if "value" in entries:
        into.meanings.append((entries["value"], entries["meaning"]))


def _column(file: SmallFile, name: str, gathered: Gathered) -> ColumnWords:
    def refuse(sentence: str) -> YasennReportError:
        return file.refusal(f"line {gathered.first_line}, column {quoted(name)}: {sentence}")

    scale: dict[str, float] = {}
    for key in NUMBERS:
        if key in gathered.said:
            text, line = gathered.said[key]
            if _NUMBER.fullmatch(text) is None:
                raise file.refusal(
                    f"line {line}, column {quoted(name)}: its {key} is {quoted(text)}; a number was expected: "
                    "correct it"
                )
            scale[key] = float(text)
    texts = {key: gathered.said[key][0] for key in TEXTS if key in gathered.said}
    entry = Entry(column=name, texts=texts, scale=scale or None, meanings=gathered.meanings)
    return checked(entry, refuse)
