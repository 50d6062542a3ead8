"""Choose the code book: try a small grid by cross-validation inside the fit part, and choose by a printed rule.

A code book is worth what it is worth on three axes at once: fidelity (agreement of the partitions' values with the
network), described fidelity (what remains of it when rows get their partition from the columns, by the map, instead of
from activations) and stability (adjusted Rand index between the partitions of refits). No evaluation row is seen here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from yasenn_report.yasenn.codebook import CodeBookSettings, find_kinds, grow, partition_codes
from yasenn_report.yasenn.fit_rows import FitRows, Fold, loss, split_folds
from yasenn_report.yasenn.maps import NAME_WEIGHTS, WORTH, answer_held_out, fit_direct_tree, tree_answers
from yasenn_report.yasenn.partition import Partitioning

NEARNESS_WORTH = 0.05  # of described fidelity: partitions of two kinds must not alternate between samples
STABILITY_BAND = 0.1  # adjusted Rand indices of three refits do not tell closer candidates apart

RULE = (
    "Keep the candidates that do not heed nearness in the columns, unless those that do gain more than "
    f"{NEARNESS_WORTH} of described fidelity on average; of these, those that no other clearly beats (at least as good "
    "on described fidelity, fidelity, stability and number of partitions, and clearly better on one); of these, those "
    "that reach the target fidelity or, if none does, those near the best fidelity; of these, those near the best "
    f"described fidelity; of these, those whose stability is at most {STABILITY_BAND} below the best; of these, take "
    f"the one with the fewest partitions. Near means within {WORTH} or within one standard error of the paired "
    "difference. Fidelity above the target counts no further, and ties go to the candidate listed first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What cross-validation inside the fit part says of one candidate."""

    fidelity: float
    """Share of held-out fit rows on which the partitions' values decide as the network does, or R2."""
    described: float
    """The same when the map gives rows their partition."""
    stability: float
    """Mean adjusted Rand index between the partitions that two folds' fits make of the fit rows."""
    partitions: float
    """Mean number of partitions over folds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One code book that was tried."""

    settings: CodeBookSettings
    score: Score
    on_front: bool
    """Whether it heeds nearness as little as it may and no other such candidate clearly beats it."""
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeOfSize:
    """A tree in the columns, fitted to the network without any codes, on the same folds: what a size is worth."""

    leaves: int
    fidelity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """All that was tried, and what was chosen."""

    candidates: tuple[Candidate, ...]
    trees: tuple[TreeOfSize, ...]
    """One for each number of partitions that was tried."""
    target_fidelity: float
    rule: str = RULE

    @property
    def chosen(self) -> Candidate:
        """The candidate that the rule takes."""
        return next(candidate for candidate in self.candidates if candidate.chosen)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Losses:
    """What one candidate costs on every fit row, when the row was held out."""

    plain: NDArray[np.float64]
    """Of the partitions' values: 1 for another decision than the network's, or the squared error over the variance."""
    described: NDArray[np.float64]
    """The same when the map gives rows their partition."""
    partitions: NDArray[np.intp]
    """Partition of every fit row by every fold's fit, (folds, rows)."""


def search(rows: FitRows, grid: Sequence[CodeBookSettings], *, target_fidelity: float) -> Search:
    """Score every candidate of the grid and choose.

    Args:
        rows: the fit rows; with groups, no group is in two folds.
        grid: what to try, in the order of preference where scores tie.
        target_fidelity: fidelity beyond which more is worth nothing: agreement or R2, 0 to 1.
    """
    folds = split_folds(rows, seed=grid[0].seed)
    losses = try_all(rows, grid, folds)
    scores = [score(found) for found in losses]
    needed = without_needless_nearness(grid, scores)
    front = {needed[place] for place in pareto_front([scores[place] for place in needed])}
    chosen = choose(scores, losses, sorted(front), target_fidelity)
    return Search(
        candidates=tuple(
            Candidate(settings=settings, score=found, on_front=place in front, chosen=place == chosen)
            for place, (settings, found) in enumerate(zip(grid, scores, strict=True))
        ),
        trees=tuple(
            TreeOfSize(leaves=size, fidelity=try_tree(rows, size, folds))
            for size in sorted({max(2, settings.max_partitions) for settings in grid})
        ),
        target_fidelity=target_fidelity,
    )


def try_all(rows: FitRows, grid: Sequence[CodeBookSettings], folds: Sequence[Fold]) -> list[Losses]:
    """Losses of every candidate, in the order of the grid. Candidates with the same trees share them."""
    found = {
        settings: Losses(
            plain=np.empty(len(rows)),
            described=np.empty(len(rows)),
            partitions=np.empty((len(folds), len(rows)), dtype=np.intp),
        )
        for settings in grid
    }
    for place, (fitting, held) in enumerate(folds):
        part, out = rows.take(fitting), rows.take(held)
        kinds = {key: find_kinds(part, settings) for key, settings in {kind_of(one): one for one in grid}.items()}
        for alike in by_trees(grid):
            codes = grow(part, alike[0]).codes(rows.activations)
            tried: dict[bytes, tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]] = {}
            for settings in alike:
                partitioning = partition_codes(
                    part, codes[fitting], scaled(settings, len(part) / len(rows)), kinds[kind_of(settings)]
                )
                key = partitioning.membership.tobytes()
                if key not in tried:
                    tried[key] = hold_out(part, out, partitioning, partitioning.assign(codes)[0], held)
                losses = found[settings]
                losses.plain[held], losses.described[held], losses.partitions[place] = tried[key]
    return [found[settings] for settings in grid]


def try_tree(rows: FitRows, leaves: int, folds: Sequence[Fold]) -> float:
    """Fidelity, on rows held out, of a tree with so many leaves that predicts the network from the columns."""
    lost = 0.0
    for fitting, held in folds:
        part, out = rows.take(fitting), rows.take(held)
        tree = fit_direct_tree(part, leaves=leaves, seed=0)
        lost += float(loss(out, tree_answers(tree, rows.task, out.columns), part).sum())
    return 1 - lost / len(rows)


def by_trees(grid: Sequence[CodeBookSettings]) -> list[list[CodeBookSettings]]:
    """Candidates grouped by the trees that they share."""
    groups: dict[object, list[CodeBookSettings]] = {}
    for settings in grid:
        groups.setdefault((settings.order, settings.tree_settings), []).append(settings)
    return list(groups.values())


def kind_of(settings: CodeBookSettings) -> tuple[float, int]:
    """What the kinds of behaviour depend on: candidates that share it share them."""
    return settings.nearness, settings.max_partitions


def scaled(settings: CodeBookSettings, share: float) -> CodeBookSettings:
    """The same candidate for a part of the rows: support is a number of rows."""
    return replace(settings, min_support=max(1, round(settings.min_support * share)))


def hold_out(
    part: FitRows, out: FitRows, partitioning: Partitioning, member: NDArray[np.intp], held: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Losses of the partitions and of their map on rows held out, and the partition of every fit row."""
    values = partitioning.values
    described = answer_held_out(part, out, partitioning, partitioning.membership, name_weight=NAME_WEIGHTS[-1], seed=0)
    return loss(out, values[member[held]], part), loss(out, described, part), member


def score(losses: Losses) -> Score:
    """The three axes and the size of one candidate."""
    pairs = list(combinations(losses.partitions, 2))
    return Score(
        fidelity=1 - float(losses.plain.mean()),
        described=1 - float(losses.described.mean()),
        stability=float(np.mean([adjusted_rand_score(one, other) for one, other in pairs])),
        partitions=float(np.mean([len(np.unique(partition)) for partition in losses.partitions])),
    )


def pareto_front(scores: Sequence[Score]) -> set[int]:
    """Places of the candidates that no other clearly beats.

    One clearly beats another if it is at least as good on all axes and better on one by more than chance gives.
    """
    axes = np.array([(one.described, one.fidelity, one.stability, -round(one.partitions)) for one in scores])
    clearly = np.array([WORTH, WORTH, STABILITY_BAND, 0.0])
    beaten = [bool(((axes >= one).all(axis=1) & (axes > one + clearly).any(axis=1)).any()) for one in axes]
    return {place for place, lost in enumerate(beaten) if not lost}


def choose(scores: Sequence[Score], losses: Sequence[Losses], front: Sequence[int], target_fidelity: float) -> int:
    """The place of the candidate on the front that ``RULE`` takes."""
    left = list(front)
    reaching = [place for place in left if scores[place].fidelity >= target_fidelity]
    left = reaching or near_best(left, [one.plain for one in losses])
    left = near_best(left, [one.described for one in losses])
    steadiest = max(scores[place].stability for place in left)
    left = [place for place in left if scores[place].stability >= steadiest - STABILITY_BAND]
    return min(left, key=lambda place: (round(scores[place].partitions), place))


def without_needless_nearness(grid: Sequence[CodeBookSettings], scores: Sequence[Score]) -> list[int]:
    """Places of the candidates of one nearness: the least that descriptions do with, on average over candidates.

    The best candidate would not do for the comparison: where descriptions need nearness, one without it can be lucky.
    """
    by_nearness: dict[float, list[int]] = {}
    for place, settings in enumerate(grid):
        by_nearness.setdefault(settings.nearness, []).append(place)
    described = {
        nearness: float(np.mean([scores[place].described for place in places]))
        for nearness, places in by_nearness.items()
    }
    enough = min(near for near, mean in described.items() if mean >= max(described.values()) - NEARNESS_WORTH)
    return by_nearness[enough]


def near_best(places: Sequence[int], losses: Sequence[NDArray[np.float64]]) -> list[int]:
    """Those whose mean loss is within one standard error (paired, over rows), or WORTH, of the smallest."""
    best = min(places, key=lambda place: float(losses[place].mean()))
    kept = []
    for place in places:
        more = losses[place] - losses[best]
        if more.mean() <= max(WORTH, more.std() / np.sqrt(len(more))):
            kept.append(place)
    return kept
