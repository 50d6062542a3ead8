"""The part on groups of sensitive columns: rates over all rows, and the gaps that chance does not explain."""

from collections.abc import Iterator
from dataclasses import dataclass

from yasenn_report.numbers import count, percent, points
from yasenn_report.record import Record
from yasenn_report.record.groups import GroupGap, GroupRates, Groups, SensitiveColumn, SensitiveGroup
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view.group_words import (
    called,
    counted,
    explained,
    name_of,
    named,
    sentence,
    two_classes,
    what,
    wrongly,
)
from yasenn_report.report.view.lists import most_of, top
from yasenn_report.report.view.words import Reading, read

GAPS_SHOWN = 6
GRAVEST = ("YR041", "YR042", "YR040")
"""Gaps of errors before those of shares, which are no errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group at one place."""

    name: str
    rows: str
    """With its share of the place's rows."""
    rates: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """The groups of one column at one place."""

    caption: str
    heads: tuple[str, ...]
    """Over the rates."""
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One gap."""

    code: str
    place: str
    what: str
    """What is counted, of which group."""
    here: Reading
    elsewhere: Reading
    least: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPart:
    """The part."""

    sentence: str
    """What was found in all, or why nothing was looked at."""
    explained: tuple[str, ...]
    """What each rate says, in sentences; empty where nothing was looked at."""
    tables: tuple[GroupTable, ...]
    gaps: tuple[GapRow, ...]
    more: str
    counted: str
    """How many comparisons were made, and how many were not."""


def make_groups(record: Record) -> GroupsPart:
    """Groups of the columns of ``--sensitive``."""
    groups = record.groups
    if isinstance(groups, NotRun):
        return GroupsPart(
            sentence=f"Rates by group were not counted: {groups.reason}.",
            explained=(),
            tables=(),
            gaps=(),
            more="",
            counted="",
        )
    gaps = sorted(groups.gaps, key=lambda gap: GRAVEST.index(gap.code))
    shown = top(gaps, most_of(record, GAPS_SHOWN), "gap")
    return GroupsPart(
        sentence=sentence(groups),
        explained=tuple(explained(record)),
        tables=tuple(table for column in groups.columns for table in tables(record, column)),
        gaps=tuple(gap_row(record, groups, gap) for gap in shown.shown),
        more=shown.more,
        counted=counted(groups),
    )


def tables(record: Record, column: SensitiveColumn) -> Iterator[GroupTable]:
    """The groups over all evaluation rows; in a full report by partition too."""
    yield GroupTable(
        caption=f"Groups of {called(column)}, over all evaluation rows",
        heads=tuple(heads(record, whole=True)),
        rows=tuple(
            group_row(name_of(column, group), group.everywhere, tuple(whole_rates(record, group)))
            for group in column.groups
        ),
    )
    if record.presentation.detail != "full":
        return
    for index, partition in enumerate(record.partitions):
        yield GroupTable(
            caption=f"Groups of {called(column)} in {partition.label}",
            heads=tuple(heads(record, whole=False)),
            rows=tuple(
                group_row(
                    name_of(column, group),
                    group.partitions[index],
                    tuple(partition_rates(record, group.partitions[index])),
                )
                for group in column.groups
            ),
        )


def heads(record: Record, *, whole: bool) -> Iterator[str]:
    """What stands over the rates."""
    labelled = not isinstance(record.table.target, NotRun)
    if two_classes(record) and whole:
        second = named(record, 1)
        yield from (f"Label {second}", f"Decided {second}") if labelled else (f"Decided {second}",)
    if labelled:
        yield "Wrong"
        if two_classes(record):
            yield from (wrongly(record, 1), wrongly(record, 0))
    yield "Disagreement"
    if not whole:
        yield "Distillation error"


def whole_rates(record: Record, group: SensitiveGroup) -> Iterator[Reading]:
    """In the order of the heads."""
    if two_classes(record):
        if not isinstance(record.table.target, NotRun):
            yield read(group.labelled_second)
        yield read(group.decided_second)
    yield from rates(record, group.everywhere)


def partition_rates(record: Record, found: GroupRates) -> Iterator[Reading]:
    """Likewise, in a partition: there is room for the mean of the distillation error."""
    yield from rates(record, found)
    yield read(found.distillation_error)


def rates(record: Record, found: GroupRates) -> Iterator[Reading]:
    """What stands in both kinds of tables."""
    if not isinstance(record.table.target, NotRun):
        yield read(found.error_rate)
        if two_classes(record):
            yield read(found.wrongly_second)
            yield read(found.wrongly_first)
    yield read(found.disagreement)


def group_row(name: str, found: GroupRates, readings: tuple[Reading, ...]) -> GroupRow:
    """One line."""
    share = found.share
    said = "" if isinstance(share, NotRun) else f", {percent(share.value)}"
    return GroupRow(name=name, rows=f"{count(found.evaluation_rows)}{said}", rates=readings)


def gap_row(record: Record, groups: Groups, gap: GroupGap) -> GapRow:
    """One line."""
    column = next(column for column in groups.columns if column.column == gap.column)
    low, high = gap.difference.low, gap.difference.high
    return GapRow(
        code=gap.code,
        place="all evaluation rows" if gap.partition is None else f"in {gap.partition}",
        what=f"{what(record, gap.metric)}, {called(column)} is {name_of(column, column.groups[gap.group])}",
        here=read(gap.here),
        elsewhere=read(gap.elsewhere),
        least=points(max(low, -high), "down"),
    )
