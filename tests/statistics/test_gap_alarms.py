"""How often shares that are the same are said to differ: exact for independent rows, simulated for groups and weights.

A side of a gap must be wrong with a chance of at most ``LEVEL / (2 * family)``, and so must a side of a calibration.
"""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom
from simulations import many

from yasenn_report.yasenn.bounds import lower_bounds, share_bounds, upper_bounds
from yasenn_report.yasenn.gaps import LEVEL, combine

FAMILIES = (1, 16)
SIZES = ((20, 20), (20, 2000), (2000, 20), (50, 500), (200, 2000), (500, 500), (2000, 2000))
RATES = (0.01, 0.05, 0.1, 0.3, 0.5)
BLOCK = 500  # audits simulated at a time
Draw = Callable[[np.random.Generator, tuple[int, ...]], np.ndarray]


def shares(rows: int, alpha: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every share that so many rows can have, with its bounds."""
    misses = np.arange(rows + 1)
    of = np.full(rows + 1, rows)
    return misses / rows, lower_bounds(misses, of, alpha), upper_bounds(misses, of, alpha)


def chances(sizes: tuple[int, int], family: int) -> list[tuple[float, float]]:
    """By rate: the exact chances that two samples of that same rate are said to differ, up and down."""
    one, other = (shares(rows, LEVEL / (2 * family)) for rows in sizes)
    low, high = combine(tuple(part[:, None] for part in one), tuple(part[None] for part in other))  # type: ignore[arg-type]
    found = []
    for rate in RATES:
        weights = [binom.pmf(np.arange(rows + 1), rows, rate) for rows in sizes]
        found.append((float(weights[0] @ (low > 0) @ weights[1]), float(weights[0] @ (high < 0) @ weights[1])))
    return found


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("sizes", SIZES)
def test_independent_rows_of_one_rate_are_said_to_differ_no_more_often_than_promised(
    sizes: tuple[int, int], family: int
) -> None:
    promised = LEVEL / (2 * family)
    for rate, (up, down) in zip(RATES, chances(sizes, family), strict=True):
        print(
            f"{sizes}, rate {rate}, family {family}: {up / promised:.2f} and {down / promised:.2f} of what is allowed"
        )
        assert max(up, down) <= promised


def test_the_bounds_are_not_careful_beyond_use() -> None:
    ((up, down),) = [one for rate, one in zip(RATES, chances((500, 500), 1), strict=True) if rate == 0.3]
    assert up + down > LEVEL / 2


def said(probabilities: np.ndarray) -> np.ndarray:
    """The chance of each number of rows that come true, of independent rows of these probabilities: exact."""
    chance = np.ones(1)
    for p in probabilities.tolist():
        chance = np.convolve(chance, [1 - p, p])
    return chance


SPREADS: dict[str, Draw] = {
    "all alike": lambda rng, shape: rng.uniform(0.3, 0.3, shape),
    "spread": lambda rng, shape: rng.beta(1.0, 3.0, shape),
    "sure": lambda rng, shape: rng.beta(0.05, 0.1, shape),
    "rare": lambda rng, shape: rng.beta(0.2, 10.0, shape),
    "two kinds": lambda rng, shape: np.where(rng.random(shape) < 0.5, 0.02, 0.95),
}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("rows", [20, 100, 1000])
@pytest.mark.parametrize("spread", SPREADS)
def test_probabilities_that_come_true_are_said_not_to_no_more_often_than_promised(
    spread: str, rows: int, family: int
) -> None:
    promised = LEVEL / (2 * family)
    probabilities = SPREADS[spread](np.random.default_rng(rows), (rows,))
    _, low, high = shares(rows, promised)
    mean, chance = probabilities.mean(), said(probabilities)
    above, below = float(chance[mean > high].sum()), float(chance[mean < low].sum())
    print(
        f"{spread}, {rows} rows, family {family}: {above / promised:.2f} and {below / promised:.2f} of what is allowed"
    )
    assert max(above, below) <= promised


def alone(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return np.ones(shape, dtype=int)


def geometric(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Groups of 5 rows on average."""
    return rng.geometric(0.2, shape)


def even(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return np.ones(shape)


def lognormal(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.lognormal(0, 0.7, shape)


def measure(
    rng: np.random.Generator, audits: int, groups: int, sizes: Draw, weights: Draw, truth: float, copied: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares of missed weight with their bounds, (audits,) each.

    Args:
        rng: random numbers.
        audits: how many.
        groups: independent ones in each.
        sizes: rows of each group.
        weights: of each row of a group.
        truth: rate of misses.
        copied: chance of a row to do as its group does.
    """
    size, weight = sizes(rng, (audits, groups)), weights(rng, (audits, groups))
    alike = rng.binomial(size, copied)
    misses = (alike * (rng.random(size.shape) < truth) + rng.binomial(size - alike, truth)) * weight
    total = size * weight
    sums = (total.sum(1), (total**2).sum(1), misses.sum(1), (misses**2).sum(1), (misses * total).sum(1))
    return np.minimum(sums[2] / sums[0], 1.0), *share_bounds(*sums, LEVEL / 2)


def allowed(audits: int, level: float = LEVEL) -> int:
    """The most false alarms that so many audits have, but for a chance of 0.01 %, if the level holds."""
    return int(binom.ppf(0.9999, audits, level))


KINDS = [
    ("weights", alone, lognormal, 0.0),
    ("groups", geometric, even, 0.0),
    ("groups alike", geometric, even, 1.0),
    ("groups half alike, weights", geometric, lognormal, 0.7),
]


@many(10_000, 200_000)
@pytest.mark.parametrize("truth", [0.05, 0.3])
@pytest.mark.parametrize(("name", "sizes", "weights", "copied"), KINDS, ids=[kind[0] for kind in KINDS])
def test_groups_and_weights(name: str, sizes: Draw, weights: Draw, copied: float, truth: float, audits: int) -> None:
    """40 groups here and 200 elsewhere, of the same rate: approximate, so that a little more than the level may be."""
    rng, up, down = np.random.default_rng(6), 0, 0
    for _ in range(audits // BLOCK):
        one, other = (measure(rng, BLOCK, groups, sizes, weights, truth, copied) for groups in (40, 200))
        low, high = combine(one, other)
        up, down = up + int((low > 0).sum()), down + int((high < 0).sum())
    print(f"{name}, rate {truth}, {audits} audits: {(up + down) / audits:.5f} against {LEVEL}: {up} up, {down} down")
    assert up + down <= allowed(audits)


@many(10_000, 200_000)
@pytest.mark.parametrize(("name", "sizes", "weights", "copied"), KINDS, ids=[kind[0] for kind in KINDS])
def test_calibration_of_groups_and_weights(name: str, sizes: Draw, weights: Draw, copied: float, audits: int) -> None:
    """60 groups whose probability, of 0.3, comes true."""
    rng, alarms, truth = np.random.default_rng(7), 0, 0.3
    for _ in range(audits // BLOCK):
        _, low, high = measure(rng, BLOCK, 60, sizes, weights, truth, copied)
        alarms += int(((truth < low) | (truth > high)).sum())
    print(f"{name}, {audits} audits: {alarms / audits:.5f} against {LEVEL}")
    assert alarms <= allowed(audits)


@many(2000, 50_000)
def test_sixteen_partitions_against_their_others(audits: int) -> None:
    """All gaps of an audit at once: 16 partitions of 20 to 500 rows, each against the others together."""
    rng, alarms = np.random.default_rng(8), 0
    rows = np.linspace(20, 500, 16).astype(int)
    for truth in RATES:
        misses = rng.binomial(rows, truth, (audits // len(RATES), 16))
        others, rest = misses.sum(axis=1, keepdims=True) - misses, rows.sum() - rows
        sides = []
        for missed, of in ((misses, rows), (others, rest)):
            whole = np.broadcast_to(of, missed.shape).astype(float)
            sides.append((missed / of, *share_bounds(whole, whole, missed, missed, missed, LEVEL / 32)))
        low, high = combine(*sides)
        alarms += int(((low > 0) | (high < 0)).any(axis=1).sum())
    print(f"{audits} audits of 16 partitions: {alarms / audits:.5f} have a false alarm, against {LEVEL}")
    assert alarms <= allowed(audits)
