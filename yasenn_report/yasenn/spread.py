"""The spread of columns of numbers, 0 where a column does not change."""

import numpy as np
from numpy.typing import NDArray


def spread_of(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard deviation of each column of (rows, columns), 0 where rounding would leave a trace of a constant."""
    changes = values.max(axis=0) > values.min(axis=0)
    return np.asarray(np.where(changes, values.std(axis=0), 0.0))
