"""What pictures call columns and their values: as the file does, or in the words and units of a dictionary."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from yasenn_report.record import Record
from yasenn_report.record.columns import Column
from yasenn_report.report.figures.pictures import four_digits


class ColumnWords(Protocol):
    """How a picture speaks of one column."""

    @property
    def name(self) -> str:
        """What the column is called, with its unit; of an indicator, the statement."""

    @property
    def indicator(self) -> bool:
        """Whether 1 stands for the statement and 0 for its opposite."""

    @property
    def factor(self) -> float:
        """Not 0; the page shows `value * factor + offset`."""

    @property
    def offset(self) -> float:
        """As in `factor`."""

    def shown(self, value: float) -> str:
        """A value of the file as the page shows it."""

    def sides(self, threshold: float) -> tuple[str, str] | None:
        """What the values up to the threshold, and those above it, are called; None where numbers say it."""


Words = Callable[[str, str | None], ColumnWords]
"""The words of a column, by its name and entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWords:
    """The words of a column of the record."""

    name: str
    indicator: bool = False
    factor: float = 1.0
    offset: float = 0.0
    meanings: Mapping[float, str] = field(default_factory=dict)
    """What its values stand for, if they are codes."""

    def shown(self, value: float) -> str:
        """A value of the file, in the units of the page, to four digits."""
        return four_digits(value * self.factor + self.offset)

    def sides(self, threshold: float) -> tuple[str, str] | None:
        """No and yes of an indicator, or the meanings of the codes on either side."""
        if self.indicator:
            return "no", "yes"
        below = [meaning for code, meaning in self.meanings.items() if code <= threshold]
        above = [meaning for code, meaning in self.meanings.items() if code > threshold]
        return (" or ".join(below), " or ".join(above)) if below and above else None


def words_of(record: Record) -> Words:
    """The words of the columns that descriptions speak in."""
    found = {(column.column, column.entry): _file_words(column) for column in record.explanation.columns}
    return lambda column, entry: found[column, entry]


def _file_words(column: Column) -> FileWords:
    name = column.label or column.column
    if column.entry is not None:
        entries = {meaning.value: meaning.meaning for meaning in column.meanings}
        return FileWords(name=f"{name} is {entries.get(column.entry, column.entry)}", indicator=True)
    return FileWords(
        name=name if column.unit is None else f"{name} ({column.unit})",
        factor=column.factor,
        offset=column.offset,
        meanings=_codes(column),
    )


def _codes(column: Column) -> dict[float, str]:
    """Meanings of codes, ascending; none where a code is no number."""
    try:
        found = {float(meaning.value): meaning.meaning for meaning in column.meanings}
    except ValueError:
        return {}
    return dict(sorted(found.items()))
