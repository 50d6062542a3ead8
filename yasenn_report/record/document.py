"""What the record says of itself and of the release under review."""

from dataclasses import dataclass
from typing import Literal

Source = Literal["command line", "config file", "default"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One option of the command line in effect."""

    value: str | int | float | bool | tuple[str | int | float, ...] | None
    """As given, files by their names only; null where the audit chose."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """How the document is to be made."""

    rows: bool
    """Whether single rows of the table may be shown; they were left out of the record where they may not."""
    detail: Literal["summary", "full"]
    """`full`: every partition and every tree is printed."""
