"""How often a status is wrong, and how often it can be given."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom
from simulations import BLOCK, CONFIDENCE, FAMILY, TOLERANCE, called, many, surely_below

from yasenn_report.yasenn.bounds import simultaneous_rate
from yasenn_report.yasenn.fidelity import judge

Draw = Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]


def ones(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return np.ones(shape, dtype=int)


def geometric(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Groups of 5 rows on average."""
    return rng.geometric(0.2, shape)


def up_to_nine(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.integers(1, 10, shape)


def heavy(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """A few groups of up to 200 rows among many of 3."""
    return np.minimum(1 + (2 * rng.pareto(1.2, shape)).astype(int), 200)


def lognormal(spread: float) -> Draw:
    return lambda rng, shape: rng.lognormal(0, spread, shape)


def wrong_audits(audits: int, groups: int, sizes: Draw, weights: Draw, copied: float) -> tuple[int, int]:
    """Audits of 16 partitions just beyond the tolerance in which any is called by the wrong status."""
    rng, shape = np.random.default_rng(11), (BLOCK, FAMILY, groups)
    above = below = 0
    for _ in range(audits // BLOCK):
        size, weight = sizes(rng, shape), weights(rng, shape)
        above += int(called(rng, size, weight, np.array(TOLERANCE * 1.002), copied)[0].any(axis=1).sum())
        below += int(called(rng, size, weight, np.array(TOLERANCE * 0.998), copied)[1].any(axis=1).sum())
    return above, below


@many(2000, 100_000)
@pytest.mark.slow
def test_wrong_statuses_of_independent_rows_are_as_rare_as_promised(audits: int) -> None:
    """113 rows per partition, where the bounds are tightest: the exact rate is 4.7 % for within tolerance."""
    above, below = wrong_audits(audits, 113, ones, ones, 0.0)
    print(f"{audits} audits: wrongly within {above / audits:.4f}, wrongly low fidelity {below / audits:.4f}")
    exact = 1 - (1 - (1 - TOLERANCE * 1.002) ** 113) ** FAMILY
    assert exact < 1 - CONFIDENCE
    assert abs(above / audits - exact) < 4 * (exact / audits) ** 0.5
    if audits >= 100_000:  # fewer cannot tell 4.7 % from 5 %
        assert surely_below(above, audits) < 1 - CONFIDENCE
    assert surely_below(below, audits) < 1 - CONFIDENCE


@many(1000, 5000)
@pytest.mark.parametrize("copied", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("groups", "sizes"), [(150, up_to_nine), (300, geometric), (150, heavy)])
@pytest.mark.slow
def test_wrong_statuses_of_groups_are_as_rare_as_promised(audits: int, groups: int, sizes: Draw, copied: float) -> None:
    """Unequal groups, correlated inside from not at all to entirely; enough of them for statuses to be given."""
    above, below = wrong_audits(audits, groups, sizes, ones, copied)
    print(
        f"{audits} audits, {groups} {sizes.__name__} groups, correlation {copied**2}: wrongly within "
        f"{above / audits:.4f}, wrongly low fidelity {below / audits:.4f}"
    )
    assert surely_below(max(above, below), audits) < 1 - CONFIDENCE


@many(1000, 5000)
@pytest.mark.parametrize(("spread", "rows"), [(0.5, 150), (1.0, 400), (1.5, 1200)])
@pytest.mark.slow
def test_wrong_statuses_of_weighted_rows_are_as_rare_as_promised(audits: int, spread: float, rows: int) -> None:
    above, below = wrong_audits(audits, rows, ones, lognormal(spread), 0.0)
    print(
        f"{audits} audits, lognormal weights {spread}: wrongly within {above / audits:.4f}, wrongly low fidelity "
        f"{below / audits:.4f}"
    )
    assert surely_below(max(above, below), audits) < 1 - CONFIDENCE


@pytest.mark.parametrize(
    ("rows", "truth", "status", "power"),
    [
        (113, 0.0, "within_tolerance", 1.0),
        (113, 0.001, "within_tolerance", 0.893),
        (113, 0.005, "within_tolerance", 0.568),
        (113, 0.01, "within_tolerance", 0.321),
        (300, 0.01, "within_tolerance", 0.917),
        (1000, 0.02, "within_tolerance", 0.992),
        (113, 0.10, "low_fidelity", 0.238),
        (113, 0.15, "low_fidelity", 0.817),
        (113, 0.20, "low_fidelity", 0.988),
        (300, 0.10, "low_fidelity", 0.745),
        (1000, 0.08, "low_fidelity", 0.867),
    ],
)
@pytest.mark.slow
def test_power(rows: int, truth: float, status: str, power: float) -> None:
    """How often one of 16 partitions gets its status: exact, over all numbers of misses."""
    reached = sum(
        binom.pmf(misses, rows, truth)
        for misses in range(rows + 1)
        if judge(simultaneous_rate("d", misses, rows, confidence=CONFIDENCE, family=FAMILY), TOLERANCE) == status
    )
    assert reached == pytest.approx(power, abs=0.001)
