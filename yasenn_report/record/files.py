"""The files that an audit read."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.measured import NotRun

Role = Literal[
    "model",
    "data",
    "architecture",
    "explanation",
    "prepared",
    "preprocessor",
    "fit data",
    "configuration",
    "dictionary",
    "policy",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file as it was given."""

    role: Role
    name: str
    """Without its folder, printable."""
    sha256: str
    bytes: int
    rows: int | NotRun
    """Of the whole file, whatever part of it was audited."""
    columns: int | NotRun
    matched_by: tuple[str, ...] = ()
    """The id columns by which its rows were matched with those of the data; none where they were by their order."""
    entry: str | None = None
    """The function or class of the user's own code that was run; null for all other files."""
    notes: tuple[str, ...] = ()
    """What was assumed in reading it, each as a sentence without a full stop."""
