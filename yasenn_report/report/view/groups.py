"""The part on groups of sensitive columns: rates over all rows, and the gaps that chance does not explain."""

from collections.abc import Iterator
from dataclasses import dataclass

from yasenn_report.numbers import count, percent
from yasenn_report.record import Record
from yasenn_report.record.groups import GroupRates, SensitiveColumn, SensitiveGroup
from yasenn_report.record.measured import Measured, NotRun
from yasenn_report.report.view.group_gaps import NO_GAPS, GapsTable, make_gaps
from yasenn_report.report.view.group_words import (
    WITHHELD,
    called,
    counted,
    explained,
    name_of,
    named,
    sentence,
    two_classes,
    wrongly,
)
from yasenn_report.report.view.words import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate as printed."""

    value: str
    """The number, ``withheld`` or ``not run``."""
    of: str
    """How many rows it is a share of, where these are not all of the group's; else empty."""
    interval: str
    """Its bounds, or the reason why there is none; empty where it is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group at one place."""

    name: str
    rows: str
    """With its share of the place's rows."""
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTable:
    """The groups of one column at one place."""

    caption: str
    heads: tuple[str, ...]
    """Over the rates."""
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPart:
    """The part."""

    sentence: str
    """What was found in all, or why nothing was looked at."""
    explained: tuple[str, ...]
    """What each rate says, in sentences; empty where nothing was looked at."""
    tables: tuple[GroupTable, ...]
    gaps: GapsTable
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
            gaps=NO_GAPS,
            counted="",
        )
    return GroupsPart(
        sentence=sentence(groups),
        explained=tuple(explained(record)),
        tables=tuple(table for column in groups.columns for table in tables(record, column)),
        gaps=make_gaps(record, groups),
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


def whole_rates(record: Record, group: SensitiveGroup) -> Iterator[Rate]:
    """In the order of the heads."""
    if two_classes(record):
        if not isinstance(record.table.target, NotRun):
            yield rate(group.labelled_second)
        yield rate(group.decided_second)
    yield from rates(record, group.everywhere)


def partition_rates(record: Record, found: GroupRates) -> Iterator[Rate]:
    """Likewise, in a partition: there is room for the mean of the distillation error."""
    yield from rates(record, found)
    yield rate(found.distillation_error)


def rates(record: Record, found: GroupRates) -> Iterator[Rate]:
    """What stands in both kinds of tables."""
    if not isinstance(record.table.target, NotRun):
        yield rate(found.error_rate)
        if two_classes(record):
            yield rate(found.wrongly_second, partial=True)
            yield rate(found.wrongly_first, partial=True)
    yield rate(found.disagreement)


def rate(found: Measured, *, partial: bool = False) -> Rate:
    """One rate; a partial one is a share of some of the group's rows only."""
    if isinstance(found, NotRun) and found.reason == WITHHELD:
        return Rate(value="withheld", of="", interval="")
    reading = read(found)
    of = f"of {count(found.rows)}" if partial and not isinstance(found, NotRun) else ""
    return Rate(value=reading.value, of=of, interval=reading.interval)


def group_row(name: str, found: GroupRates, said: tuple[Rate, ...]) -> GroupRow:
    """One line."""
    share = "" if isinstance(found.share, NotRun) else f", {percent(found.share.value)}"
    return GroupRow(name=name, rows=f"{count(found.evaluation_rows)}{share}", rates=said)
