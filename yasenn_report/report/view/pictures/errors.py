"""The picture of distillation error by partition, with its message in words."""

from yasenn_report.numbers import number, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.report.decisions import decision_clause
from yasenn_report.report.view.pictures import Picture, embed
from yasenn_report.report.view.pictures.alternative import told
from yasenn_report.report.view.words import BADGES


def errors_picture(record: Record, svg: str | NotRun) -> Picture | NotRun:
    """The picture of errors, or why there is none."""
    if isinstance(svg, NotRun):
        return svg
    found = [(one, error) for one in record.partitions if isinstance(error := one.distillation_error, Estimate)]
    found.sort(key=lambda pair: -pair[1].value)
    worst, error = found[0]
    mean = record.fidelity.distillation_error
    against = f", against {number(mean.value)} over all rows" if isinstance(mean, Estimate) else ""
    things = [
        f"{one.label} ({decision_clause(one)}): {number(error.value)} ({number(error.low, 'down')} to "
        f"{number(error.high, 'up')}), {BADGES[one.status].word}"
        for one, error in found
    ]
    return Picture(
        source=embed(svg),
        title=f"The network is furthest from {worst.label}: {number(error.value)} on average{against}",
        alt=told(f"Distillation error by partition, worst first{against}.", things, noun="partition"),
        caption=caption(record, error),
    )


def caption(record: Record, error: Estimate) -> str:
    """How to read it."""
    unit = (
        "half the sum of the differences between the network's probabilities and the partition's, 0 to 1"
        if record.task.classes
        else "in standard deviations of the output"
    )
    return (
        f"Mark: mean distance of the network's output from the partition's value ({unit}), measured on the evaluation "
        f"rows. Line: its interval at {setting(error.confidence)} confidence. Dashed: the mean of all evaluation rows. "
        "The status goes by decisions, not by this distance: a partition can lie far from the network and still "
        "decide as it does."
    )
