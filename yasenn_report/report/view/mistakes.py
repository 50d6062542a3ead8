"""The table of what labels say of partitions: how often the network is wrong, and whether probabilities come true."""

from dataclasses import dataclass

from yasenn_report.numbers import count, percent
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, Gap, NotRun
from yasenn_report.record.network import Task
from yasenn_report.record.partitions import Calibration, Partition
from yasenn_report.report.task_words import class_name
from yasenn_report.report.view.chosen import anchor_of
from yasenn_report.report.view.lists import most_of, top
from yasenn_report.report.view.words import Reading, read

SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeRow:
    """One partition."""

    label: str
    anchor: str
    """Where its sheet stands; empty if it has none."""
    rows: str
    here: Reading
    """How often the network is wrong in it."""
    elsewhere: str
    """The same in all other partitions; empty where it was not compared."""
    said: str
    """Mean probability; empty for values, and where it was not looked at."""
    came_true: Reading | None
    """None there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """The table."""

    intro: str
    rows: tuple[MistakeRow, ...]
    """Those with the largest gap to the others first."""
    more: str
    with_probabilities: bool
    """Whether any partition has a mean probability."""


def make_mistakes(record: Record) -> Mistakes | None:
    """The table; None where there is nothing to compare: no labels, or one partition only."""
    partitions = [one for one in record.partitions if isinstance(one.mistakes, Gap)]
    if not partitions:
        return None
    found = top(sorted(partitions, key=gravity), most_of(record, SHOWN), "such partition")
    with_probabilities = any(isinstance(one.calibration, Calibration) for one in partitions)
    return Mistakes(
        intro=intro(record, len(record.partitions) - len(partitions), with_probabilities=with_probabilities),
        rows=tuple(mistake_row(record, one) for one in found.shown),
        more=found.more,
        with_probabilities=with_probabilities,
    )


def gravity(partition: Partition) -> float:
    """What the list is sorted by: how much more often the network is wrong here than elsewhere."""
    gap = partition.mistakes
    return -gap.difference.value if isinstance(gap, Gap) and isinstance(gap.difference, Estimate) else 1.0


def intro(record: Record, left_out: int, *, with_probabilities: bool) -> str:
    """How to read the table."""
    wrong = (
        "The network is wrong where its decision is not the label."
        if record.task.classes
        else f"The network is wrong where it is off the label by more than {record.options.error_limit:g} standard "
        "deviations of the output."
    )
    if with_probabilities:
        wrong += (
            f" Beside it: the mean of {probability_of(record.task)}, and the share that came true. Only where the two "
            "are close do its probabilities say how often it will be so."
        )
    if left_out:
        what = "partition with fewer than 20 rows is" if left_out == 1 else "partitions with fewer than 20 rows are"
        wrong += f" {count(left_out)} {what} not compared."
    return wrong


def probability_of(task: Task) -> str:
    """Which probability is looked at."""
    if task.name == "binary":
        return f"the probability that it gives {class_name(task, 1)}"
    return "the probability that it gives the class it decides"


def mistake_row(record: Record, partition: Partition) -> MistakeRow:
    """One line."""
    gap, found = partition.mistakes, partition.calibration
    none = NotRun(reason="it was not compared")
    return MistakeRow(
        label=partition.label,
        anchor=anchor_of(record, partition.label),
        rows=count(partition.evaluation_rows),
        here=read(gap.here if isinstance(gap, Gap) else none),
        elsewhere=read(gap.elsewhere).value if isinstance(gap, Gap) else "",
        said=percent(found.said) if isinstance(found, Calibration) else "",
        came_true=read(found.came_true) if isinstance(found, Calibration) else None,
    )


def wrong_words(partition: Partition) -> str:
    """How often the network is wrong here and in the other partitions, for the sheet; empty where not compared."""
    gap = partition.mistakes
    if not isinstance(gap, Gap):
        return ""
    return f"{read(gap.here).value}; in all other partitions {read(gap.elsewhere).value}"


def calibration_words(record: Record, partition: Partition) -> str:
    """Mean probability, and what came true where that is not the accuracy: the end of a phrase; empty without them."""
    found = partition.calibration
    if not isinstance(found, Calibration):
        return ""
    if record.task.name != "binary":
        return f"; mean probability of its decisions {percent(found.said)}"
    second = class_name(record.task, 1)
    return f"; mean probability of {second} {percent(found.said)}, came true {read(found.came_true).value}"
