"""Groups measured on rows that are written by hand: their entries, partitions, labels and what is wrong of them."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
from fidelities import fidelity
from tallies import units
from tasks import BINARY

from yasenn_report.inputs.table_files.sides import Sensitive
from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.group_rates import Groups
from yasenn_report.yasenn.grouping import Grouping, make_groupings
from yasenn_report.yasenn.measure.group_gaps import read_groups
from yasenn_report.yasenn.measure.groups import (
    GroupErrors,
    GroupSums,
    find_outcomes,
    sum_group_errors,
    sum_groups,
)
from yasenn_report.yasenn.measure.sums import Units


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Evaluation rows; arrays of (rows,)."""

    columns: dict[str, np.ndarray]
    """Entries by sensitive column."""
    member: np.ndarray
    """Partition of each row."""
    decided: np.ndarray
    """Decided class, 0 or 1."""
    disagrees: np.ndarray
    """Whether the partition's value disagrees."""
    truth: np.ndarray | None = None
    task: Task = BINARY
    partitions: int = 2

    @property
    def groupings(self) -> tuple[Grouping, ...]:
        """Of rows that are all fit rows too."""
        return groupings(self.columns)

    def sums(self, of: Units | None = None, chosen: np.ndarray | None = None) -> tuple[GroupSums, GroupErrors]:
        """The sums of all rows, or of chosen ones."""
        rows = np.arange(len(self.member)) if chosen is None else chosen
        of = units(len(rows)) if of is None else of
        outputs = np.eye(2)[self.decided[rows]]
        truth = None if self.truth is None else self.truth[rows]
        mistaken = np.zeros(len(rows), dtype=bool) if truth is None else self.decided[rows] != truth
        wrong = np.column_stack([mistaken, self.disagrees[rows]])
        inside = self.member[rows, None] == np.arange(self.partitions)
        sides = self.groupings, [entries[rows] for entries in self.columns.values()], inside
        return (
            sum_groups(of, *sides, find_outcomes(self.task, outputs, truth, wrong)),
            sum_group_errors(of, *sides, self.disagrees[rows] * 0.5),
        )

    def read(self, of: Units | None = None) -> Groups:
        """What is read off the sums."""
        explanation = SimpleNamespace(
            groupings=self.groupings, task=self.task, partitioning=SimpleNamespace(partitions=[None] * self.partitions)
        )
        found = read_groups(explanation, *self.sums(of), confidence=0.95)  # type: ignore[arg-type]
        assert not isinstance(found, NotRun)
        return found

    def fidelity(self) -> Fidelity:
        """The same beside what else is measured."""
        counts = [
            (int(self.disagrees[self.member == place].sum()), int((self.member == place).sum()))
            for place in range(self.partitions)
        ]
        return replace(fidelity(*counts), groups=self.read())


def groupings(columns: dict[str, np.ndarray]) -> tuple[Grouping, ...]:
    """Groups of columns whose rows are all fit rows."""
    return make_groupings(
        [Sensitive(name=name, labels=entries) for name, entries in columns.items()],
        np.arange(len(next(iter(columns.values())))),
    )


def like(rows: int, *, seed: int = 0, error: dict[tuple[str, int], float] | None = None, share: float = 0.4) -> Rows:
    """Women (a share of the rows) and men in two partitions of equal size, labels that are as often yes as no.

    Args:
        rows: how many.
        seed: of the draw.
        error: chance of a wrong decision and of a disagreement by entry and partition; 0.1 where nothing is said.
        share: of the women in both partitions.
    """
    rng = np.random.default_rng(seed)
    sex = np.where(rng.random(rows) < share, "Female", "Male")
    member, truth = rng.integers(0, 2, rows), rng.integers(0, 2, rows)
    chance = np.array([(error or {}).get(key, 0.1) for key in zip(sex.tolist(), member.tolist(), strict=True)])
    wrong = rng.random(rows) < chance
    return Rows(
        columns={"sex": sex},
        member=member,
        decided=np.where(wrong, 1 - truth, truth),
        disagrees=rng.random(rows) < chance,
        truth=truth,
    )
