"""Plain words for columns, as the pages use them."""

from dataclasses import dataclass
from math import isclose

from yasenn_report.inputs.small_files import SmallFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one entry of a column stands for."""

    value: str
    """The entry as the file has it: ``1``, ``F``."""
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWords:
    """What a column is called, and what its numbers are in the unit that people know."""

    column: str
    """Its name in the data file or the explanation file."""
    label: str | None = None
    unit: str | None = None
    note: str | None = None
    """One sentence about it."""
    factor: float = 1.0
    """Finite and above 0, so that what is less in the file is less on the page too."""
    offset: float = 0.0
    """In the unit, finite."""
    meanings: tuple[Meaning, ...] = ()
    """In the order of the file; none where the column is scaled."""

    @property
    def name(self) -> str:
        """What the pages call it: its label, else the name in the file."""
        return self.label or self.column

    @property
    def scaled(self) -> bool:
        """Whether the page shows other numbers than the file has."""
        return (self.factor, self.offset) != (1.0, 0.0)

    def shown(self, value: float) -> float:
        """A number of the file in the unit of the page."""
        return value * self.factor + self.offset

    def meaning_of(self, entry: str | float) -> str | None:
        """What an entry stands for: the value that is written so, else the one that is the same number."""
        written = {one.value: one.meaning for one in self.meanings}
        if isinstance(entry, str) and entry in written:
            return written[entry]
        number = _number(entry)
        if number is None:
            return None
        return next((one.meaning for one in self.meanings if _same(_number(one.value), number)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """The file of --dictionary."""

    file: SmallFile
    columns: tuple[ColumnWords, ...]
    """In the order of the file, each column once."""

    def words(self, column: str) -> ColumnWords:
        """What is said of a column; its own name where nothing is."""
        return next((one for one in self.columns if one.column == column), ColumnWords(column=column))


def _number(entry: str | float) -> float | None:
    try:
        return float(entry)
    except ValueError:
        return None


def _same(one: float | None, other: float) -> bool:
    return one is not None and isclose(one, other, rel_tol=1e-6, abs_tol=0.0)
