"""On a partition's sheet: what the network puts out there, and its most typical rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.record.network import Task
from yasenn_report.record.partitions import Histogram, Outputs, Partition
from yasenn_report.report.task_words import class_name
from yasenn_report.report.view.columns import columns_of
from yasenn_report.report.view.files import name_of

COLUMNS_SHOWN = 5  # without a profile
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


def typical_table(record: Record, partition: Partition) -> TypicalTable | None:
    """The typical rows in the columns of the partition's profile; without a profile, in the first columns."""
    if isinstance(partition.typical_rows, NotRun):
        return None
    columns = columns_of(record.explanation)
    profile = [columns.all.index(columns.find(one.column, one.entry)) for one in partition.profile]
    shown = profile or list(range(min(COLUMNS_SHOWN, len(columns.all))))
    return TypicalTable(
        file=name_of(record, "data"),
        columns=tuple(columns.all[place].heading for place in shown),
        lines=tuple(
            TypicalLine(
                row=", ".join([f"row {count(one.row)}", *ids_words(one.ids)]),
                values=tuple(columns.all[place].shown(one.values[place]) for place in shown),
                output=output_words(record.task, one.outputs),
                share=percent(one.share),
            )
            for one in partition.typical_rows
        ),
    )


def no_typical(partition: Partition) -> str:
    """Why there are no typical rows; empty where there are."""
    found = partition.typical_rows
    return f"No typical rows are shown: {found.reason}." if isinstance(found, NotRun) else ""


def ids_words(ids: Mapping[str, str]) -> list[str]:
    """What a row has in the id columns."""
    return [f"{name} {entry or 'empty'}" for name, entry in ids.items()]


def output_words(task: Task, output: tuple[float, ...]) -> str:
    """One row's output: the decided class and its probability, or the values."""
    if not task.classes:
        return ", ".join(map(number, output))
    decided = task.decision(output)
    return f"{class_name(task, decided)}, probability {percent(output[decided])}"


def distribution_words(task: Task, partition: Partition, found: Outputs | NotRun) -> str:
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
    words = ", ".join(named) + " of its evaluation rows"
    return f"{words}, and for {plural(others, 'other class', 'other classes')} on the rest" if others else words


def fullest(histogram: Histogram) -> str:
    """The bin with the largest share of rows; the outer ones are open, as they also hold what lies beyond."""
    place = max(range(len(histogram.shares)), key=histogram.shares.__getitem__)
    low, high = number(histogram.edges[place]), number(histogram.edges[place + 1])
    last = place == len(histogram.shares) - 1
    where = f"below {high}" if place == 0 else f"at least {low}" if last else f"from {low} to below {high}"
    return f"{where} (on {percent(histogram.shares[place])} of the rows)"
