"""On a partition's sheet: what the network puts out there, and its most typical rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yasenn_report.audit import Audit
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.inputs.task import Task
from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.report.task_words import class_name
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.describe import PROFILE_COLUMNS, Difference
from yasenn_report.yasenn.fidelity import Histogram, OutputDistribution
from yasenn_report.yasenn.partition import Partition
from yasenn_report.yasenn.typical import TypicalRow

CLASSES_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalLine:
    """One typical row."""

    row: str
    """Its number in the file, and its ids."""
    values: tuple[str, ...]
    output: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalTable:
    """The typical rows of a partition."""

    file: str
    columns: tuple[str, ...]
    lines: tuple[TypicalLine, ...]


def typical_table(audit: Audit, found: Sequence[TypicalRow], profile: Sequence[Difference]) -> TypicalTable:
    """The typical rows in the columns of the partition's profile; without a profile, in the first columns."""
    columns = audit.holdout.readable.columns
    shown = [difference.feature for difference in profile] or list(range(min(PROFILE_COLUMNS, len(columns))))
    return TypicalTable(
        file=audit.holdout.name,
        columns=tuple(columns[index].name for index in shown),
        lines=tuple(typical_line(audit, one, shown) for one in found),
    )


def typical_line(audit: Audit, found: TypicalRow, shown: Sequence[int]) -> TypicalLine:
    """One row: where it stands, some of its columns, and what the network puts out for it."""
    holdout, row = audit.holdout, audit.split.fit[found.row]
    ids = (
        f"{name} {printable(entry) or 'empty'}"
        for name, entry in zip(holdout.ids, holdout.id_entries[row].tolist(), strict=True)
    )
    return TypicalLine(
        row=", ".join([f"row {count(int(holdout.places[row]) + 1)}", *ids]),
        values=tuple(
            value_of(holdout.readable.columns[index], float(holdout.readable.values[row, index])) for index in shown
        ),
        output=output_words(audit.task, found.output),
        share=percent(found.share),
    )


def value_of(column: ReadableColumn, value: float) -> str:
    """A number, or whether an indicator holds."""
    if column.entry is None:
        return number(value)
    return "yes" if value > 0 else "no"


def output_words(task: Task, output: Sequence[float]) -> str:
    """One row's output: the decided class and its probability, or the values."""
    if not task.classes:
        return ", ".join(map(number, output))
    decided = task.decision(np.array(output))
    return f"{class_name(task, decided)}, probability {percent(output[decided])}"


def distribution_words(task: Task, partition: Partition, found: OutputDistribution | NotRun) -> str:
    """What the network puts out for the partition's evaluation rows, in sentences."""
    if isinstance(found, NotRun):
        return f"What the network puts out here was not measured: {found.reason}."
    if not task.classes:
        noun = "values" if len(found.histograms) == 1 else "values of the outputs, one after the other,"
        return f"The network's {noun} are most often {'; '.join(map(fullest, found.histograms))}."
    decided = class_name(task, task.decision(partition.value))
    return (
        f"The network decides for {decisions_words(task, found.decided)}. Its probability of {decided} is most often "
        f"{fullest(found.histograms[0])}."
    )


def decisions_words(task: Task, shares: Sequence[float]) -> str:
    """For which classes the network decides, the most frequent first."""
    order = [index for index in sorted(range(len(shares)), key=lambda index: -shares[index]) if shares[index] > 0]
    named = [f"{class_name(task, index)} on {percent(shares[index])}" for index in order[:CLASSES_NAMED]]
    others = len(order) - len(named)
    words = ", ".join(named) + " of the evaluation rows"
    return f"{words}, and for {plural(others, 'other class', 'other classes')} on the rest" if others else words


def fullest(histogram: Histogram) -> str:
    """The bin with the largest share of rows; the outer ones are open, as they also hold what lies beyond."""
    place = max(range(len(histogram.shares)), key=histogram.shares.__getitem__)
    low, high = number(histogram.edges[place]), number(histogram.edges[place + 1])
    last = place == len(histogram.shares) - 1
    where = f"below {high}" if place == 0 else f"at least {low}" if last else f"from {low} to below {high}"
    return f"{where} (on {percent(histogram.shares[place])} of the rows)"
