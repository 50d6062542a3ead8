"""Say measured things in words and printed numbers: the phrases that the sections share."""

from dataclasses import dataclass

from yasenn_report.numbers import Rounding, number, percent, plural
from yasenn_report.record.descriptions import Condition, Rule, Term
from yasenn_report.record.measured import Estimate, Measured, NotRun
from yasenn_report.record.network import Task
from yasenn_report.record.partitions import Partition, Status
from yasenn_report.report.task_words import class_name
from yasenn_report.report.view.columns import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A measured number as printed."""

    value: str
    """The number, or ``not run``."""
    interval: str
    """Its bounds, or the reason why there is none."""
    rows: str
    """What it was measured on; empty if it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A status as word, shape and style: never as a colour alone."""

    word: str
    shape: str
    style: str


BADGES: dict[Status, Badge] = {
    "within_tolerance": Badge(word="within tolerance", shape="●", style="within"),
    "inconclusive": Badge(word="inconclusive", shape="□", style="inconclusive"),
    "low_fidelity": Badge(word="low fidelity", shape="▲", style="low"),
}


def read(measured: Measured) -> Reading:
    """A share, a mean or an R2 with its bounds."""
    if isinstance(measured, NotRun):
        return Reading(value="not run", interval=measured.reason, rows="")
    return Reading(
        value=shown(measured, measured.value),
        interval=f"{shown(measured, measured.low, 'down')} to {shown(measured, measured.high, 'up')}",
        rows=plural(measured.rows, "evaluation row"),
    )


def shown(measured: Estimate, value: float, rounding: Rounding = "nearest") -> str:
    """A number of the estimate's kind as printed: shares of rows as percent, everything else with three digits."""
    return (percent if measured.method.startswith("Clopper-Pearson") else number)(value, rounding)


def fidelity_name(task: Task) -> str:
    """What fidelity is called for this task."""
    return "agreement with the network" if task.classes else "R² against the network's values"


def accuracy_name(task: Task) -> str:
    """What accuracy is called for this task."""
    return "agreement with the labels" if task.classes else "R² against the labels"


def accuracy_title(task: Task) -> str:
    """What the network's accuracy is headed."""
    return "Accuracy of the network" if task.classes else "R² of the network"


def output_of(task: Task, partition: Partition) -> str:
    """A partition's value in words: the decided class and its mean probability, or the mean value."""
    if not task.classes:
        return ", ".join(map(number, partition.value))
    index = task.decision(partition.value)
    return f"{class_name(task, index)}, mean probability {percent(partition.value[index])}"


def decision_of(task: Task, partition: Partition) -> str:
    """What the network says of a partition's rows, for headings."""
    if not task.classes:
        return f"values around {output_of(task, partition)}"
    return class_name(task, task.decision(partition.value))


def conditions_of(rule: Rule, columns: Columns) -> str:
    """A rule as a phrase: bounds joined by ``and``."""
    return " and ".join(condition_of(condition, columns) for condition in rule.conditions) or "every row"


def condition_of(condition: Condition, columns: Columns) -> str:
    """Bounds on one column; an indicator, which is 0 or 1, says what it is or is not."""
    return columns.find(condition.column, condition.entry).condition(condition.above, condition.at_most)


def pull_of(term: Term, columns: Columns) -> str:
    """Which way a column pulls towards a partition: ``higher age``, or ``sex is Male`` and ``sex is not Male``."""
    return columns.find(term.column, term.entry).pull(term.weight_per_standard_deviation)
