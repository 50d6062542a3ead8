"""Gaps between groups as sentences: both rates with their rows, and how wide the gap is at least."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.inputs.task import Task
from yasenn_report.numbers import band, percent, plural, points
from yasenn_report.yasenn.bounds import Measured, NotRun
from yasenn_report.yasenn.group_rates import GroupGap, GroupMetric
from yasenn_report.yasenn.grouping import Grouping

NAMED = 3
"""Gaps that a finding tells in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the sentences need beside the gaps."""

    task: Task
    groupings: Sequence[Grouping]
    labels: Sequence[str]
    """Of the partitions."""
    error_limit: float
    """Of values: in standard deviations."""

    def group(self, gap: GroupGap) -> str:
        """The rows of a gap's group, as in: rows where ..."""
        grouping = self.groupings[gap.column]
        group, column = grouping.groups[gap.group], printable(grouping.column)
        if group.entry is not None:
            return f"{column} is {printable(group.entry)}"
        return f"{column} is {band(group.above, group.at_most) or 'any other entry'}"

    def place(self, gap: GroupGap) -> str:
        """Where it is, as the beginning of a sentence."""
        return "Over all evaluation rows" if gap.partition is None else f"In {self.labels[gap.partition]}"

    def class_name(self, index: int) -> str:
        """The class, set apart from the sentence around it."""
        return f"'{printable(self.task.class_names[index])}'"


def told(gaps: Sequence[GroupGap], words: Words) -> str:
    """The gaps of one finding: a few in full, and how many more there are."""
    named = choose(gaps)
    sentences = [
        f"{counted(gap, words)} By a strict count, the gap is at least {points(gap.least, 'down')}." for gap in named
    ]
    more = len(gaps) - len(named)
    if more:
        sentences.append(f"And {plural(more, 'more gap', 'more gaps')} of this kind.")
    return " ".join(sentences)


def choose(gaps: Sequence[GroupGap]) -> list[GroupGap]:
    """The gaps that are told, those over all evaluation rows first.

    The widest, which comes first and gives the finding its numbers, is always among them.
    """
    ordered = sorted(gaps, key=lambda gap: gap.partition is not None)
    named = ordered[:NAMED]
    return named if gaps[0] in named else [*named[:-1], gaps[0]]


def counted(gap: GroupGap, words: Words) -> str:
    """Both rates with their rows, as a sentence."""
    (here, rows), (elsewhere, others) = (said(side) for side in (gap.gap.here, gap.gap.elsewhere))
    place, who = words.place(gap), words.group(gap)
    if gap.metric == "share":
        return (
            f"{place}, {here} of {plural(rows, 'evaluation row')} are rows where {who}; in the other partitions "
            f"{elsewhere} of {plural(others, 'row')} are."
        )
    what = happens(gap.metric, gap.partition, words)
    return (
        f"{place}, {what} {here} of {plural(rows, 'row')} where {who}, and {elsewhere} of "
        f"{plural(others, 'other row')}."
    )


def said(side: Measured) -> tuple[str, int]:
    """A rate as printed, and its rows."""
    return ("not run", 0) if isinstance(side, NotRun) else (percent(side.value), side.rows)


def happens(metric: GroupMetric, partition: int | None, words: Words) -> str:
    """What is counted, as the beginning of: on so many of the rows where ..."""
    limit = f"by more than {words.error_limit:g} standard deviations of the output"
    if metric == "error rate":
        return "the network is wrong on" if words.task.classes else f"the network is off the label {limit} on"
    if metric == "disagreement":
        whose = "the partitions' answers" if partition is None else "the partition's answer"
        verb = ("disagree" if partition is None else "disagrees") + " with the network on"
        return (
            f"{whose} {verb}"
            if words.task.classes
            else f"{whose} {'are' if partition is None else 'is'} off the network's {limit} on"
        )
    label, decided = (0, 1) if metric == "wrongly second" else (1, 0)
    return (
        f"among rows whose label is {words.class_name(label)}, the network wrongly decides {words.class_name(decided)} "
        "for"
    )
