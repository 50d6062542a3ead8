"""The unit in which values are compared, fixed on the fit rows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.spread import spread_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scale:
    """The unit in which values are compared: fixed on the fit rows, so that chunks can be added."""

    centre: NDArray[np.float64]
    """Mean of each output, (outputs,)."""
    spread: NDArray[np.float64]
    """Standard deviation of each output, (outputs,), above 0."""
    error_limit: float
    """A row is a miss if its error is above this many standard deviations."""

    def errors(self, truth: NDArray[np.float64], predicted: NDArray[np.float64]) -> NDArray[np.float64]:
        """Distance of prediction from truth per row, in standard deviations (root mean square over outputs)."""
        return np.asarray(np.sqrt((((truth - predicted) / self.spread) ** 2).mean(axis=1)))


def scale_of(values: NDArray[np.float64], error_limit: float) -> Scale:
    """The scale of values (rows, outputs); an output that never changes gets spread 1."""
    spread = spread_of(values)
    return Scale(centre=values.mean(axis=0), spread=np.where(spread > 0, spread, 1.0), error_limit=error_limit)
