"""Hold answers against the truth: decisions against decisions, values against values."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.measure.scale import Scale
from yasenn_report.yasenn.measure.sums import Sums, Units, added
from yasenn_report.yasenn.samples import Part, Sample


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Sufficient statistics of one answer against the truth, over rows; the squares are those of groups' sums."""

    rows: int
    weight: float
    """Sum of the rows' weights."""
    weight_squares: float
    """Sum over groups of the group's weight, squared."""
    misses: float
    """Weight of the rows with another decision; for values, of rows that are off by more than the error limit."""
    miss_squares: float
    """Sum over groups of the group's missed weight, squared."""
    miss_cross: float
    """Sum over groups of the group's missed weight times its weight."""
    u: float
    """Sum of squared errors, in units of each output's variance; 0 for decisions, as are the next four."""
    v: float
    """Sum of squared distances from the scale's centre, likewise."""
    uu: float
    uv: float
    vv: float

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(**added(self, other))

    @property
    def sample(self) -> Sample:
        """The rows that were compared."""
        return Sample(rows=self.rows, weight=self.weight, weight_squares=self.weight_squares)

    @property
    def missed(self) -> Part:
        """Those of them that are missed."""
        return Part(weight=self.misses, weight_squares=self.miss_squares, cross=self.miss_cross)


def compare_decisions(truth: NDArray[np.intp], answer: NDArray[np.intp], units: Units) -> Comparison:
    """Compare classes, (rows,) each."""
    return compare(truth != answer, np.zeros(len(truth)), np.zeros(len(truth)), units)


def compare_values(truth: Sums, answer: Sums, scale: Scale, units: Units) -> Comparison:
    """Compare numbers, (rows, outputs) each."""
    errors = (((truth - answer) / scale.spread) ** 2).sum(axis=1)
    squares = (((truth - scale.centre) / scale.spread) ** 2).sum(axis=1)
    return compare(scale.errors(truth, answer) > scale.error_limit, errors, squares, units)


def compare(missed: NDArray[np.bool_], errors: Sums, squares: Sums, units: Units) -> Comparison:
    """Sum what each row says, (rows,) each."""
    weight, misses, u, v = units.totals(np.column_stack([np.ones(len(missed)), missed, errors, squares])).T
    return Comparison(
        rows=len(missed),
        weight=float(weight.sum()),
        weight_squares=float((weight**2).sum()),
        misses=float(misses.sum()),
        miss_squares=float((misses**2).sum()),
        miss_cross=float((misses * weight).sum()),
        u=float(u.sum()),
        v=float(v.sum()),
        uu=float((u**2).sum()),
        uv=float((u * v).sum()),
        vv=float((v**2).sum()),
    )
