"""How often drift is found where the rows are of one kind, and how often where they are not."""

import numpy as np
import pytest
from simulations import many

from yasenn_report.yasenn.fidelity import Drift
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.baseline import make_baseline
from yasenn_report.yasenn.measure.drift import read_drift, sum_arrivals
from yasenn_report.yasenn.measure.sums import Units

KINDS = {
    "few codes": (50, 1000, 500, 8, 0.3),
    "many codes": (3000, 2000, 1000, 16, 0.1),
    "nearly all codes rare": (5000, 2000, 2000, 16, 1.0),
    "few rows": (200, 300, 300, 6, 0.5),
    "much fit data": (3000, 10000, 1000, 16, 0.1),
}
"""Codes, rows that fitted, rows that arrive, partitions, and how evenly rows are spread over codes (Dirichlet)."""


def draw(rng: np.random.Generator, kind: str, shift: float, group: int = 1) -> Drift:
    """Rows of both kinds; ``shift`` moves so much of the weight of codes from the first half of them to the second."""
    codes, fitted, arriving, partitions, even = KINDS[kind]
    spread = rng.dirichlet(np.full(codes, even))
    moved = spread * np.where(np.arange(codes) < codes // 2, 1 - shift, 1)
    of = rng.integers(0, partitions, codes)
    of[codes // 2 :] = 0

    def rows(number: int, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        code = np.repeat(rng.choice(codes, number // group, p=weight / weight.sum()), group)
        return np.column_stack([code // 10, code % 10]), of[code][:, None] == np.arange(partitions)

    baseline = make_baseline(*rows(fitted, spread), None, None)
    found, inside = rows(arriving, moved)
    units = Units(weights=np.ones(len(found)), group=None if group == 1 else np.arange(len(found)) // group)
    drift = read_drift(baseline, sum_arrivals(baseline, units, found, inside), confidence=0.95)
    assert isinstance(drift, Drift)
    return drift


def alarms(kind: str, audits: int, shift: float = 0.0, group: int = 1) -> int:
    """In how many audits a share is found to have shifted."""
    rng = np.random.default_rng(0)
    found = 0
    for _ in range(audits):
        drift = draw(rng, kind, shift, group)
        gaps = [gap.difference for gap in drift.partitions]
        more = getattr(drift.new_codes.difference, "low", 0.0) > 0
        found += more or any(gap.low > 0 or gap.high < 0 for gap in gaps)  # type: ignore[union-attr]
    return found


@many(20, 1000)
@pytest.mark.slow
@pytest.mark.parametrize("group", [1, 5])
@pytest.mark.parametrize("kind", list(KINDS))
def test_rows_of_one_kind_are_not_called_drift(audits: int, kind: str, group: int) -> None:
    """In groups too, of which nothing is known in the fit data."""
    found = alarms(kind, audits, group=group)
    print(f"{kind}, groups of {group}: {found} alarms in {audits} audits; designed for {LEVEL:.1%}")
    assert found <= max(1, 3 * LEVEL * audits)


@many(10, 200)
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["few codes", "many codes", "much fit data"])
def test_other_rows_are_called_drift(audits: int, kind: str) -> None:
    found = alarms(kind, audits, shift=0.8)
    print(f"{kind}: {found} found in {audits} audits")
    assert found >= 0.9 * audits
