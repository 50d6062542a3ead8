"""What does not change."""

import numpy as np
from numpy.typing import NDArray


def changing(values: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which columns of (rows, columns) hold more than one number."""
    return np.asarray(values.max(axis=0) > values.min(axis=0))
