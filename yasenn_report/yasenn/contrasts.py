"""Why here and not there: pairs of partitions whose codes run together and then part, and what tells them apart.

Everything here is found and fitted on fit rows; how well the models hold is measured elsewhere, on evaluation rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.numbers import number
from yasenn_report.yasenn.bounds import required_f1
from yasenn_report.yasenn.codebook import CodeBook
from yasenn_report.yasenn.describe import (
    FOLDS,
    LogisticDescription,
    NoDescription,
    TreeDescription,
    describe_by_logistic,
    describe_by_tree,
)
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.parting import Parting, count_matches, find_parting
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.spread import spread_of

MOST_CONTRASTS = 3
CONTRAST_DEPTH = 2
CONTRAST_TERMS = 3

Pair = tuple[int, int]
"""Indices of two partitions, the larger partition (the smaller index) first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contrast:
    """Two partitions, where they part, and what tells them apart in columns."""

    first: int
    """Index of the larger partition."""
    second: int
    """Index of the smaller one: the model holds for its rows and not for those of the first."""
    asked: bool
    """Whether the user asked for this pair."""
    parting: Parting
    model: TreeDescription | LogisticDescription | None
    """Fitted to the fit rows of the two partitions alone; None where there are too few."""
    missing: NoDescription | None
    """Why there is no model, or why it cannot be relied on to tell the two apart."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contrasts:
    """The pairs of partitions that are held against each other."""

    pairs: tuple[Contrast, ...]
    """At most three with different answers, those of which most fit rows run together first; then those that the user
    asked for beside them."""
    different: int
    """Pairs of partitions with different decisions, or with clearly different values."""
    running_together: int
    """Those of them of which some matched fit rows run together."""


def make_contrasts(
    rows: FitRows, book: CodeBook, *, asked: Sequence[str], error_limit: float, min_quality: float, seed: int
) -> Contrasts:
    """Find the pairs of partitions whose codes run together and part with different answers, and tell them apart.

    Args:
        rows: the fit rows.
        book: the code book that was fitted to them.
        asked: pairs of labels, as ``P3:P7``, that are wanted in any case.
        error_limit: for values, standard deviations of the output by which values must differ.
        min_quality: as for ``describe.describe``, 0 to 1.
        seed: for folds and ties.

    Raises:
        AuditError: a pair was asked for that there is not.
    """
    partitioning = book.partitioning
    wanted = find_pairs(asked, [partition.label for partition in partitioning.partitions])
    matched = count_matches(partitioning.trie.walk(book.distillation.codes(rows.activations)), partitioning)
    different = different_pairs(rows, partitioning.values, error_limit)
    partings = {
        pair: find_parting(matched[:, *pair], book.distillation) for pair in dict.fromkeys([*different, *wanted])
    }
    running = [pair for pair in different if partings[pair].together > 0]
    leading = sorted(running, key=lambda pair: (-partings[pair].together, pair))[:MOST_CONTRASTS]
    return Contrasts(
        pairs=tuple(
            contrast(rows, partitioning, pair, partings[pair], asked=pair in wanted, min_quality=min_quality, seed=seed)
            for pair in dict.fromkeys([*leading, *wanted])
        ),
        different=len(different),
        running_together=len(running),
    )


def find_pairs(asked: Sequence[str], labels: Sequence[str]) -> list[Pair]:
    """The pairs that ``P3:P7`` and the like name.

    Raises:
        AuditError: one names no two partitions, or one that there is not; the message lists the labels.
    """
    pairs = []
    for text in asked:
        named = text.split(":")
        there = f"the partitions are {', '.join(labels)}"
        if len(labels) < 2:
            raise AuditError(
                f"--contrast {quoted(text)}: there is one partition only, P1, and nothing to hold it against"
            )
        if len(named) != 2 or named[0] == named[1]:
            raise AuditError(f"--contrast {quoted(text)} is no pair of two partitions, as P1:P2; {there}")
        for label in named:
            if label not in labels:
                raise AuditError(f"--contrast {quoted(text)}: there is no partition {quoted(label)}; {there}")
        first, second = sorted(labels.index(label) for label in named)
        pairs.append((first, second))
    return pairs


def different_pairs(rows: FitRows, values: NDArray[np.float64], error_limit: float) -> list[Pair]:
    """Pairs of partitions that decide otherwise, or whose values (partitions, outputs) differ clearly.

    Values differ clearly if a row with the one value would be a miss under the other: if they are further apart than
    the error limit, in standard deviations of the fit rows' outputs (root mean square over outputs).
    """
    pairs = combinations(range(len(values)), 2)
    if rows.classes:
        decided = rows.task.decisions(values)
        return [(one, other) for one, other in pairs if decided[one] != decided[other]]
    spread = spread_of(rows.outputs)
    scaled = values / np.where(spread > 0, spread, 1.0)
    distance = np.sqrt(((scaled[:, None] - scaled[None]) ** 2).mean(axis=2))
    return [(one, other) for one, other in pairs if distance[one, other] > error_limit]


def contrast(
    rows: FitRows,
    partitioning: Partitioning,
    pair: Pair,
    parting: Parting,
    *,
    asked: bool,
    min_quality: float,
    seed: int,
) -> Contrast:
    """Tell the fit rows of the second partition from those of the first."""
    first, second = pair
    mine = np.isin(partitioning.membership, pair)
    model, missing = tell_apart(
        rows.columns[mine], partitioning.membership[mine] == second, min_quality=min_quality, seed=seed
    )
    return Contrast(first=first, second=second, asked=asked, parting=parting, model=model, missing=missing)


def tell_apart(
    columns: NDArray[np.float64], inside: NDArray[np.bool_], *, min_quality: float, seed: int
) -> tuple[TreeDescription | LogisticDescription | None, NoDescription | None]:
    """The better of a small tree and a logistic regression of few columns, and why not to rely on it, if so.

    Args:
        columns: explanation columns of the fit rows of two partitions, (rows, columns).
        inside: which of them are in the second one, (rows,).
        min_quality: how much of the way from naming every row to naming the right ones the model must go, 0 to 1.
        seed: for folds and ties.
    """
    few = int(min(inside.sum(), (~inside).sum()))
    if few < FOLDS:
        return None, NoDescription(reason=f"only {few} fit rows in one of the two to tell apart")
    tree = describe_by_tree(columns, inside, seed=seed, depth=CONTRAST_DEPTH)
    logistic = describe_by_logistic(columns, inside, seed=seed, most_terms=CONTRAST_TERMS)
    model = tree if tree.quality >= logistic.quality else logistic
    required = required_f1(min_quality, float(inside.mean()))
    if model.quality >= required:
        return model, None
    return model, NoDescription(
        reason=f"neither a tree of depth {CONTRAST_DEPTH} nor a logistic regression of {CONTRAST_TERMS} columns tells "
        f"them apart in these columns (best cross-validated F1 {number(model.quality)}; a pair of these sizes needs "
        f"{number(required)})"
    )
