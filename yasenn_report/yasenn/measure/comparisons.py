"""Hold answers against the truth: decisions against decisions, values against values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.measure.scale import Scale
from yasenn_report.yasenn.measure.sums import Sums, added


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


def compare_decisions(truth: NDArray[np.intp], predicted: NDArray[np.intp]) -> Comparison:
    """Compare classes, (rows,) each."""
    misses = int((truth != predicted).sum())
    return Comparison(rows=len(truth), misses=misses, u=0.0, v=0.0, uu=0.0, uv=0.0, vv=0.0)


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
