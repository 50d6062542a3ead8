"""How far the network lies from each partition's value on average, worst first."""

from dataclasses import dataclass

from yasenn_report.numbers import number, plural
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.report.decisions import decision_words
from yasenn_report.report.figures.intervals import Line, Reference, draw_intervals

SHOWN = 16
LEFT = 132.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WithError:
    """A partition whose error was measured."""

    partition: Partition
    error: Estimate


def worst_first(record: Record) -> list[WithError]:
    """The partitions whose distillation error was measured, the largest error first."""
    found = [
        WithError(partition=partition, error=partition.distillation_error)
        for partition in record.partitions
        if isinstance(partition.distillation_error, Estimate)
    ]
    return sorted(found, key=lambda one: -one.error.value)


def draw_errors(record: Record) -> str | NotRun:
    """Return the drawing as SVG text, or why there is none."""
    found = worst_first(record)
    if not found:
        return NotRun(reason="no partition's distillation error could be measured")
    shown, mean = found[:SHOWN], record.fidelity.distillation_error
    highest = max([one.error.high for one in shown] + ([mean.high] if isinstance(mean, Estimate) else []))
    left_out = len(found) - len(shown)
    return draw_intervals(
        [
            Line(
                label=one.partition.label,
                words=decision_words(one.partition),
                estimate=one.error,
                shown=number(one.error.value),
                status=one.partition.status,
            )
            for one in shown
        ],
        low=0.0,
        high=highest * 1.02 or 1.0,
        label=axis_words(record),
        left=LEFT,
        reference=Reference(value=mean.value, label=f"all rows: {number(mean.value)}")
        if isinstance(mean, Estimate)
        else None,
        more=f"{plural(left_out, 'more partition')} with smaller errors" if left_out else "",
    )


def axis_words(record: Record) -> str:
    """What is measured, with its unit."""
    if record.task.classes:
        return "distillation error (total variation of the probabilities, 0 to 1)"
    return "distillation error (standard deviations of the output)"
