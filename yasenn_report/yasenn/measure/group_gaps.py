"""Read off the sums what holds of each group, and find the gaps that chance does not explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, rate
from yasenn_report.yasenn.gaps import difference, gap
from yasenn_report.yasenn.group_rates import (
    FEWEST_COMPARED,
    FEWEST_SHOWN,
    KINDS,
    GapKind,
    GapsCompared,
    GroupGap,
    GroupMetric,
    GroupRates,
    Groups,
    MeasuredGroup,
)
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.groups import BINARY, GroupErrors, GroupSums
from yasenn_report.yasenn.measure.mistaken import NO_LABELS
from yasenn_report.yasenn.measure.partitions import mean_error
from yasenn_report.yasenn.samples import Part, Sample

NONE_GIVEN = NotRun(reason="no --sensitive was given")
FEW = NotRun(reason=f"fewer than {FEWEST_SHOWN} rows")
NOT_BINARY = NotRun(reason="the two kinds of wrong decisions are those of networks with two classes")
OF = "gaps between groups"
PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A share of one group at one place, and the same of the other rows there."""

    column: int
    metric: GroupMetric
    place: int
    """0 for all evaluation rows; partitions from 1 on."""
    group: int
    pair: bool
    """Whether there is one other group only: the comparisons of the two are one and the same."""
    here: tuple[Part, Sample]
    elsewhere: tuple[Part, Sample]

    @property
    def enough(self) -> bool:
        """Whether both sides have rows enough to be compared."""
        return min(self.here[1].rows, self.elsewhere[1].rows) >= FEWEST_COMPARED

    @property
    def counted(self) -> bool:
        """Whether it is a comparison of its own."""
        return not (self.pair and self.group)

    def found(self, family: int) -> bool:
        """Whether chance does not explain the gap: more errors here, or a share that is larger or smaller."""
        bounds = difference(self.metric, self.here, self.elsewhere, family, OF)
        if not isinstance(bounds, Estimate):
            return False
        return bounds.low > 0 or (bounds.high < 0 and self.metric == "share" and not self.pair)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the rates of one column's groups."""

    explanation: Explanation
    sums: GroupSums
    errors: GroupErrors
    column: int
    confidence: float

    @property
    def groups(self) -> int:
        """How many the column has."""
        return len(self.explanation.groupings[self.column].groups)

    def group(self, group: int) -> MeasuredGroup:
        """All that was measured of a group."""
        return MeasuredGroup(
            everywhere=self.rates(0, group),
            labelled_second=self.rate("labelled second", 0, group),
            decided_second=self.rate("decided second", 0, group),
            partitions=tuple(
                self.rates(place, group) for place in range(1, 1 + len(self.explanation.partitioning.partitions))
            ),
        )

    def rates(self, place: int, group: int) -> GroupRates:
        """Its rates at one place."""
        return GroupRates(
            evaluation_rows=self.rows(place, group),
            share=self.rate("share", place, group),
            error_rate=self.rate("error rate", place, group),
            wrongly_second=self.rate("wrongly second", place, group),
            wrongly_first=self.rate("wrongly first", place, group),
            disagreement=self.rate("disagreement", place, group),
            distillation_error=self.error(place, group),
        )

    def rate(self, metric: str, place: int, group: int) -> Measured:
        """One share; that of the group among the place's rows says no more than its number of rows."""
        sums = self.sums.get((self.column, metric))
        if sums is None:
            return self.missing(metric)
        at = self.at(place, group)
        sample = sums.sample(at)
        if metric != "share" and self.rows(place, group) and sample.rows < FEWEST_SHOWN:
            return FEW  # even of none: that no row of the group has a label says which they have
        return rate(metric, sums.missed(at), sample, confidence=self.confidence)

    def missing(self, metric: str) -> NotRun:
        """Why a share was not counted."""
        binary = self.explanation.task.classes and len(self.explanation.task.class_names) == BINARY
        return NO_LABELS if binary or metric == "error rate" else NOT_BINARY

    def rows(self, place: int, group: int) -> int:
        """How many rows of the group are there."""
        return int(self.sums[self.column, "disagreement"].rows[self.at(place, group)])

    def error(self, place: int, group: int) -> Measured:
        """The mean distillation error."""
        if 0 < self.rows(place, group) < FEWEST_SHOWN:
            return FEW
        sums = self.errors[self.column].at(place * self.groups + group)
        return mean_error(sums, classes=self.explanation.task.classes, confidence=self.confidence)

    def cells(self, metric: GroupMetric) -> Iterator[Cell]:
        """What may be compared: nothing where there is one group; a partition's share only with other partitions'."""
        sums = self.sums.get((self.column, metric))
        if sums is None or self.groups < PAIR:
            return
        for place in range(1 if metric == "share" else 0, 1 + len(self.explanation.partitioning.partitions)):
            for group in range(self.groups):
                at = self.at(place, group)
                yield Cell(
                    column=self.column,
                    metric=metric,
                    place=place,
                    group=group,
                    pair=self.groups == PAIR,
                    here=(sums.missed(at), sums.sample(at)),
                    elsewhere=(sums.missed(at + self.groups), sums.sample(at + self.groups)),
                )

    def at(self, place: int, group: int) -> int:
        """Where the sums of shares have a group at a place."""
        return place * 2 * self.groups + group


def read_groups(
    explanation: Explanation, sums: GroupSums, errors: GroupErrors, *, confidence: float
) -> Groups | NotRun:
    """Estimates by group from ``groups.sum_groups`` and ``groups.sum_group_errors``, and the gaps between them.

    The bounds of gaps hold for all comparisons of a kind at once (``gaps.LEVEL``), over all columns.
    """
    if not explanation.groupings:
        return NONE_GIVEN
    readers = [
        Reader(explanation=explanation, sums=sums, errors=errors, column=column, confidence=confidence)
        for column in range(len(explanation.groupings))
    ]
    cells: dict[GapKind, list[Cell]] = {
        kind: [cell for metric in metrics for reader in readers for cell in reader.cells(metric)]
        for kind, metrics in KINDS.items()
    }
    gaps = [one for found in cells.values() for one in find_gaps(found, confidence)]
    return Groups(
        columns=tuple(tuple(reader.group(group) for group in range(reader.groups)) for reader in readers),
        compared={kind: compare(found) for kind, found in cells.items()},
        gaps=tuple(sorted(gaps, key=lambda one: -one.least)),
    )


def compare(cells: Sequence[Cell]) -> GapsCompared:
    """How many comparisons there are of a kind."""
    counted = [cell.enough for cell in cells if cell.counted]
    return GapsCompared(compared=sum(counted), too_few=len(counted) - sum(counted))


def find_gaps(cells: Sequence[Cell], confidence: float) -> Iterator[GroupGap]:
    """The gaps of one kind that chance does not explain."""
    family = compare(cells).compared
    for cell in cells:
        if cell.enough and cell.found(family):
            yield GroupGap(
                metric=cell.metric,
                column=cell.column,
                group=cell.group,
                partition=cell.place - 1 if cell.place else None,
                gap=gap(cell.metric, cell.here, cell.elsewhere, confidence=confidence, family=family, of=OF),
            )
