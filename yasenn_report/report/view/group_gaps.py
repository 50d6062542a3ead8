"""The table of gaps between groups: which lines it has, what they say, and what is not listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yasenn_report.numbers import count, percent, plural, points
from yasenn_report.record import Record
from yasenn_report.record.groups import GroupGap, GroupRates, Groups, SensitiveColumn, SensitiveGroup
from yasenn_report.record.measured import Estimate, Measured
from yasenn_report.report.view.group_words import LEVEL, called, member_rows, name_of, named, wrongly
from yasenn_report.report.view.lists import more_sentence, most_of
from yasenn_report.report.view.words import read

GAPS_SHOWN = 12
UNLISTED_SHOWN = 6
GRAVEST = ("YR041", "YR042", "YR040")
"""Gaps of errors before those of shares, which are no errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One gap."""

    words: str
    """Both rates, in a sentence."""
    source: str
    """Column, code, and the interval and rows of each of the rates."""
    gap: str
    """Its own interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsTable:
    """The table, and the sentences below it."""

    rows: tuple[GapRow, ...]
    more: str
    """How many others there are and where; empty where all are shown."""
    strict: str
    """How the gaps are counted; empty where there are none."""
    unlisted: str
    """Rates that are worse than those of the table and are not in it; empty where there are none."""


NO_GAPS = GapsTable(rows=(), more="", strict="", unlisted="")


def make_gaps(record: Record, groups: Groups) -> GapsTable:
    """The gaps that chance does not explain: of errors first, in all rows before partitions, then the widest."""
    gaps = sorted(groups.gaps, key=lambda gap: (GRAVEST.index(gap.code), gap.partition is not None))
    shown = choose(gaps, most_of(record, GAPS_SHOWN))
    if not shown:
        return NO_GAPS
    return GapsTable(
        rows=tuple(gap_row(record, groups, gap) for gap in shown),
        more=more_sentence(len(gaps) - len(shown), "gap"),
        strict=strict(shown[0]),
        unlisted=unlisted(record, groups, shown),
    )


def choose(gaps: Sequence[GroupGap], most: int | None) -> list[GroupGap]:
    """So many gaps (None for all), in their order; each column that has a gap has one among them."""
    if most is None or len(gaps) <= most:
        return list(gaps)
    columns = [gap.column for gap in gaps]
    chosen = {columns.index(column) for column in columns}
    others = [place for place in range(len(gaps)) if place not in chosen]
    chosen.update(others[: max(0, most - len(chosen))])
    return [gaps[place] for place in sorted(chosen)]


def gap_row(record: Record, groups: Groups, gap: GroupGap) -> GapRow:
    """One line."""
    column = column_of(groups, gap)
    sides = " and ".join(f"{read(side).interval} ({plural(side.rows, 'row')})" for side in (gap.here, gap.elsewhere))
    return GapRow(
        words=in_words(record, gap, member_rows(column, column.groups[gap.group])),
        source=f"{called(column)}, {gap.code}; intervals {sides}",
        gap=apart(gap),
    )


def in_words(record: Record, gap: GroupGap, who: str) -> str:
    """Both rates in a sentence."""
    place, here, other = where(gap.partition), percent(gap.here.value), percent(gap.elsewhere.value)
    if gap.metric == "share":
        return f"{place}: {who} are {here}; in other partitions {other}"
    if gap.metric in ("wrongly second", "wrongly first"):
        label, decided = (0, 1) if gap.metric == "wrongly second" else (1, 0)
        return (
            f"{place}: of {who} with label {named(record, label)}, {here} are wrongly decided "
            f"{named(record, decided)}; of other such rows {other}"
        )
    return f"{place}: {errs(record, gap)} {here} of {who}, and on {other} of other rows"


def errs(record: Record, gap: GroupGap) -> str:
    """What happens on some of the rows, as the beginning of a clause."""
    limit = f"by more than {record.options.error_limit:g} standard deviations of the output"
    if gap.metric == "error rate":
        return "the network is wrong on" if record.task.classes else f"the network is off the label {limit} on"
    if record.task.classes:
        return "this report's answer disagrees with the network on"
    return f"this report's answer is off the network's value {limit} on"


def where(partition: str | None) -> str:
    """The place, as the beginning of a line."""
    return "All rows" if partition is None else f"In {partition}"


def apart(gap: GroupGap) -> str:
    """How far the rates are apart, by the bounds of their difference, whichever is the larger."""
    ends = sorted((abs(gap.difference.low), abs(gap.difference.high)))
    low, high = points(ends[0], "down").removesuffix(" percentage points"), points(ends[1], "up")
    return f"{low} to {high.removesuffix(' percentage points')} points"


def strict(gap: GroupGap) -> str:
    """How the last column is counted, by the example of the first line."""
    low, high = gap.difference.low, gap.difference.high
    return (
        "Counted so strictly that all comparisons of this kind together raise a false alarm in at most 1 of "
        f"{count(round(1 / LEVEL))} audits, the gap in the first line is still at least "
        f"{points(max(low, -high), 'down')}. The last column is counted in this way; the intervals of the single "
        "rates are not, and can lie further apart."
    )


def unlisted(record: Record, groups: Groups, shown: Sequence[GroupGap]) -> str:
    """Groups with a higher rate of errors than one that is listed for the same place."""
    found = list(dict.fromkeys(higher(record, groups, shown)))
    if not found:
        return ""
    said = found[: most_of(record, UNLISTED_SHOWN)]
    more = f"; and {count(len(found) - len(said))} more" if len(said) < len(found) else ""
    return f"Not listed, since too few rows rule out chance: {'; '.join(said)}{more}."


def higher(record: Record, groups: Groups, shown: Sequence[GroupGap]) -> Iterator[str]:
    """Each of them with its rate; who is in which partition is no error, and is left out."""
    for gap in shown:
        if gap.metric == "share":
            continue
        alike = [one for one in groups.gaps if key_of(one) == key_of(gap)]
        lowest, listed = min(one.here.value for one in alike), {one.group for one in alike}
        column = column_of(groups, gap)
        for index, group in enumerate(column.groups):
            found = rate_of(record, group, gap)
            if index not in listed and isinstance(found, Estimate) and found.value > lowest:
                yield (
                    f"{name_of(column, group)} {percent(found.value)} of {plural(found.rows, 'row')} "
                    f"({what(record, gap)}, {'all rows' if gap.partition is None else gap.partition})"
                )


def key_of(gap: GroupGap) -> tuple[str, str, str | None]:
    """What the gaps of the groups of one column at one place have in common."""
    return gap.metric, gap.column, gap.partition


def what(record: Record, gap: GroupGap) -> str:
    """What is counted, in a few words."""
    if gap.metric in ("wrongly second", "wrongly first"):
        head = wrongly(record, 1 if gap.metric == "wrongly second" else 0)
        return head[0].lower() + head[1:]
    return "wrong" if gap.metric == "error rate" else "disagreement"


def rate_of(record: Record, group: SensitiveGroup, gap: GroupGap) -> Measured:
    """The rate of another group that a gap is about, at the same place."""
    labels = [partition.label for partition in record.partitions]
    there: GroupRates = group.everywhere if gap.partition is None else group.partitions[labels.index(gap.partition)]
    by_label = {"wrongly second": there.wrongly_second, "wrongly first": there.wrongly_first}
    return there.error_rate if gap.metric == "error rate" else by_label.get(gap.metric, there.disagreement)


def column_of(groups: Groups, gap: GroupGap) -> SensitiveColumn:
    """The column of a gap."""
    return next(column for column in groups.columns if column.column == gap.column)
