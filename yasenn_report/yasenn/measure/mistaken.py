"""How often the network is wrong in each partition, held against other partitions: all, and those that decide alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.gaps import Gap
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.gaps import read_gaps, sum_gaps
from yasenn_report.yasenn.measure.sums import RateSums, Units, added

FEWEST_ROWS = 20
"""Evaluation rows from which on a partition is compared: one with fewer would only widen the bounds of all others."""
ERROR_RATE = "error rate"
NO_LABELS = NotRun(reason="no --target was given: there are no labels to compare with")
NO_DECISIONS = NotRun(reason="values are not decided between")
ONE_PARTITION = NotRun(reason="there is one partition only, and no other to compare it with")
ALONE = NotRun(reason="no other partition decides the same class")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MistakeSums:
    """Rows on which the network is wrong against the label, from ``measure.gaps.sum_gaps`` by partition."""

    everywhere: RateSums
    """In the partition, and in all others."""
    alike: RateSums
    """In the partition, and in others whose value decides the same class: of rows on which the network decides so
    too. Without any rows for values."""

    def __add__(self, other: "MistakeSums") -> "MistakeSums":
        return MistakeSums(**added(self, other))


def sum_mistakes(
    explanation: Explanation,
    units: Units,
    outputs: NDArray[np.float64],
    member: NDArray[np.intp],
    wrong: NDArray[np.bool_],
) -> MistakeSums:
    """Count the rows of a chunk.

    Args:
        explanation: what was fitted.
        units: the rows' weights and groups.
        outputs: of the network, (rows, outputs).
        member: index of each row's partition, (rows,).
        wrong: on which rows the network is wrong, (rows,).
    """
    task, values = explanation.task, explanation.partitioning.values
    inside = member[:, None] == np.arange(len(values))
    among = np.zeros_like(inside)
    if task.classes:
        said = task.decisions(values)
        agrees = task.decisions(outputs) == said[member]
        among = agrees[:, None] & (said[member][:, None] == said)
    return MistakeSums(
        everywhere=sum_gaps(units, inside, wrong[:, None]),
        alike=sum_gaps(units, inside, wrong[:, None], among),
    )


def has_labels(explanation: Explanation) -> bool:
    """Whether the network's decisions or values can be held against labels."""
    return explanation.usual_label is not None or explanation.label_scale is not None


def compare_partitions(explanation: Explanation, sums: MistakeSums, *, confidence: float) -> tuple[Gap | NotRun, ...]:
    """By partition: how often the network is wrong in it and in all others together; or why it is not compared."""
    partitions = len(explanation.partitioning.partitions)
    if not has_labels(explanation):
        return (NO_LABELS,) * partitions
    if partitions == 1:
        return (ONE_PARTITION,)
    return compare(sums.everywhere, [None] * partitions, confidence=confidence)


def compare_paths(explanation: Explanation, sums: MistakeSums, *, confidence: float) -> tuple[Gap | NotRun, ...]:
    """By partition: the same against others that decide the same class, on rows where the network decides so too."""
    task, values = explanation.task, explanation.partitioning.values
    if not task.classes or not has_labels(explanation):
        return (NO_LABELS if task.classes else NO_DECISIONS,) * len(values)
    said = task.decisions(values)
    return compare(
        sums.alike, [ALONE if (said == one).sum() == 1 else None for one in said.tolist()], confidence=confidence
    )


def compare(sums: RateSums, missing: list[NotRun | None], *, confidence: float) -> tuple[Gap | NotRun, ...]:
    """The gaps of all partitions that have rows enough, and of which nothing is missing.

    How many are compared depends on numbers of rows alone, never on errors.
    """
    here, elsewhere = np.split(sums.rows, 2)
    rows = np.minimum(here, elsewhere).tolist()
    compared = [rows[place] >= FEWEST_ROWS and missing[place] is None for place in range(len(missing))]
    gaps = read_gaps(ERROR_RATE, sums, confidence=confidence, family=max(1, sum(compared)), of="partitions")
    return tuple(
        found if chosen else why or too_few(number)
        for found, chosen, why, number in zip(gaps, compared, missing, rows, strict=True)
    )


def too_few(rows: int) -> NotRun:
    """Why a partition is not compared that has so many evaluation rows, or is to be compared with so many."""
    return NotRun(reason=f"shares are compared from {FEWEST_ROWS} evaluation rows on; here are {rows}")
