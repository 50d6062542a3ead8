"""How often intervals hold the truth, where no theory promises it exactly."""

import numpy as np
import pytest
from simulations import covers, many
from tallies import units

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.measure.chance import kappa
from yasenn_report.yasenn.measure.comparisons import compare_decisions, compare_values
from yasenn_report.yasenn.measure.means import mean, r2
from yasenn_report.yasenn.measure.scale import Scale
from yasenn_report.yasenn.measure.sums import sum_means

EVEN = np.array([[0.48, 0.02], [0.02, 0.48]])
SKEWED = np.array([[0.88, 0.02], [0.03, 0.07]])
FOUR = np.full((4, 4), 0.01) + 0.21 * np.eye(4)


@many(400, 5000)
@pytest.mark.parametrize("rows", [60, 1000])
@pytest.mark.parametrize("joint", [EVEN, SKEWED, FOUR], ids=["even", "skewed", "four"])
def test_kappa(audits: int, rows: int, joint: np.ndarray) -> None:
    """Nominal 0.95; never below, as it is no narrower than the exact interval of the disagreement."""
    rng, width = np.random.default_rng(2), len(joint)
    by_chance = joint.sum(axis=0) @ joint.sum(axis=1)
    truth = (np.trace(joint) - by_chance) / (1 - by_chance)
    found = []
    for cells in rng.multinomial(rows, joint.ravel(), audits):
        network, other = np.divmod(np.repeat(np.arange(width**2), cells), width)
        compared = compare_decisions(network, other, units(rows))
        confusion = cells.reshape(joint.shape).astype(float)
        found.append(kappa(confusion, compared.sample, compared.missed, confidence=0.95))
    defined = [measured for measured in found if not isinstance(measured, NotRun)]  # few rows may be of one class only
    covered = np.mean([covers(measured, truth) for measured in defined])
    print(f"{audits} audits, {width} classes, {rows} rows: kappa covered in {covered:.4f}")
    assert len(defined) > 0.99 * audits
    assert covered >= 0.94


@many(400, 5000)
@pytest.mark.parametrize(("groups", "size", "copied"), [(200, 1, 0.0), (1000, 1, 0.0), (200, 5, 0.0), (200, 5, 1.0)])
def test_paired_gain(audits: int, groups: int, size: int, copied: float) -> None:
    """One answer alone is wrong on 6 % of rows, the other alone on 3 %; groups of up to 2 x size rows."""
    rng, covered = np.random.default_rng(3), 0
    for _ in range(audits):
        group = np.repeat(np.arange(groups), rng.integers(1, 2 * size, groups) if size > 1 else 1)
        rows = rng.choice([1.0, -1.0, 0.0], len(group), p=[0.06, 0.03, 0.91])
        alike = rng.random(len(group)) < copied
        rows[alike] = rng.choice([1.0, -1.0, 0.0], groups, p=[0.06, 0.03, 0.91])[group[alike]]
        sums = sum_means(units(len(group), group=None if size == 1 else group), rows[:, None]).at(0)
        covered += covers(mean("loss", sums, confidence=0.95, bottom=None), 0.03)
    print(f"{audits} audits, {groups} groups of {size}, correlation {copied}: gain covered in {covered / audits:.4f}")
    assert covered / audits >= 0.925


@many(400, 5000)
@pytest.mark.parametrize(("groups", "size", "copied"), [(30, 1, 0.0), (200, 1, 0.0), (60, 5, 0.0), (60, 5, 1.0)])
def test_r2(audits: int, groups: int, size: int, copied: float) -> None:
    """Normal values with normal errors, R2 of 0.75; rows of a group are alike if ``copied`` is 1."""
    rng, covered, scale = np.random.default_rng(4), 0, Scale(centre=np.zeros(1), spread=np.ones(1), error_limit=0.5)
    for _ in range(audits):
        group = np.repeat(np.arange(groups), rng.integers(1, 2 * size, groups) if size > 1 else 1)
        drawn = rng.normal(0, [1.0, 0.5], (groups if copied else len(group), 2))
        truth, error = (drawn[group] if copied else drawn).T[:, :, None]
        of = units(len(group), group=None if size == 1 else group)
        covered += covers(r2(compare_values(truth, truth + error, scale, of), confidence=0.95), 0.75)
    print(f"{audits} audits, {groups} groups of {size}, correlation {copied}: R2 covered in {covered / audits:.4f}")
    assert covered / audits >= 0.91
