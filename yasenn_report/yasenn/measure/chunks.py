"""Cut the evaluation rows into chunks that split no group, and draw the two halves."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

HALVES = 1  # beside the seed, so that the draw is another one than that of fit and evaluation rows


def cut_rows(
    rows: NDArray[np.intp], groups: NDArray[np.int64] | None, *, chunk_rows: int
) -> Iterator[NDArray[np.intp]]:
    """The rows in chunks of ``chunk_rows``, or more where a group would be split.

    Args:
        rows: row numbers, (evaluation rows,).
        groups: group of every row of the table, (rows of the table,); rows come in the order of their groups.
            None without groups.
        chunk_rows: fewest rows in a chunk but the last, at least 1.
    """
    if groups is None:
        for start in range(0, len(rows), chunk_rows):
            yield rows[start : start + chunk_rows]
        return
    rows = rows[np.argsort(groups[rows], kind="stable")]
    ends = np.flatnonzero(np.append(np.diff(groups[rows]) != 0, True)) + 1
    start = 0
    while start < len(rows):
        end = int(ends[np.searchsorted(ends, min(start + chunk_rows, len(rows)))])
        yield rows[start:end]
        start = end


def draw_half(rows: NDArray[np.intp], groups: NDArray[np.int64] | None, table: int, seed: int) -> NDArray[np.bool_]:
    """Draw half of the evaluation rows, or of their groups, at random by the seed.

    Args:
        rows: numbers of the evaluation rows, (evaluation rows,).
        groups: group of every row of the table, (rows of the table,); the rows of a group go to one half.
        table: number of rows of the table.
        seed: of the draw.

    Returns:
        Whether a row is drawn, (rows of the table,); False for rows that are no evaluation rows.
    """
    units = rows if groups is None else groups[rows]
    distinct, unit = np.unique(units, return_inverse=True)
    drawn = np.random.default_rng([seed, HALVES]).permutation(len(distinct)) < len(distinct) // 2
    half = np.zeros(table, dtype=bool)
    half[rows] = drawn[unit]
    return half
