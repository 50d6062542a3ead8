"""The most typical fit rows of each partition: its medoids."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.merging import places

MOST_TYPICAL = 3
MOST_COMPARED = 1000
"""Rows of a partition that are compared pairwise: a million distances are made in a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalRow:
    """A fit row that stands for others of its partition."""

    row: int
    """Index among the fit rows."""
    share: float
    """Share of the partition's rows (of those compared) that are nearer to it than to its other typical rows; in a
    tie the row that was found first counts."""
    output: tuple[float, ...]
    """What the network puts out for it: probabilities of every class, or values."""


def typical_rows(
    rows: FitRows, membership: NDArray[np.intp], partitions: int, *, seed: int
) -> tuple[tuple[TypicalRow, ...], ...]:
    """Up to three medoids of each partition's fit rows, in the order in which they are found.

    Rows are compared by the standardised ranks of their explanation columns (``merging.places``), so that no outlier
    and no unit counts. The first medoid is the row with the smallest sum of distances to all the others; each further
    one is the row that most shortens the distances to the nearest medoid (the BUILD phase of Kaufman and Rousseeuw,
    Finding Groups in Data, 1990, chapter 2). There are fewer where the rows lie in fewer places.

    Args:
        rows: the fit rows.
        membership: index of the partition of each, (rows,).
        partitions: how many there are.
        seed: of the sample of 1,000 rows that stands for a partition with more.
    """
    where = places(rows.columns)
    rng = np.random.default_rng(seed)
    found = []
    for index in range(partitions):
        mine = np.flatnonzero(membership == index)
        if len(mine) > MOST_COMPARED:
            mine = np.sort(rng.choice(mine, MOST_COMPARED, replace=False))
        chosen, shares = find_medoids(where[mine], MOST_TYPICAL)
        found.append(
            tuple(
                TypicalRow(row=int(row), share=share, output=tuple(rows.outputs[row].tolist()))
                for row, share in zip(mine[chosen], shares, strict=True)
            )
        )
    return tuple(found)


def find_medoids(where: NDArray[np.float64], most: int) -> tuple[NDArray[np.intp], list[float]]:
    """Up to ``most`` medoids of at least one row (rows, columns): their indices, and the shares nearest to each."""
    distance = cdist(where, where)
    chosen = [int(distance.sum(axis=1).argmin())]
    nearest = distance[chosen[0]]
    while len(chosen) < most:
        gain = np.maximum(nearest - distance, 0.0).sum(axis=1)
        best = int(gain.argmax())
        if gain[best] <= 0:
            break
        chosen.append(best)
        nearest = np.minimum(nearest, distance[best])
    owner = distance[chosen].argmin(axis=0)
    return np.array(chosen, dtype=np.intp), (np.bincount(owner, minlength=len(chosen)) / len(where)).tolist()
