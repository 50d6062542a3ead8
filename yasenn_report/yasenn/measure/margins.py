"""The network's own score margin, as a control: does it pick rows that can be trusted as well as the partitions do?"""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, rate
from yasenn_report.yasenn.fidelity import MarginControl
from yasenn_report.yasenn.measure.sums import RateSums, Units, sum_rates
from yasenn_report.yasenn.samples import Sample

MARGIN_EDGES = 200  # quantiles of the fit rows' margins: the share of rows is met within about half a percent


def margins(task: Task, outputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far each row of probabilities (rows, classes) is from another decision, (rows,), 0 to 1.

    For two classes the distance of the second one's probability from the threshold; for more, the largest probability
    less the second largest.
    """
    if task.name == "binary":
        return np.abs(outputs[:, 1] - task.threshold)
    two = np.sort(outputs, axis=1)[:, -2:]
    return two[:, 1] - two[:, 0]


def margin_edges(task: Task, outputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Margins at which evaluation rows will be counted: 0 and quantiles of the fit rows' margins; none for values."""
    if not task.classes:
        return np.zeros(0)
    quantiles = np.quantile(margins(task, outputs), np.arange(1, MARGIN_EDGES) / MARGIN_EDGES)
    return np.unique(np.concatenate([[0.0], quantiles]))


def sum_margins(
    units: Units, task: Task, outputs: NDArray[np.float64], missed: NDArray[np.bool_], edges: NDArray[np.float64]
) -> RateSums:
    """For each edge: the rows whose margin is at least that, and those of them that are missed."""
    if not task.classes:
        return sum_rates(units, np.zeros((len(outputs), 0), dtype=bool), missed[:, None])
    return sum_rates(units, margins(task, outputs)[:, None] >= edges, missed[:, None])


def control_by_margin(
    sums: RateSums, edges: NDArray[np.float64], whole: Sample, share: Measured, *, confidence: float
) -> MarginControl:
    """Agreement on about the same share of rows, those with the largest margins.

    Args:
        sums: from ``sum_margins``.
        edges: the margins that these were counted at.
        whole: all evaluation rows.
        share: the share to meet; the edge that comes nearest to it is taken.
        confidence: of the intervals.
    """
    reason = ""
    if not len(edges):
        reason = "the network puts out values, and values have no margin"
    elif not isinstance(share, Estimate):
        reason = f"there is no share of rows to meet: {share.reason}"
    elif share.value == 0:
        reason = "there is no share of rows to meet: no partition is within tolerance on half of the evaluation rows"
    if reason or not isinstance(share, Estimate):
        return MarginControl(share=None, agreement=NotRun(reason=reason), least_margin=None)
    place = int(np.abs(sums.weight / whole.weight - share.value).argmin())
    return MarginControl(
        share=float(sums.weight[place]) / whole.weight,
        agreement=rate("agreement", sums.missed(place), sums.sample(place), confidence=confidence, hits=True),
        least_margin=float(edges[place]),
    )
