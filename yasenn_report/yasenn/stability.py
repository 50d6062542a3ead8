"""How far partitions would be found again: the whole search is run again on resampled fit rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.codebook import CodeBook, CodeBookSettings, make_code_book
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.search import search


def refit(
    rows: FitRows,
    grid: Sequence[CodeBookSettings],
    *,
    target_fidelity: float,
    count: int,
    seed: int,
    progress: Callable[[str], None],
) -> tuple[CodeBook, ...]:
    """Draw the fit rows again with replacement, search and fit again, ``count`` times.

    A seed alone would change nothing: distilling draws nothing at random. Whole groups are drawn where there are any.
    """
    rng = np.random.default_rng(seed)
    books = []
    for place in range(count):
        progress(f"searching again on resampled rows ({place + 1} of {count})")
        drawn = resample(rows, rng)
        found = search(drawn, grid, target_fidelity=target_fidelity)
        books.append(make_code_book(drawn, found.chosen.settings))
    return tuple(books)


def resample(rows: FitRows, rng: np.random.Generator) -> FitRows:
    """As many rows, or groups, drawn with replacement.

    Copies of a row, or of a group, stay one group: folds must not fit on one copy and hold out another.
    """
    if rows.groups is None:
        drawn = rng.integers(0, len(rows), len(rows))
        return replace(rows.take(drawn), groups=drawn)
    names, member = np.unique(rows.groups, return_inverse=True)
    order, ends = np.argsort(member, kind="stable"), np.cumsum(np.bincount(member))
    starts = np.concatenate([[0], ends[:-1]])
    chosen = rng.integers(0, len(names), len(names))
    drawn = np.concatenate([order[starts[group] : ends[group]] for group in chosen.tolist()])
    return rows.take(drawn)


MAIN = -1
"""In place of the number of a refit: the code book of the report itself."""

Overlaps = dict[tuple[int, int], NDArray[np.int64]]
"""By pair of code books (MAIN or the number of a refit): rows in each partition of the one and of the other."""


def overlap(member: NDArray[np.intp], main: CodeBook, refits: Sequence[CodeBook], activations: Activations) -> Overlaps:
    """How the partitions of all code books share some rows; overlaps of different rows add up, pair by pair.

    Args:
        member: partition of each row by the report's own code book, (rows,).
        main: that code book.
        refits: the code books of the resamples.
        activations: of these rows.
    """
    members = {MAIN: member} | {place: book.assign(activations) for place, book in enumerate(refits)}
    sizes = {MAIN: len(main.partitioning.partitions)} | {
        place: len(book.partitioning.partitions) for place, book in enumerate(refits)
    }
    return {
        (one, other): np.bincount(
            members[one] * sizes[other] + members[other], minlength=sizes[one] * sizes[other]
        ).reshape(sizes[one], sizes[other])
        for one, other in combinations(members, 2)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How far refits find the same partitions on the evaluation rows."""

    refits: int
    index: float
    """Mean adjusted Rand index over all pairs of refits: 1 is the same partitions, 0 is what chance gives."""
    lowest: float
    highest: float
    """Over pairs; with few refits this range is what is known of the spread."""
    with_report: float
    """Mean adjusted Rand index between the report's own partitions and those of each refit."""
    partitions: tuple[float | None, ...]
    """By partition: mean over refits of the Jaccard index with the refit's most similar partition, 0 to 1 (Hennig 2007,
    clusterboot); None where the partition has no evaluation row."""


def read_stability(overlaps: Overlaps) -> Stability | NotRun:
    """Adjusted Rand and Jaccard indices from the overlaps of all evaluation rows."""
    own = [table for (one, _), table in overlaps.items() if one == MAIN]
    between = [adjusted_rand(table) for (one, _), table in overlaps.items() if one != MAIN]
    if not between:
        return NotRun(reason="fewer than 2 refits were asked for (--refits): stability was not measured")
    best = np.stack([jaccard(table).max(axis=1) for table in own])
    rows = own[0].sum(axis=1)
    return Stability(
        refits=len(own),
        index=float(np.mean(between)),
        lowest=min(between),
        highest=max(between),
        with_report=float(np.mean([adjusted_rand(table) for table in own])),
        partitions=tuple(float(mean) if many else None for mean, many in zip(best.mean(axis=0), rows, strict=True)),
    )


def adjusted_rand(table: NDArray[np.int64]) -> float:
    """Adjusted Rand index of two partitions from the rows that they share, (partitions, partitions); Hubert 1985."""

    def pairs(counts: NDArray[np.int64]) -> float:
        return float((counts.astype(np.float64) * (counts - 1) / 2).sum())

    together, one, other = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    every = pairs(np.array([table.sum()]))
    by_chance = one * other / every if every else 0.0
    most = (one + other) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def jaccard(table: NDArray[np.int64]) -> NDArray[np.float64]:
    """Rows in both over rows in either, for each pair of partitions; 0 where there are none."""
    either = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    return np.asarray(table / np.maximum(either, 1))
