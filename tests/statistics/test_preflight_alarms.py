"""How often the checks before an audit cry wolf on sound tables, and how often they see what is wrong."""

import numpy as np
import pytest
from numpy.typing import NDArray
from simulations import many, surely_below

from yasenn_report.preflight import Stored, check_accuracy, check_columns, check_fit_rows, check_ranges

Matrix = NDArray[np.float64]

KINDS = ["normal", "lognormal", "heavy lognormal", "t3", "t2", "pareto", "rare", "scales", "offsets", "mostly zero"]
"""Some have no finite variance, or events that few tables have seen."""


def draw(kind: str, rng: np.random.Generator, rows: int, columns: int) -> Matrix:
    shape = (rows, columns)
    made = {
        "normal": lambda: rng.normal(size=shape),
        "lognormal": lambda: rng.lognormal(0, 1, shape),
        "heavy lognormal": lambda: rng.lognormal(0, 2, shape),
        "t3": lambda: rng.standard_t(3, shape),
        "t2": lambda: rng.standard_t(2, shape),
        "pareto": lambda: rng.pareto(1.5, shape),
        "rare": lambda: (rng.random(shape) < np.geomspace(0.001, 0.5, columns)).astype(float),
        "scales": lambda: rng.exponential(size=shape) * np.geomspace(1e-3, 1e3, columns),
        "offsets": lambda: 1000 + rng.normal(size=shape) * np.geomspace(1e-3, 100, columns),
        "mostly zero": lambda: rng.lognormal(3, 2, shape) * (rng.random(shape) < 0.02),
    }
    return np.asarray(made[kind]())


def stored_of(features: Matrix, rng: np.random.Generator) -> Stored:
    """Running statistics as PyTorch keeps them: momentum 0.1, batches of 32, three times through the rows."""
    mean, variance = np.zeros(features.shape[1]), np.ones(features.shape[1])
    for _ in range(3):
        for batch in np.array_split(features[rng.permutation(len(features))], len(features) // 32):
            mean = 0.9 * mean + 0.1 * batch.mean(axis=0)
            variance = 0.9 * variance + 0.1 * batch.var(axis=0, ddof=1)
    return mean, variance


@many(20, 2000)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_sound_tables_give_no_alarm_about_columns(audits: int, kind: str) -> None:
    """Another sample of the same distribution, from 50 rows on, against whole and against running statistics."""
    rng = np.random.default_rng(0)
    alarms = tables = 0
    for _ in range(audits):
        columns = int(rng.choice([1, 3, 20]))
        names = [f"c{place}" for place in range(columns)]
        fitted = draw(kind, rng, 2000, columns)
        for stored in ((fitted.mean(axis=0), fitted.var(axis=0)), stored_of(fitted, rng)):
            for rows in (50, 200, 1000):
                tables += 1
                alarms += bool(check_columns(draw(kind, rng, rows, columns), names, stored))
    print(f"{kind}: {alarms} alarms on {tables} sound tables")
    assert alarms <= tables // 2000


@many(50, 1000)
def test_columns_out_of_scale_or_order_are_seen(audits: int) -> None:
    rng = np.random.default_rng(1)
    seen = {"standardised": 0, "raw": 0, "between 0 and 1": 0, "swapped": 0}
    names = [f"c{place}" for place in range(8)]
    for _ in range(audits):
        mean = rng.uniform(2, 6, 8) * np.geomspace(0.01, 1000, 8)
        spread = np.geomspace(0.01, 1000, 8)
        table = mean + spread * rng.normal(size=(100, 8))
        stored, ones = (mean, spread**2), (np.zeros(8), np.ones(8))
        low, high = table.min(axis=0), table.max(axis=0)
        one, other = rng.choice(8, 2, replace=False)
        swapped = table.copy()
        swapped[:, [one, other]] = table[:, [other, one]]
        for name, given, known, code in [
            ("standardised", (table - mean) / spread, stored, "YR020"),
            ("raw", table, ones, "YR020"),
            ("between 0 and 1", (table - low) / (high - low), stored, "YR020"),
            ("swapped", swapped, stored, "YR021"),
        ]:
            seen[name] += [alert.code for alert in check_columns(given, names, known)] == [code]
    print(f"seen of {audits}: {seen}")
    assert min(seen["standardised"], seen["raw"], seen["between 0 and 1"]) == audits
    assert seen["swapped"] >= 0.95 * audits


@many(300, 20_000)
@pytest.mark.parametrize("kind", ["normal", "pareto", "rare"])
def test_sound_tables_stay_in_the_range_of_the_fit_data(audits: int, kind: str) -> None:
    rng = np.random.default_rng(2)
    names = [f"c{place}" for place in range(5)]
    alarms = 0
    for _ in range(audits):
        rows, fit_rows = rng.choice([50, 200, 1000], 2)
        alarms += bool(check_ranges(draw(kind, rng, rows, 5), draw(kind, rng, fit_rows, 5), names, "fit.csv"))
    print(f"{kind}: {alarms} alarms on {audits} sound tables")
    assert alarms <= max(2, 0.003 * audits)  # promised is 0.001


@many(300, 5000)
def test_coincidences_are_not_called_copies(audits: int) -> None:
    """Rows of few different entries meet their like by chance."""
    rng = np.random.default_rng(3)
    high = 0
    for _ in range(audits):
        different = int(rng.choice([2, 4, 8]))
        fit = rng.integers(0, different, (300, 4)).astype(float)
        features = rng.integers(0, different, (200, 4)).astype(float)
        high += any(alert.severity == "high" for alert in check_fit_rows(features, fit, np.arange(200), "fit.csv"))
    print(f"{high} of {audits} sound tables called copies")
    assert high <= max(1, 0.003 * audits)


@many(2000, 50_000)
def test_a_network_as_good_as_a_constant_is_rarely_called_worse(audits: int) -> None:
    rng = np.random.default_rng(4)
    wrong = 0
    for _ in range(audits):
        labels, decisions = rng.integers(0, 2, 100), rng.integers(0, 2, 100)
        wrong += bool(check_accuracy(decisions, labels, ["no", "yes"]))
    print(f"{wrong} of {audits} networks wrongly called worse than a constant")
    assert surely_below(0, audits) < 0.05  # enough audits to tell
    assert wrong / audits < 0.025
