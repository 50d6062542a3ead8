"""Add up what chunks of evaluation rows say, so that any number of rows can be measured in pieces, in any order."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.spread import spread_of

Counts = NDArray[np.int64]
Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Sufficient statistics of one prediction against the truth, over rows."""

    rows: int
    misses: int
    """Rows with another decision; for values, rows that are off by more than the error limit."""
    u: float
    """Sum of squared errors, as in ``bounds.SquareSums``; 0 for decisions, as are the next four."""
    v: float
    uu: float
    uv: float
    vv: float

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(**added(self, other))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """Sufficient statistics of evaluation rows. Two tallies of different rows add up to the tally of both."""

    rows: Counts
    """Rows per partition."""
    misses: Counts
    """Per partition: rows where the partition's value decides otherwise than the network; for values, rows where it is
    off by more than the error limit."""
    error: Sums
    """Per partition: sum of the distillation error."""
    error_squares: Sums
    mistakes: Counts
    """Per partition: rows where the network's decision is not the label; 0 without labels and for values."""
    described: Counts
    """Per partition and candidate description (partitions, 2, 3): rows it holds for that belong, that do not belong,
    and rows that belong but it does not hold for."""
    unseen: int
    """Rows whose code was not seen in fitting."""
    misnamed: int
    """Rows that the map gives another partition than the activations do."""
    gain: float
    """Sum over rows of the plain tree's loss minus the map's: 1 for another decision, or the squared error."""
    gain_squares: float
    comparisons: dict[str, Comparison]
    """By what is compared."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**added(self, other))


def added(one: Comparison | Tally, other: Comparison | Tally) -> dict[str, Any]:
    """The fields of two tallies, added field by field; dictionaries key by key."""
    sums: dict[str, Any] = {}
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        sums[field.name] = {key: left[key] + right[key] for key in left} if isinstance(left, dict) else left + right
    return sums


def compare_decisions(truth: NDArray[np.intp], predicted: NDArray[np.intp]) -> Comparison:
    """Compare classes, (rows,) each."""
    misses = int((truth != predicted).sum())
    return Comparison(rows=len(truth), misses=misses, u=0.0, v=0.0, uu=0.0, uv=0.0, vv=0.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scale:
    """The unit in which values are compared: fixed on the fit rows, so that chunks can be added."""

    centre: Sums
    """Mean of each output, (outputs,)."""
    spread: Sums
    """Standard deviation of each output, (outputs,), above 0."""
    error_limit: float
    """A row is a miss if its error is above this many standard deviations."""

    def errors(self, truth: Sums, predicted: Sums) -> Sums:
        """Distance of prediction from truth per row, in standard deviations (root mean square over outputs)."""
        return np.asarray(np.sqrt((((truth - predicted) / self.spread) ** 2).mean(axis=1)))


def scale_of(values: Sums, error_limit: float) -> Scale:
    """The scale of values (rows, outputs); an output that never changes gets spread 1."""
    spread = spread_of(values)
    return Scale(centre=values.mean(axis=0), spread=np.where(spread > 0, spread, 1.0), error_limit=error_limit)


def compare_values(truth: Sums, predicted: Sums, scale: Scale) -> Comparison:
    """Compare numbers, (rows, outputs) each."""
    errors = (((truth - predicted) / scale.spread) ** 2).sum(axis=1)
    squares = (((truth - scale.centre) / scale.spread) ** 2).sum(axis=1)
    return Comparison(
        rows=len(truth),
        misses=int((scale.errors(truth, predicted) > scale.error_limit).sum()),
        u=float(errors.sum()),
        v=float(squares.sum()),
        uu=float((errors**2).sum()),
        uv=float((errors * squares).sum()),
        vv=float((squares**2).sum()),
    )
