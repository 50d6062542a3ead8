"""Groups of sensitive columns: how often each is where, decided how, and wrong, by sums over evaluation rows.

Sums are by place: first all evaluation rows, then each partition. At a place there is an entry for each group, and
after these one for all other rows of the place, group by group.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.grouping import Grouping
from yasenn_report.yasenn.measure.gaps import sum_gaps
from yasenn_report.yasenn.measure.sums import MeanSums, RateSums, Units, sum_means, sum_rates

BINARY = 2
Rows = NDArray[np.bool_]
Outcomes = dict[str, tuple[Rows, Rows]]
"""By metric: rows that are counted, and rows that take part, (rows,) each."""
GroupSums = dict[tuple[int, str], RateSums]
"""By index of the column and metric."""
GroupErrors = dict[int, MeanSums]
"""By index of the column: the distillation error by place and group, without the other rows."""
Joined = TypeVar("Joined", RateSums, MeanSums)


def find_outcomes(task: Task, outputs: NDArray[np.float64], truth: NDArray[np.float64] | None, wrong: Rows) -> Outcomes:
    """What is counted of each group, but for its share.

    Args:
        task: what the network decides.
        outputs: of the network, (rows, outputs).
        truth: labels, (rows,); None without labels.
        wrong: from ``erring.find_errors``, (rows, 2).
    """
    every = np.ones(len(outputs), dtype=bool)
    found: Outcomes = {"disagreement": (wrong[:, 1], every)}
    if truth is not None:
        found["error rate"] = (wrong[:, 0], every)
    if task.classes and len(task.class_names) == BINARY:
        second = np.asarray(task.decisions(outputs) == 1)
        found["decided second"] = (second, every)
        if truth is not None:
            found["labelled second"] = (truth == 1, every)
            found["wrongly second"] = (second, truth == 0)
            found["wrongly first"] = (~second, truth == 1)
    return found


def sum_groups(
    units: Units,
    groupings: Sequence[Grouping],
    labels: Sequence[NDArray[np.str_]],
    inside: Rows,
    outcomes: Outcomes,
) -> GroupSums:
    """Sums of all shares of all groups at all places.

    Args:
        units: the rows' weights and groups.
        groupings: of the sensitive columns.
        labels: their entries, (rows,) each.
        inside: which partition each row is in, (rows, partitions).
        outcomes: from ``find_outcomes``.
    """
    places, sums = list_places(inside), GroupSums()
    for column, (grouping, entries) in enumerate(zip(groupings, labels, strict=True)):
        group = members(grouping, entries)
        sums[column, "share"] = joined(
            [sum_shares(some(units, rows), group[rows]) for here in places for rows in (here, ~here)]
        )
        for metric, (missed, among) in outcomes.items():
            sums[column, metric] = joined(
                [sum_gaps(some(units, rows), group[rows], missed[rows, None], among[rows, None]) for rows in places]
            )
    return sums


def sum_group_errors(
    units: Units,
    groupings: Sequence[Grouping],
    labels: Sequence[NDArray[np.str_]],
    inside: Rows,
    error: NDArray[np.float64],
) -> GroupErrors:
    """Sums of the distillation error (rows,) of all groups at all places; else as ``sum_groups``."""
    places, sums = list_places(inside), GroupErrors()
    for column, (grouping, entries) in enumerate(zip(groupings, labels, strict=True)):
        group = members(grouping, entries)
        sums[column] = joined([sum_means(some(units, rows), error[rows, None], group[rows]) for rows in places])
    return sums


def list_places(inside: Rows) -> list[Rows]:
    """All rows, and the rows of each partition, (rows,) each; from (rows, partitions)."""
    return [np.ones(len(inside), dtype=bool), *inside.T]


def members(grouping: Grouping, labels: NDArray[np.str_]) -> Rows:
    """Which group each row is in, (rows, groups)."""
    return np.asarray(grouping.assign(labels)[:, None] == np.arange(len(grouping.groups)))


def some(units: Units, rows: Rows) -> Units:
    """The units of some rows, (rows,); a unit that has none of them counts for nothing."""
    return Units(
        weights=units.weights[rows], group=None if units.group is None or not rows.any() else units.group[rows]
    )


def sum_shares(units: Units, group: Rows) -> RateSums:
    """Shares of each group (rows, groups) among all of these rows."""
    return sum_rates(units, np.ones_like(group), group)


def joined(parts: Sequence[Joined]) -> Joined:
    """Sums one behind the other."""
    kind = type(parts[0])
    return kind(**{one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(kind)})
