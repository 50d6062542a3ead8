"""Simulated audits for the tests of statuses and intervals: many at once, through the functions that audits use."""

import numpy as np
import pytest

from yasenn_report.yasenn.bounds import Estimate, Measured, share_bounds, upper_bounds

CONFIDENCE, TOLERANCE, FAMILY = 0.95, 0.05, 16
BLOCK = 100  # audits simulated at a time

LONG = (pytest.mark.statistics, pytest.mark.slow)


def many(short: int, long: int) -> pytest.MarkDecorator:
    """A test with few audits in the normal suite and with many in ``make test-statistics``."""
    return pytest.mark.parametrize("audits", [short, pytest.param(long, marks=LONG)])


def surely_below(failed: int, audits: int) -> float:
    """Exact upper bound of the rate of failure, at 99.9 %."""
    return float(upper_bounds(failed, audits, 0.001))


def called(rng: np.random.Generator, size: np.ndarray, weight: np.ndarray, truth: np.ndarray, copied: float):
    """Which partitions are called within tolerance, and which low fidelity, (audits, partitions) each.

    Args:
        rng: random numbers.
        size: rows of each group, (audits, partitions, groups).
        weight: of each row of a group, of the same shape.
        truth: rate of misses, of the same shape or one that fits it.
        copied: chance of a row to do as its group does, 0 to 1; the correlation inside groups is its square.
    """
    alike = rng.binomial(size, copied)
    group_misses = rng.random(size.shape) < truth
    misses = (alike * group_misses + rng.binomial(size - alike, truth)) * weight
    total = size * weight
    low, high = share_bounds(
        total.sum(axis=-1),
        (total**2).sum(axis=-1),
        misses.sum(axis=-1),
        (misses**2).sum(axis=-1),
        (misses * total).sum(axis=-1),
        (1 - CONFIDENCE) / FAMILY,
    )
    return high <= TOLERANCE, low > TOLERANCE


def covers(measured: Measured, truth: float) -> bool:
    """Whether the interval holds the truth."""
    assert isinstance(measured, Estimate)
    return measured.low <= truth <= measured.high
