"""Say measured things in words and printed numbers: the phrases that the sections share."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.inputs.task import Task
from yasenn_report.numbers import Rounding, exact, number, percent, plural
from yasenn_report.report.task_words import class_name
from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun
from yasenn_report.yasenn.describe import Term
from yasenn_report.yasenn.fidelity import Status
from yasenn_report.yasenn.partition import Partition
from yasenn_report.yasenn.rules import Condition, Rule


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
        return ", ".join(number(value) for value in partition.value.tolist())
    index = task.decision(partition.value)
    return f"{class_name(task, index)}, mean probability {percent(float(partition.value[index]))}"


def decision_of(task: Task, partition: Partition) -> str:
    """What the network says of a partition's rows, for headings."""
    if not task.classes:
        return f"values around {output_of(task, partition)}"
    return class_name(task, task.decision(partition.value))


Columns = Sequence[ReadableColumn]
"""The explanation columns, by the index that conditions and terms give."""


def conditions_of(rule: Rule, columns: Columns) -> str:
    """A rule as a phrase: bounds joined by ``and``."""
    return " and ".join(condition_of(condition, columns) for condition in rule.conditions) or "every row"


def condition_of(condition: Condition, columns: Columns) -> str:
    """Bounds on one column, with exact thresholds; an indicator, which is 0 or 1, says what it is or is not."""
    column = columns[condition.feature]
    if column.entry is not None and (condition.low is None) != (condition.high is None):
        return column.negation if condition.low is None else column.name
    name = column.name
    if condition.low is None and condition.high is not None:
        return f"{name} ≤ {exact(condition.high)}"
    if condition.low is not None and condition.high is None:
        return f"{name} > {exact(condition.low)}"
    return f"{exact(condition.low or 0.0)} < {name} ≤ {exact(condition.high or 0.0)}"


def pull_of(term: Term, columns: Columns) -> str:
    """Which way a column pulls towards a partition: ``higher age``, or ``sex is Male`` and ``sex is not Male``."""
    column = columns[term.feature]
    if column.entry is not None:
        return column.name if term.weight > 0 else column.negation
    return f"{'higher' if term.weight > 0 else 'lower'} {column.name}"
