"""Measured numbers as marks on their intervals, one line each, against a reference."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.record.measured import Estimate
from yasenn_report.record.partitions import Status
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.axis import Axis, draw_axis
from yasenn_report.report.figures.drawing import PAGE_WIDTH, Drawing
from yasenn_report.report.figures.marks import LOOKS, legend, mark

LINE, TOP, RIGHT = 12.5, 18.0, 50.0
"""Height of a line; room above the first line and right of the axis: points."""
LABEL, ROOM = 30.0, 40.0
"""Width of labels, and of what their words must leave free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measured number."""

    label: str
    """Bold, at the left."""
    words: str
    """Behind the label."""
    estimate: Estimate
    shown: str
    """The number as the page prints it."""
    status: Status | None = None
    """Of a partition: colour, shape and fill of its mark; None for a mark of no status."""
    aside: bool = False
    """Whether it is only there to be compared with: its mark is a hollow square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A dashed line that the numbers are held against."""

    value: float
    label: str


def draw_intervals(
    lines: Sequence[Line],
    *,
    low: float,
    high: float,
    label: str,
    left: float,
    reference: Reference | None = None,
    as_percent: bool = False,
    more: str = "",
) -> str:
    """Return the chart as SVG text; numbers beyond the axis are drawn at its end.

    Args:
        lines: from the top down, at least one.
        low: where the axis begins.
        high: where it ends.
        label: what it measures.
        left: room for labels and words, in points.
        reference: what the numbers are held against.
        as_percent: whether the axis counts in percent.
        more: what is said beside the key, for example how many lines are not drawn.
    """
    bottom = TOP + LINE * len(lines)
    statuses = {line.status for line in lines if line.status is not None}
    drawing = Drawing(height=bottom + (46 if statuses or more else 28))
    axis = Axis(low=low, high=high, left=left, right=PAGE_WIDTH - RIGHT)
    draw_axis(drawing, axis, top=TOP - 4, bottom=bottom, label=label, as_percent=as_percent)
    if reference is not None:
        draw_reference(drawing, axis, reference, bottom)
    for place, line in enumerate(lines):
        draw_line(drawing, axis, line, TOP + LINE * (place + 0.5))
    end = legend(drawing, 0, bottom + 40, statuses)
    if more:
        drawing.text(PAGE_WIDTH, bottom + 40, more, room=PAGE_WIDTH - end, anchor="end")
    return drawing.svg()


def draw_reference(drawing: Drawing, axis: Axis, reference: Reference, bottom: float) -> None:
    """The dashed line, its words above it."""
    x = axis.place(reference.value)
    drawing.line(x, TOP - 5, x, bottom, stroke=palette.INK, stroke_dasharray="4 2")
    near_end = x > (axis.left + axis.right) / 2
    anchor, room = ("end", x) if near_end else ("start", PAGE_WIDTH - x)
    drawing.text(x, TOP - 9, reference.label, room=room, anchor=anchor)


def draw_line(drawing: Drawing, axis: Axis, line: Line, y: float) -> None:
    """One number: its words, its mark on its interval, and what the page prints."""
    start = 0.0
    if line.label:
        drawing.text(0, y + 2.7, line.label, room=LABEL, bold=True)
        start = LABEL + 2
    drawing.text(start, y + 2.7, line.words, room=axis.left - start - 8, otherwise="class")
    edge = palette.OUTLINE if line.aside else palette.INK if line.status is None else LOOKS[line.status].edge
    low, high = axis.place(line.estimate.low), axis.place(line.estimate.high)
    drawing.line(low, y, high, y, stroke=edge, stroke_width=1.5)
    drawing.add("path", d=f"M{low:.2f} {y - 3:.2f}v6M{high:.2f} {y - 3:.2f}v6", stroke=edge, stroke_width=1.2)
    x = axis.place(line.estimate.value)
    if line.status is not None:
        mark(drawing, x, y, line.status)
    elif line.aside:
        drawing.rect(x - 2.7, y - 2.7, 5.4, 5.4, fill=palette.WHITE, stroke=edge)
    else:
        drawing.add("circle", cx=x, cy=y, r=3, fill=edge)
    drawing.text(PAGE_WIDTH, y + 2.7, line.shown, room=RIGHT - 6, anchor="end")
