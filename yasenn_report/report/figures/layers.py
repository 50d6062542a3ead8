"""From the record to the chart of fidelity by layer."""

from yasenn_report.numbers import number, percent
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, Measured
from yasenn_report.record.network import Task
from yasenn_report.report.figures.charts import LayerPoint, draw_fidelity_by_layer


def draw_layers(record: Record) -> str | None:
    """Fidelity as layers are added to the code; None where it could not be measured."""
    fidelity, classes = record.fidelity, record.task.classes
    steps: list[tuple[str, Measured]] = [("start", fidelity.constant)]
    steps += [(f"+ {entry.layer}", entry.fidelity) for entry in fidelity.by_layer]
    points = points_of(steps, record.task)
    if len(points) < len(steps):
        return None
    primary = fidelity.primary
    return draw_fidelity_by_layer(
        points,
        axis_label=fidelity_axis(record.task),
        reference=cut_to_axis(primary.value) if isinstance(primary, Estimate) else None,
        reference_label="merged partitions",
        as_percent=classes,
        others=points_of(other_order(record), record.task),
    )


def other_order(record: Record) -> list[tuple[str, Measured]]:
    """The layers in the order that was not chosen, with the fidelity of codes up to each."""
    found = {rival.layer: rival.fidelity for rival in record.fidelity.rivals if rival.kind == "other order"}
    layers = reversed([entry.layer for entry in record.fidelity.by_layer])
    return [(layer, found[layer]) for layer in layers if layer in found]


def points_of(steps: list[tuple[str, Measured]], task: Task) -> list[LayerPoint]:
    """The steps that were measured, cut to the axis: R2 can lie below 0, where an answer is worse than the mean."""
    return [
        LayerPoint(
            label=label,
            shown=(percent if task.classes else number)(estimate.value),
            value=cut_to_axis(estimate.value),
            low=cut_to_axis(estimate.low),
            high=cut_to_axis(estimate.high),
        )
        for label, estimate in steps
        if isinstance(estimate, Estimate)
    ]


def fidelity_axis(task: Task) -> str:
    """What axes of fidelity measure."""
    return "agreement with the network" if task.classes else "R² against the network"


def cut_to_axis(value: float) -> float:
    """The axis runs from 0 to 1; the table beside the chart has the number."""
    return min(1.0, max(0.0, value))
