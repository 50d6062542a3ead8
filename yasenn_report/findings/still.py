"""What does not change, and how it is listed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MOST_NAMED = 5


def changing(values: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which columns of (rows, columns) hold more than one number."""
    return np.asarray(values.max(axis=0) > values.min(axis=0))


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
