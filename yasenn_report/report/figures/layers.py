"""How fidelity grows as layers are added to the code, in the order of distillation and in the other one."""

from yasenn_report.numbers import number, percent
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, Measured
from yasenn_report.record.network import Task
from yasenn_report.report.figures.intervals import Line, Reference, draw_intervals

LEFT = 165.0
MARGIN = 0.04
"""Of the axis below the lowest number, as a share of all that fidelity can be."""


def draw_layers(record: Record) -> str | None:
    """Fidelity as layers are added to the code as SVG text; None where it could not be measured."""
    fidelity, primary = record.fidelity, record.fidelity.primary
    steps = [("one constant answer", fidelity.constant)]
    steps += [
        (f"{'+ ' if place else ''}{entry.layer}", entry.fidelity) for place, entry in enumerate(fidelity.by_layer)
    ]
    measured = lines_of(steps, record.task)
    if len(measured) < len(steps):
        return None
    lines = [*measured, *lines_of(other_order(record), record.task, aside=True)]
    lowest = min(line.estimate.low for line in lines)
    return draw_intervals(
        lines,
        low=max(0.0, lowest - MARGIN),
        high=1.0,
        label=fidelity_axis(record.task),
        left=LEFT,
        reference=Reference(value=primary.value, label=f"merged partitions: {said(primary, record.task)}")
        if isinstance(primary, Estimate)
        else None,
        as_percent=record.task.classes,
    )


def other_order(record: Record) -> list[tuple[str, Measured]]:
    """The layers in the order that was not chosen, with the fidelity of codes up to each."""
    found = {rival.layer: rival.fidelity for rival in record.fidelity.rivals if rival.kind == "other order"}
    layers = [entry.layer for entry in reversed(record.fidelity.by_layer) if entry.layer in found]
    return [(f"other order: {plus(place, layer)}", found[layer]) for place, layer in enumerate(layers)]


def plus(place: int, layer: str) -> str:
    """A layer that is added to those before it."""
    return f"+ {layer}" if place else layer


def lines_of(steps: list[tuple[str, Measured]], task: Task, *, aside: bool = False) -> list[Line]:
    """The steps that were measured. R2 can lie below 0, where an answer is worse than the mean: beyond the axis."""
    return [
        Line(label="", words=words, estimate=estimate, shown=said(estimate, task), aside=aside)
        for words, estimate in steps
        if isinstance(estimate, Estimate)
    ]


def said(estimate: Estimate, task: Task) -> str:
    """A fidelity as the page prints it."""
    return (percent if task.classes else number)(estimate.value)


def fidelity_axis(task: Task) -> str:
    """What axes of fidelity measure."""
    return "agreement with the network" if task.classes else "R² against the network"


def cut_to_axis(value: float) -> float:
    """The axis runs from 0 to 1; the table beside the chart has the number."""
    return min(1.0, max(0.0, value))
