"""Means and standard deviations of columns, and how far they can be apart by chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ERRORS = 5.0
"""Standard errors that a mean may be off by chance, with the heaviest tails in mind."""
BATCHES = 400
"""A stored mean is a running one: it is worth no more rows than this."""
FAR, TIMES = 1.0, 3.0
"""Ordinary drift is less: of a mean, in stored standard deviations; of a standard deviation, as a factor."""

Stored = tuple[NDArray[np.floating], NDArray[np.floating]]
"""Mean and variance of each input, (features,) each, as a normalisation layer that reads the inputs stored them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moments:
    """Means and standard deviations of columns, of one shape, and from how many rows."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    rows: int


def apart(table: Moments, network: Moments) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far the means are apart, and how far they may be by chance; shapes are broadcast."""
    error = np.maximum(table.spread, network.spread) * np.sqrt(1 / table.rows + 1 / network.rows)
    return np.abs(table.mean - network.mean), ERRORS * error
