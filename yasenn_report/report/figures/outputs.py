"""What the network puts out in each partition, against the partition's value: what distillation makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yasenn_report.numbers import count, percent, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.record.network import Task
from yasenn_report.record.partitions import Histogram, Partition
from yasenn_report.report.decisions import class_words, decision_words, signed
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.axis import Axis, draw_axis
from yasenn_report.report.figures.drawing import PAGE_WIDTH, Drawing, short
from yasenn_report.report.figures.marks import areas, legend, mark

SHOWN = 16
LINE, TOP, LEFT, RIGHT = 15.0, 22.0, 132.0, 96.0
"""Height of a line; room above the first line, left of the axis and right of it: points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ridge:
    """One partition: the network's outputs on its evaluation rows, and its own value, on one axis."""

    partition: Partition
    edges: tuple[float, ...]
    """Ascending, one more than shares."""
    shares: tuple[float, ...]
    value: float


def ridges_of(record: Record, output: int = 0) -> list[Ridge]:
    """All partitions whose outputs were measured, by value from the largest down.

    Two classes lie on one axis, the probability of the second. Of more classes each partition has the probability of
    the class that it decides for. Of values, `output` says which.
    """
    found = [
        ridge_of(record.task, partition, output)
        for partition in record.partitions
        if not isinstance(partition.outputs, NotRun) and partition.outputs.histograms
    ]
    return sorted(found, key=lambda ridge: -ridge.value)


def ridge_of(task: Task, partition: Partition, output: int) -> Ridge:
    """One partition's."""
    if isinstance(partition.outputs, NotRun):
        raise TypeError(f"the outputs of {partition.label} were not measured")
    if not task.classes:
        histogram = partition.outputs.histograms[output]
        return as_ridge(partition, histogram.edges, histogram.shares, partition.value[output])
    decided = task.decision(partition.value)
    edges, shares = unpadded(partition.outputs.histograms[0])
    if task.name == "binary" and decided == 0:
        edges, shares = tuple(1 - edge for edge in reversed(edges)), tuple(reversed(shares))
        return as_ridge(partition, edges, shares, partition.value[1])
    return as_ridge(partition, edges, shares, partition.value[decided])


def as_ridge(partition: Partition, edges: Sequence[float], shares: Sequence[float], value: float) -> Ridge:
    """Put together what belongs to one partition."""
    return Ridge(partition=partition, edges=tuple(edges), shares=tuple(shares), value=value)


def unpadded(histogram: Histogram) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Edges and shares of probabilities, the edges cut to 0 to 1."""
    return tuple(min(1.0, max(0.0, edge)) for edge in histogram.edges), histogram.shares


def first_shown(ridges: Sequence[Ridge]) -> list[Ridge]:
    """Of too many partitions those with most evaluation rows, in the order that they have."""
    order = sorted(range(len(ridges)), key=lambda place: (-ridges[place].partition.evaluation_rows, place))
    return [ridges[place] for place in sorted(order[:SHOWN])]


def draw_outputs(record: Record, output: int = 0) -> str | NotRun:
    """Return the drawing as SVG text, or why there is none.

    Args:
        record: of an audit.
        output: which output, of a network of values; counted from 0.
    """
    ridges = ridges_of(record, output)
    shown = first_shown(ridges)
    if not shown:
        return NotRun(reason="no partition's outputs could be measured")
    bottom = TOP + LINE * len(shown)
    drawing = Drawing(height=bottom + 46)
    axis = axis_of(record.task, shown)
    draw_axis(
        drawing, axis, top=TOP - 4, bottom=bottom, label=axis_words(record.task, output), as_percent=record.task.classes
    )
    for place, ridge in enumerate(shown):
        draw_ridge(drawing, axis, ridge, TOP + LINE * (place + 1), as_percent=record.task.classes)
    draw_threshold(drawing, axis, record.task, bottom)
    draw_values(drawing, axis, shown)
    drawing.text(PAGE_WIDTH, TOP - 9, "evaluation rows", room=RIGHT, anchor="end", color=palette.SOFT_INK)
    drawing.text(PAGE_WIDTH - RIGHT + 8, TOP - 9, "value", room=40, color=palette.SOFT_INK)
    end = legend(drawing, 0, bottom + 40, {ridge.partition.status for ridge in shown})
    if len(ridges) > len(shown):
        more = f"{count(len(ridges) - len(shown))} smaller partitions are not shown"
        drawing.text(PAGE_WIDTH, bottom + 40, more, room=PAGE_WIDTH - end, anchor="end")
    return drawing.svg()


def axis_of(task: Task, ridges: Sequence[Ridge]) -> Axis:
    """From 0 to 1 for probabilities, else as far as the histograms go."""
    low = 0.0 if task.classes else min(min(ridge.edges[0], ridge.value) for ridge in ridges)
    high = 1.0 if task.classes else max(max(ridge.edges[-1], ridge.value) for ridge in ridges)
    return Axis(low=low, high=high, left=LEFT, right=PAGE_WIDTH - RIGHT)


def axis_words(task: Task, output: int) -> str:
    """What the axis measures."""
    if task.name == "binary":
        return f"the network's probability of {class_words(task.class_names[1])}"
    if task.classes:
        return "the network's probability of the class that the partition decides for"
    several = isinstance(task.output_spread, tuple) and len(task.output_spread) > 1
    return f"the network's output {output + 1}" if several else "the network's output"


def draw_ridge(drawing: Drawing, axis: Axis, ridge: Ridge, floor: float, *, as_percent: bool) -> None:
    """One partition: its name and decision, the histogram over its line, its value and rows."""
    partition, y = ridge.partition, floor - 6
    drawing.text(0, y + 2.7, partition.label, room=30, bold=True)
    mark(drawing, 34, y, partition.status)
    drawing.text(42, y + 2.7, decision_words(partition), room=LEFT - 48, otherwise="class")
    tallest = max(ridge.shares) or 1.0
    path = f"M{short(axis.place(ridge.edges[0]))} {short(floor)}"
    for (left, right), share in zip(pairwise(ridge.edges), ridge.shares, strict=True):
        top = floor - (LINE - 3) * share / tallest
        path += f"L{short(axis.place(left))} {short(top)}H{short(axis.place(right))}"
    areas(drawing, [f"{path}V{short(floor)}Z"], partition.status, outline=0.6)
    shown = percent(ridge.value) if as_percent else signed(ridge.value)
    drawing.text(axis.right + 8, y + 2.7, shown, room=46)
    drawing.text(PAGE_WIDTH, y + 2.7, count(partition.evaluation_rows), room=RIGHT - 60, anchor="end")


def draw_values(drawing: Drawing, axis: Axis, ridges: Sequence[Ridge]) -> None:
    """The partitions' values, joined: were distillation perfect, all rows would lie on the line."""
    places = [(axis.place(ridge.value), TOP + LINE * (place + 1)) for place, ridge in enumerate(ridges)]
    joined = "M" + "L".join(f"{short(x)} {short(y - LINE / 2)}" for x, y in places)
    drawing.add("path", d=joined, fill="none", stroke=palette.INK, stroke_width=0.7, stroke_dasharray="1.5 1.5")
    for x, y in places:
        middle = y - LINE / 2
        drawing.line(x, y, x, y - LINE + 3, stroke=palette.INK, stroke_width=1.2)
        diamond = f"M{short(x)} {short(middle - 4)}l4 4l-4 4l-4-4Z"
        drawing.add("path", d=diamond, fill=palette.INK, stroke=palette.WHITE, stroke_width=0.8)


def draw_threshold(drawing: Drawing, axis: Axis, task: Task, bottom: float) -> None:
    """Where the network's decision turns, for two classes."""
    if isinstance(task.threshold, NotRun) or task.name != "binary":
        return
    x = axis.place(task.threshold)
    drawing.line(x, TOP - 5, x, bottom, stroke=palette.INK, stroke_dasharray="4 2")
    words = f"threshold {setting(task.threshold)}"
    near_end = x > (axis.left + axis.right) / 2 + 1
    room = (x - axis.left) if near_end else axis.right - x
    drawing.text(x, TOP - 9, words, room=room, anchor="end" if near_end else "start")
