"""The columns that descriptions speak in, and the plain words that a dictionary gives them."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one value of a column stands for."""

    value: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of numbers, or an indicator: 1 where a column of text holds one certain entry, else 0."""

    column: str
    """Its name in the file."""
    entry: str | None
    """The entry that an indicator stands for; null for a column of numbers."""
    label: str | None = None
    """What the dictionary calls it; null where it has no word for it, as are the next two."""
    unit: str | None = None
    note: str | None = None
    factor: float = 1.0
    """The page shows `value * factor + offset`; the record holds values as the file does."""
    offset: float = 0.0
    meanings: tuple[Meaning, ...] = ()
    """What its values stand for, if they are codes."""
    lowest: float
    """Of the rows that were audited, as is the next."""
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A column of text that no description can speak in."""

    column: str
    entries: int
    """How many different ones it has: none at all, or too many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The columns that descriptions speak in."""

    given: Literal["inputs", "columns", "file"]
    """The network's inputs, columns of the data that the user named, or those of a file."""
    columns: tuple[Column, ...]
    left_out: tuple[LeftOut, ...]
