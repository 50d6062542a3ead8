"""Rows that lack an entry in a column that is used: left out and counted, where the user asks for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.beside import Beside
from yasenn_report.inputs.table_files.entries import entries_of
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import count, plural

MOST_SAID = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """How many rows --missing drop left out, and for want of what."""

    rows: int
    rows_in_file: int
    by_column: tuple[tuple[str, int], ...]
    """(column, rows of the data file that lack an entry in it), where there are any; a row can lack several."""

    @property
    def sentence(self) -> str:
        """For example: 12 of 500 rows dropped: 10 lack age, 3 lack income."""
        if not self.rows:
            return f"none of {plural(self.rows_in_file, 'row')} dropped: every column that is used has all its entries"
        said = [f"{count(rows)} lack{'s' if rows == 1 else ''} {printable(name)}" for name, rows in self.by_column]
        more = len(said) - MOST_SAID
        ending = f", and {plural(more, 'more column')}" if more > 0 else ""
        return (
            f"{count(self.rows)} of {plural(self.rows_in_file, 'row')} dropped: {', '.join(said[:MOST_SAID])}{ending}"
        )


def drop_incomplete(
    data: Table, used: Sequence[str], besides: Mapping[str, Beside]
) -> tuple[Table, dict[str, Beside], Dropped]:
    """Leaves out every row of the data file that lacks an entry, its own or that of its row in a file beside it.

    Args:
        data: the data file.
        used: its columns that are used.
        besides: the files beside it by what they are called, each with the columns of it that are used.

    Raises:
        TableError: no row is left.
    """
    lacking: dict[str, NDArray[np.bool_]] = {
        name: entries_of(data.column(name)).missing for name in dict.fromkeys(used)
    }
    sound: dict[str, NDArray[np.bool_]] = {}
    for role, beside in besides.items():
        gaps = {name: entries_of(beside.table.column(name)).missing for name in beside.columns}
        sound[role] = ~np.logical_or.reduce([np.zeros(len(beside.table.frame), dtype=np.bool_), *gaps.values()])
        lacking |= {f"{name} of {beside.table.file.name}": gap[beside.rows] for name, gap in gaps.items()}
    kept = ~np.logical_or.reduce([np.zeros(len(data.frame), dtype=np.bool_), *lacking.values()])
    dropped = Dropped(
        rows=int(np.count_nonzero(~kept)),
        rows_in_file=data.rows_in_file,
        by_column=tuple((name, int(np.count_nonzero(gap))) for name, gap in lacking.items() if gap.any()),
    )
    if not kept.any():
        raise data.file.refusal(
            f"no row is left by --missing drop ({dropped.sentence}): fill the entries, or name the columns that are "
            "needed by --features"
        )
    return data.only(kept), {role: beside.only(kept, sound[role]) for role, beside in besides.items()}, dropped
