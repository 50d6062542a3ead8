"""Put together what holds of the groups of all columns, and find the gaps that chance does not explain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.gaps import difference, gap
from yasenn_report.yasenn.group_rates import (
    FEWEST_COMPARED,
    KINDS,
    GapKind,
    GapsCompared,
    GroupGap,
    GroupMetric,
    Groups,
)
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.group_reader import Reader
from yasenn_report.yasenn.measure.groups import GroupErrors, GroupSums
from yasenn_report.yasenn.samples import Part, Sample

NONE_GIVEN = NotRun(reason="no --sensitive was given")
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
    withheld: bool
    here: tuple[Part, Sample]
    elsewhere: tuple[Part, Sample]

    @property
    def enough(self) -> bool:
        """Whether both sides have rows enough to be compared, and a rate that may be shown."""
        return not self.withheld and min(self.here[1].rows, self.elsewhere[1].rows) >= FEWEST_COMPARED

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


def list_cells(reader: Reader, metric: GroupMetric) -> Iterator[Cell]:
    """What may be compared: nothing where there is one group; a partition's share only with other partitions'."""
    sums = reader.sums.get((reader.column, metric))
    if sums is None or reader.groups < PAIR:
        return
    for place in range(1 if metric == "share" else 0, 1 + len(reader.explanation.partitioning.partitions)):
        for group in range(reader.groups):
            at = reader.at(place, group)
            yield Cell(
                column=reader.column,
                metric=metric,
                place=place,
                group=group,
                pair=reader.groups == PAIR,
                withheld=reader.hides(metric, place, group),
                here=(sums.missed(at), sums.sample(at)),
                elsewhere=(sums.missed(at + reader.groups), sums.sample(at + reader.groups)),
            )


def read_groups(
    explanation: Explanation, sums: GroupSums, errors: GroupErrors, *, confidence: float
) -> Groups | NotRun:
    """Estimates by group from ``groups.sum_groups`` and ``groups.sum_group_errors``, and the gaps between them.

    The bounds of gaps hold for all comparisons of a kind at once (``gaps.LEVEL``), over all columns.
    """
    if not explanation.groupings:
        return NONE_GIVEN
    readers = [Reader.of(explanation, sums, errors, column, confidence) for column in range(len(explanation.groupings))]
    cells: dict[GapKind, list[Cell]] = {
        kind: [cell for metric in metrics for reader in readers for cell in list_cells(reader, metric)]
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
