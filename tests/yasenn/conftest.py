"""Random numbers for the tests of the method."""

import numpy as np
import pytest


@pytest.fixture
def rng() -> np.random.Generator:
    """Repeatable random numbers."""
    return np.random.default_rng(0)
