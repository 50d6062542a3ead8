"""The part on groups of sensitive columns: rates over all rows, and the gaps that chance does not explain."""

from collections.abc import Iterator
from dataclasses import dataclass

from yasenn_report.numbers import band, count, percent, plural, points, setting
from yasenn_report.record import Record
from yasenn_report.record.groups import GroupGap, GroupMetric, GroupRates, Groups, SensitiveColumn, SensitiveGroup
from yasenn_report.record.measured import Measured, NotRun
from yasenn_report.report.task_words import class_name
from yasenn_report.report.view.lists import most_of, top
from yasenn_report.report.view.words import Reading, read

GAPS_SHOWN = 6
FEWEST_COMPARED = 20
LEVEL = 0.001
"""Both as the measuring has them, which pages do not import; a test holds them together."""
BINARY = 2
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


def sentence(groups: Groups) -> str:
    """What was found, in one sentence."""
    columns = ", ".join(column.column for column in groups.columns)
    if not groups.gaps:
        return f"Between the groups of {columns}, no gap was found that chance does not explain."
    found = plural(len(groups.gaps), "gap was", "gaps were")
    return f"Between the groups of {columns}, {found} found that chance does not explain."


def explained(record: Record) -> Iterator[str]:
    """How each number is to be read, for those who know no statistics."""
    classes = record.task.classes
    limit = f"{record.options.error_limit:g} standard deviations of the output"
    labelled = not isinstance(record.table.target, NotRun)
    yield (
        "Each rate is counted on the group's evaluation rows; below it stands where the rate may lie if all such rows "
        "could be counted. A group with fewer than 5 rows has no rates: they could be known of single persons."
    )
    if two_classes(record):
        second = named(record, 1)
        label = f"Label {second} is how often the outcome itself is {second} in the group. " if labelled else ""
        yield f"{label}Decided {second} is how often the network says {second}."
    if labelled:
        yield (
            "Wrong is how often the network's decision is not the label."
            if classes
            else f"Wrong is how often the network is off the label by more than {limit}."
        )
        if two_classes(record):
            first, second = named(record, 0), named(record, 1)
            yield (
                f"Wrongly {second} is counted among the rows whose label is {first} only: how often such a row is "
                f"decided {second} nevertheless. Wrongly {first} is the other way round."
            )
    yield (
        "Disagreement does not look at labels: it is how often the partition's answer, which stands for the network in "
        + (
            "this report, is another decision."
            if classes
            else f"this report, is off the network's value by more than {limit}."
        )
    )
    yield (
        "A gap is what was counted. Groups in which the outcome is more frequent, or easier to tell, can have other "
        "rates for that reason alone; what a gap means, and whether it is acceptable, is for people to judge."
    )


def two_classes(record: Record) -> bool:
    """Whether the network decides between two classes."""
    return len(record.task.class_names) == BINARY


def tables(record: Record, column: SensitiveColumn) -> Iterator[GroupTable]:
    """The groups over all evaluation rows; in a full report by partition too."""
    yield GroupTable(
        caption=f"Groups of {column.column}, over all evaluation rows",
        heads=tuple(heads(record, whole=True)),
        rows=tuple(group_row(group, group.everywhere, tuple(whole_rates(record, group))) for group in column.groups),
    )
    if record.presentation.detail != "full":
        return
    for index, partition in enumerate(record.partitions):
        yield GroupTable(
            caption=f"Groups of {column.column} in {partition.label}",
            heads=tuple(heads(record, whole=False)),
            rows=tuple(
                group_row(group, group.partitions[index], tuple(rates(record, group.partitions[index])))
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


def whole_rates(record: Record, group: SensitiveGroup) -> Iterator[Reading]:
    """In the order of the heads."""
    if two_classes(record):
        if not isinstance(record.table.target, NotRun):
            yield rate(group.labelled_second)
        yield rate(group.decided_second)
    yield from rates(record, group.everywhere)


def rates(record: Record, found: GroupRates) -> Iterator[Reading]:
    """Likewise, of a partition."""
    if not isinstance(record.table.target, NotRun):
        yield rate(found.error_rate)
        if two_classes(record):
            yield rate(found.wrongly_second)
            yield rate(found.wrongly_first)
    yield rate(found.disagreement)


def rate(measured: Measured) -> Reading:
    """A rate, or in a word that there is none, with the reason below."""
    return read(measured)


def group_row(group: SensitiveGroup, found: GroupRates, readings: tuple[Reading, ...]) -> GroupRow:
    """One line."""
    share = found.share
    said = "" if isinstance(share, NotRun) else f", {percent(share.value)}"
    return GroupRow(name=name_of(group), rows=f"{count(found.evaluation_rows)}{said}", rates=readings)


def name_of(group: SensitiveGroup) -> str:
    """The group in words."""
    return group.entry if group.entry is not None else band(group.above, group.at_most) or "any other entry"


def gap_row(record: Record, groups: Groups, gap: GroupGap) -> GapRow:
    """One line."""
    group = next(column.groups[gap.group] for column in groups.columns if column.column == gap.column)
    low, high = gap.difference.low, gap.difference.high
    return GapRow(
        code=gap.code,
        place="all evaluation rows" if gap.partition is None else f"in {gap.partition}",
        what=f"{what(record, gap.metric)}, {gap.column} is {name_of(group)}",
        here=read(gap.here),
        elsewhere=read(gap.elsewhere),
        least=points(max(low, -high)),
    )


def what(record: Record, metric: GroupMetric) -> str:
    """A metric as the heads of the tables call it."""
    if metric in ("wrongly second", "wrongly first"):
        return wrongly(record, 1 if metric == "wrongly second" else 0)
    return {"share": "Share", "error rate": "Wrong"}.get(metric, "Disagreement")


def wrongly(record: Record, index: int) -> str:
    """Heads the rate of rows that are wrongly decided as a class."""
    return f"Wrongly {named(record, index)}"


def named(record: Record, index: int) -> str:
    """A class, set apart from the sentence around it."""
    return f"'{class_name(record.task, index)}'"


def counted(groups: Groups) -> str:
    """How many comparisons were made of each code."""
    made = ", ".join(f"{one.code} {plural(one.compared, 'comparison')}" for one in groups.compared)
    few = sum(one.too_few for one in groups.compared)
    left = (
        f" {plural(few, 'comparison was', 'comparisons were')} not made, since one of the two sides has fewer than "
        f"{FEWEST_COMPARED} rows: there, nothing is known of gaps."
        if few
        else ""
    )
    return (
        "Each group was held against all other rows of the same place, and its share in a partition against that in "
        f"the other partitions: {made}. Where groups do not differ at all, the chance that any gap is found is at most "
        f"{setting(LEVEL)} for each code.{left}"
    )
