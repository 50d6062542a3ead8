"""Merge codes that lead to the same behaviour: first around prototypes of behaviour, then by Ward's rule."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2
from scipy.stats import rankdata

from yasenn_report.yasenn.spread import spread_of

ROUNDS = 20  # of k-means; one number per row settles in about ten


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prototypes:
    """Kinds of behaviour found among the fit rows, before any code is looked at.

    They don't change with the trees, so refits find the same partitions again. Measured against Ward's rule from the
    codes up (adjusted Rand index of bootstraps, four partitions, six leaves, four trees): COMPAS 0.82 instead of 0.65,
    XOR 0.83 instead of 0.54, at the same fidelity.
    """

    alike: NDArray[np.float64]
    """What makes fit rows alike, (rows, features)."""
    centres: dict[int, NDArray[np.float64]]
    """Centres (prototypes, features) by decided class; for values, all under 0."""


def find_prototypes(
    outputs: NDArray[np.float64],
    decisions: NDArray[np.intp] | None,
    columns: NDArray[np.float64],
    *,
    nearness: float,
    count: int,
) -> Prototypes:
    """Find at most ``count`` prototypes, as many for each class that is decided.

    Args:
        outputs: the network's outputs for the fit rows, (rows, outputs).
        decisions: its decided class per row; None for values.
        columns: explanation columns, (rows, columns).
        nearness: weight of the place in the columns beside the behaviour, at least 0: how eagerly rows that behave
            alike far from each other are kept apart.
        count: as many prototypes as there may be partitions.
    """
    alike = np.hstack([behaviours(outputs, decisions), nearness * places(columns)])
    of_class = np.zeros(len(outputs), dtype=np.intp) if decisions is None else decisions
    classes = np.unique(of_class).tolist()
    each = max(1, count // len(classes))
    return Prototypes(alike=alike, centres={index: cluster(alike[of_class == index], each) for index in classes})


def group_codes(
    code_of_row: NDArray[np.intp],
    decided: NDArray[np.intp] | None,
    prototypes: Prototypes,
    *,
    max_partitions: int,
    min_support: int,
) -> NDArray[np.intp]:
    """The group number of each code: each joins the prototype most like it, then small groups are merged.

    Args:
        code_of_row: number of each fit row's code, (rows,).
        decided: the class that each code's mean output decides, (codes,): only its prototypes count; None for values.
        prototypes: of the same rows.
        max_partitions: no more groups than this.
        min_support: no group with fewer rows than this, unless there is only one.
    """
    group = nearest_prototypes(group_means(code_of_row, prototypes.alike), decided, prototypes)
    merged = merge(
        group_means(group[code_of_row], prototypes.alike),
        np.bincount(group[code_of_row]),
        max_partitions=max_partitions,
        min_support=min_support,
    )
    return merged[group]


def nearest_prototypes(
    codes: NDArray[np.float64], decided: NDArray[np.intp] | None, prototypes: Prototypes
) -> NDArray[np.intp]:
    """The number of the prototype of each code, from the means of its rows (codes, features); every number has a code.

    A class that codes decide but no row does has no prototype; its codes share one.
    """
    of_class = np.zeros(len(codes), dtype=np.intp) if decided is None else decided
    found, used = np.zeros(len(codes), dtype=np.intp), 0
    for index in np.unique(of_class).tolist():
        mine = of_class == index
        centres = prototypes.centres.get(index, codes[mine][:1])
        found[mine] = used + ((codes[mine][:, None, :] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        used += len(centres)
    return np.unique(found, return_inverse=True)[1]


def cluster(alike: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Centres of at most ``count`` clusters of rows (rows, features): k-means from evenly spaced quantiles.

    The rows are ordered along the direction in which they differ most; nothing is drawn at random.
    """
    if count == 1 or len(alike) == 1:
        return np.asarray(alike.mean(axis=0, keepdims=True))
    order = np.argsort(alike @ main_direction(alike), kind="stable")
    quantiles = ((np.arange(count) + 0.5) / count * len(alike)).astype(np.intp)
    start = np.unique(alike[order[quantiles]], axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a cluster may end empty: it keeps its centre, and nothing need join it
        return np.asarray(kmeans2(alike, start, iter=ROUNDS, minit="matrix")[0])


def main_direction(alike: NDArray[np.float64]) -> NDArray[np.float64]:
    """The direction (features,) along which rows (rows, features) differ most, by power iteration.

    Good enough to start from, the same on every machine, and without the threads of an eigenvalue routine, which cost
    seconds where other processes keep the cores busy.
    """
    covariance = np.atleast_2d(np.cov(alike, rowvar=False))
    direction = covariance[np.abs(covariance).sum(axis=1).argmax()]
    for _ in range(ROUNDS):
        longer = covariance @ direction
        length = np.sqrt((longer**2).sum())
        direction = longer / length if length > 0 else direction
    return np.asarray(direction)


def behaviours(outputs: NDArray[np.float64], decisions: NDArray[np.intp] | None) -> NDArray[np.float64]:
    """What makes two codes alike, per row: the outputs, and for classes also which class was decided.

    With the decision beside the probabilities, codes on two sides of the decision boundary are merged last: measured
    on breast cancer, agreement of the partitions rises by about one point.
    """
    if decisions is None:
        spread = spread_of(outputs)
        return np.asarray((outputs - outputs.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
    return np.hstack([outputs, np.eye(outputs.shape[1])[decisions]])


def places(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where rows lie in their columns, (rows, columns): standardised ranks, so that no outlier and no unit counts.

    Divided by the root of the number of columns: two rows drawn at random are as far apart whatever that number.
    """
    ranks = rankdata(columns, axis=0)
    spread = spread_of(ranks)
    return np.asarray((ranks - ranks.mean(axis=0)) / np.where(spread > 0, spread, 1.0) / np.sqrt(columns.shape[1]))


def group_means(group: NDArray[np.intp], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of ``values`` (rows, outputs) by group number, none of which is missing: (groups, outputs)."""
    rows = np.bincount(group)
    return np.column_stack([np.bincount(group, weights=column) / rows for column in values.T])


def merge(
    behaviour: NDArray[np.float64], rows: NDArray[np.intp], *, max_partitions: int, min_support: int
) -> NDArray[np.intp]:
    """Ward's rule: merge the two groups whose union adds least to the spread of behaviour within groups.

    Groups with too few rows find a partner first, smallest first; then pairs are merged down to ``max_partitions``.
    Returns the group number of each code.
    """
    centre, size = behaviour.copy(), rows.astype(np.float64)
    group = np.arange(len(rows))
    alive = np.ones(len(rows), dtype=bool)

    def join(one: int, other: int) -> None:
        centre[one] = (size[one] * centre[one] + size[other] * centre[other]) / (size[one] + size[other])
        size[one] += size[other]
        alive[other] = False
        group[group == other] = one

    while alive.sum() > 1 and size[alive].min() < min_support:
        smallest = int(np.where(alive, size, np.inf).argmin())
        join(smallest, int(union_cost(centre, size, alive, smallest).argmin()))
    partner, cost = np.zeros(len(rows), dtype=np.intp), np.full(len(rows), np.inf)
    stale = np.flatnonzero(alive)
    while alive.sum() > max_partitions:
        for index in stale.tolist():
            costs = union_cost(centre, size, alive, index)
            partner[index], cost[index] = costs.argmin(), costs.min()
        one = int(np.where(alive, cost, np.inf).argmin())
        other = int(partner[one])
        join(one, other)
        # Ward's cost to a union is never below that to its parts: only those whose partner is gone look again.
        stale = np.flatnonzero(alive & ((partner == one) | (partner == other) | (np.arange(len(rows)) == one)))
    return np.unique(group, return_inverse=True)[1]


def union_cost(
    centre: NDArray[np.float64], size: NDArray[np.float64], alive: NDArray[np.bool_], index: int
) -> NDArray[np.float64]:
    """What a union of group ``index`` with each other group adds to the sum of squares within groups."""
    cost = size[index] * size / (size[index] + size) * ((centre - centre[index]) ** 2).sum(axis=1)
    cost[index] = np.inf
    cost[~alive] = np.inf
    return np.asarray(cost, dtype=np.float64)
