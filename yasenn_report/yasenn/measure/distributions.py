"""How the distillation error, and the outputs in each partition, are distributed over rows: fixed bins that add up."""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import ErrorDistribution, Histogram, OutputDistribution
from yasenn_report.yasenn.measure.sums import Sums

BINS = 20
STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)


def error_cuts(*, classes: bool) -> tuple[float, ...]:
    """Errors at which rows are counted: 0, then in round steps from 0.001 to 1, or to 10 standard deviations."""
    decades = (-3, -2, -1) if classes else (-3, -2, -1, 0)
    # Division by a whole power gives the nearest double to what is printed; multiplication by 0.001 does not.
    return (0.0, *(step / 10**-decade for decade in decades for step in STEPS), 1.0 if classes else 10.0)


def count_errors(error: Sums, weights: Sums, *, classes: bool) -> Sums:
    """Weight of the rows up to each cut, above the one before; last, of those above all cuts: (cuts + 1,)."""
    cuts = error_cuts(classes=classes)
    counted = np.zeros(len(cuts) + 1)
    np.add.at(counted, np.searchsorted(cuts, error), weights)
    return counted


def read_errors(counted: Sums, *, classes: bool) -> ErrorDistribution:
    """Shares of rows with an error of at most each cut."""
    at_most = np.cumsum(counted) / counted.sum()
    return ErrorDistribution(cuts=error_cuts(classes=classes), at_most=tuple(at_most[:-1].tolist()))


def output_edges(task: Task, outputs: NDArray[np.float64]) -> Sums:
    """Edges of the histograms of outputs, from the fit rows' outputs (rows, outputs).

    For classes there is one histogram, of the probability of the class that the partition's value decides for, from 0
    to 1; for values one per output, between the fit rows' minimum and maximum.
    """
    if task.classes:
        return np.linspace(0, 1, BINS + 1)[None]
    low, high = outputs.min(axis=0), outputs.max(axis=0)
    return np.linspace(low, np.where(high > low, high, low + 1.0), BINS + 1, axis=1)


def count_outputs(
    task: Task, outputs: Sums, values: Sums, member: NDArray[np.intp], weights: Sums, edges: Sums
) -> Sums:
    """Weight of the rows by partition, histogram and bin, (partitions, histograms, bins).

    Rows beyond the edges are counted in the first and in the last bin.

    Args:
        task: what the outputs are.
        outputs: of the network, (rows, outputs).
        values: of the partitions, (partitions, outputs).
        member: index of each row's partition, (rows,).
        weights: of the rows, (rows,).
        edges: from ``output_edges``.
    """
    shown = outputs
    if task.classes:
        shown = np.take_along_axis(outputs, task.decisions(values)[member][:, None], axis=1)
    counted = np.zeros((len(values), len(edges), BINS))
    for place, (column, cuts) in enumerate(zip(shown.T, edges, strict=True)):
        bins = np.clip(np.searchsorted(cuts, column, side="right") - 1, 0, BINS - 1)
        np.add.at(counted[:, place], (member, bins), weights)
    return counted


def count_decided(task: Task, outputs: Sums, member: NDArray[np.intp], weights: Sums, partitions: int) -> Sums:
    """Weight of the rows by partition and by the class that the network decides for, (partitions, classes)."""
    counted = np.zeros((partitions, len(task.class_names)))
    if task.classes:
        np.add.at(counted, (member, task.decisions(outputs)), weights)
    return counted


def read_outputs(decided: Sums, counted: Sums, edges: Sums, weight: float) -> OutputDistribution | NotRun:
    """One partition's distribution, from its row of ``count_decided`` and of ``count_outputs``."""
    if weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    return OutputDistribution(
        decided=tuple((decided / weight).tolist()),
        histograms=tuple(
            Histogram(edges=tuple(cuts.tolist()), shares=tuple((bins / weight).tolist()))
            for cuts, bins in zip(edges, counted, strict=True)
        ),
    )
