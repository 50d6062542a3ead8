"""How far the network lies from each partition's value on average, worst first."""

from dataclasses import dataclass

from yasenn_report.numbers import number, plural
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.report.decisions import decision_words
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.axis import Axis, draw_axis
from yasenn_report.report.figures.drawing import PAGE_WIDTH, Drawing
from yasenn_report.report.figures.marks import LOOKS, legend, mark

SHOWN = 16
LINE, TOP, LEFT, RIGHT = 15.0, 18.0, 132.0, 50.0
"""Height of a line; room above the first line, left of the axis and right of it: points."""


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
    bottom = TOP + LINE * len(shown)
    drawing = Drawing(height=bottom + 46)
    highest = max([one.error.high for one in shown] + ([mean.high] if isinstance(mean, Estimate) else []))
    axis = Axis(low=0.0, high=highest * 1.02 or 1.0, left=LEFT, right=PAGE_WIDTH - RIGHT)
    draw_axis(drawing, axis, top=TOP - 4, bottom=bottom, label=axis_words(record))
    if isinstance(mean, Estimate):
        draw_mean(drawing, axis, mean.value, bottom)
    for place, one in enumerate(shown):
        draw_error(drawing, axis, one, TOP + LINE * (place + 0.5))
    end = legend(drawing, 0, bottom + 40, {one.partition.status for one in shown})
    if len(found) > len(shown):
        more = f"{plural(len(found) - len(shown), 'more partition')} with smaller errors"
        drawing.text(PAGE_WIDTH, bottom + 40, more, room=PAGE_WIDTH - end, anchor="end")
    return drawing.svg()


def axis_words(record: Record) -> str:
    """What is measured, with its unit."""
    if record.task.classes:
        return "distillation error (total variation of the probabilities, 0 to 1)"
    return "distillation error (standard deviations of the output)"


def draw_mean(drawing: Drawing, axis: Axis, mean: float, bottom: float) -> None:
    """The mean of all evaluation rows as a dashed line."""
    x = axis.place(mean)
    drawing.line(x, TOP - 5, x, bottom, stroke=palette.INK, stroke_dasharray="4 2")
    near_end = x > (axis.left + axis.right) / 2
    anchor, room = ("end", x - axis.left) if near_end else ("start", axis.right - x)
    drawing.text(x, TOP - 9, f"all rows: {number(mean)}", room=room, anchor=anchor)


def draw_error(drawing: Drawing, axis: Axis, one: WithError, y: float) -> None:
    """One partition: its name and decision, its mark on its interval, its number."""
    partition, error = one.partition, one.error
    look = LOOKS[partition.status]
    drawing.text(0, y + 2.7, partition.label, room=30, bold=True)
    drawing.text(32, y + 2.7, decision_words(partition), room=LEFT - 40, otherwise="class")
    low, high = axis.place(max(error.low, axis.low)), axis.place(error.high)
    drawing.line(low, y, high, y, stroke=look.edge, stroke_width=1.5)
    drawing.add("path", d=f"M{low:.2f} {y - 3:.2f}v6M{high:.2f} {y - 3:.2f}v6", stroke=look.edge, stroke_width=1.2)
    mark(drawing, axis.place(error.value), y, partition.status)
    drawing.text(PAGE_WIDTH, y + 2.7, number(error.value), room=RIGHT - 6, anchor="end")
