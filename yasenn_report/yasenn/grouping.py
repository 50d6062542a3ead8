"""The groups that a sensitive column tells apart: its entries, or bands of its numbers. No rate has a say in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.entries import as_number
from yasenn_report.inputs.table_files.sides import Sensitive

MOST_GROUPS = 12
"""Of one column: more are neither read nor have rows enough."""
FEWEST_NAMED = 5
"""Fit rows that one of many entries needs for a group of its own: names of single persons are no groups."""
QUARTILES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows of one entry, or of numbers in a band; with neither, of all entries that have no group of their own."""

    entry: str | None = None
    above: float | None = None
    """Rows of the band are above this; None in the lowest band and where there are no bands."""
    at_most: float | None = None
    """And at most this; None in the highest band."""
    fit_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """How a column tells groups apart. Every row is in one of them."""

    column: str
    groups: tuple[Group, ...]
    """Entries with most fit rows first, numbers ascending; what is left over is the last."""

    def assign(self, labels: NDArray[np.str_]) -> NDArray[np.intp]:
        """The group of each row, (rows,), by its entry."""
        distinct, places = np.unique(labels, return_inverse=True)
        return np.array([self.find(label) for label in distinct.tolist()], dtype=np.intp)[places]

    def find(self, label: str) -> int:
        """The group of one entry: the last one where none has it."""
        cuts = [group.at_most for group in self.groups if group.at_most is not None]
        if cuts:
            number = as_number(label)
            return int(np.searchsorted(cuts, inf if number is None else number))
        entries = [group.entry for group in self.groups]
        return entries.index(label) if label in entries else len(entries) - 1


def make_groupings(columns: Sequence[Sensitive], fit: NDArray[np.intp]) -> tuple[Grouping, ...]:
    """The groups of every sensitive column.

    Which entries there are is read off the whole table, and which of many have groups of their own off the fit rows,
    as bands are: no rate has a say in it.

    Args:
        columns: the columns.
        fit: which rows are fit rows.
    """
    return tuple(make_grouping(column, fit) for column in columns)


def make_grouping(column: Sensitive, fit: NDArray[np.intp]) -> Grouping:
    """The groups of one column."""
    distinct, places = np.unique(column.labels, return_inverse=True)
    entries: list[str] = distinct.tolist()
    rows: list[int] = np.bincount(places[fit], minlength=len(entries)).tolist()
    numbers = [as_number(entry) for entry in entries]
    values = np.array([inf if number is None else number for number in numbers])
    if len(entries) <= MOST_GROUPS:
        first = np.argsort(values, kind="stable") if None not in numbers else np.argsort(-np.array(rows), kind="stable")
        groups = tuple(Group(entry=entries[place], fit_rows=rows[place]) for place in first.tolist())
    elif None not in numbers:
        groups = bands(values[places], fit)
    else:
        groups = most_frequent(entries, rows)
    return Grouping(column=column.name, groups=groups)


def most_frequent(entries: Sequence[str], rows: Sequence[int]) -> tuple[Group, ...]:
    """The entries with most fit rows, if these are some, and all others as one group."""
    order = np.argsort(-np.array(rows), kind="stable").tolist()[: MOST_GROUPS - 1]
    own = [Group(entry=entries[place], fit_rows=rows[place]) for place in order if rows[place] >= FEWEST_NAMED]
    return (*own, Group(fit_rows=sum(rows) - sum(group.fit_rows for group in own)))


def bands(values: NDArray[np.float64], fit: NDArray[np.intp]) -> tuple[Group, ...]:
    """Up to four bands of numbers (rows of the table,) between the quartiles of the fit rows."""
    quartiles = np.quantile(values[fit], QUARTILES, method="inverted_cdf").tolist()  # numbers that some row has
    largest = values.max()
    cuts = [cut for cut in sorted(set(quartiles)) if isfinite(cut) and cut < largest]
    if not cuts:  # most rows have the largest number
        cuts = [float(values[(values < largest) & np.isfinite(values)].max())]
    rows = np.bincount(np.searchsorted(cuts, values[fit]), minlength=len(cuts) + 1).tolist()
    return tuple(
        Group(above=above, at_most=at_most, fit_rows=counted)
        for (above, at_most), counted in zip(pairwise([None, *cuts, None]), rows, strict=True)
    )
