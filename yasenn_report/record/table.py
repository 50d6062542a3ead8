"""The holdout: what each column of the data was used for, and which rows were audited."""

from collections.abc import Mapping
from dataclasses import dataclass

from yasenn_report.record.measured import NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Rows left out because they lack an entry, where the user asked for that."""

    rows: int
    by_column: Mapping[str, int]
    """How many lack an entry in each column; `x of file` for a column of another file."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Which rows belong together: they are never split."""

    column: str
    groups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The region that was audited."""

    expression: str
    rows: int
    rows_in_file: int
    """Rows that it was held against; dropped ones are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How far the file's network does what was recorded of the network elsewhere."""

    columns: tuple[str, ...]
    meaning: str
    """`outputs`, `probabilities` or `decisions`: what the columns fit best."""
    rows: int
    differing: int
    largest: float
    """Largest difference, in the columns' own unit; for decisions 0 or 1."""
    first_row: int | None
    """The first row that differs, counted from 0 in the file."""
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows that were audited, and the part of each column."""

    rows: int
    rows_in_file: int
    columns_in_file: int
    fit_rows: int
    """They fitted and chose everything."""
    evaluation_rows: int
    """They measured every rate and fitted nothing."""
    features: tuple[str, ...]
    """The network's inputs in its order: columns of the data or of the prepared file, or what a preprocessor makes."""
    inputs_from: str
    """`data`, `prepared` or `preprocessor`."""
    target: str | NotRun
    ids: tuple[str, ...]
    group: Group | NotRun
    weights: str | NotRun
    sensitive: tuple[str, ...]
    expectation: Expectation | NotRun
    focus: Focus | NotRun
    dropped: Dropped | NotRun
    unused_columns: tuple[str, ...]
