"""Of a wide layer the units stay that tell of what is left to explain."""

import numpy as np

from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.boosting import TreeSettings
from yasenn_report.yasenn.distil import distil
from yasenn_report.yasenn.wide import MOST_UNITS, TreesOnUnits, residual_of, telling_units


def test_a_narrow_layer_stays_whole(rng: np.random.Generator) -> None:
    values = rng.normal(size=(20, MOST_UNITS))
    assert telling_units(values, rng.normal(size=(20, 1))).tolist() == list(range(MOST_UNITS))


def test_units_that_tell_stay_whatever_their_scale(rng: np.random.Generator) -> None:
    values = rng.normal(size=(400, 1000)) * rng.uniform(0.01, 100, 1000)
    values[:, 5] = 3.0  # constant
    residual = np.stack([values[:, 700] * 0.001 + 5, -values[:, 33]], axis=1)
    units = telling_units(values.astype(np.float32), residual)
    assert len(units) == MOST_UNITS
    assert {33, 700} <= set(units.tolist())
    assert 5 not in units
    assert (np.diff(units) > 0).all()


def test_a_residual_without_any_spread_chooses_nothing_in_particular() -> None:
    assert len(telling_units(np.ones((10, 300)), np.zeros((10, 2)))) == MOST_UNITS


def test_the_residual_is_of_probabilities_or_of_values() -> None:
    even = np.zeros((1, 2))
    np.testing.assert_allclose(residual_of(np.array([[0.9, 0.1]]), even, classes=True), [[0.4, -0.4]])
    np.testing.assert_allclose(residual_of(np.array([[3.0, 1.0]]), even + 1, classes=False), [[2.0, 0.0]])


def test_codes_of_a_wide_layer_follow_its_telling_units(rng: np.random.Generator) -> None:
    values = rng.normal(size=(600, 1200)).astype(np.float32)
    outputs = np.where(values[:, [900]] > 0, 1.0, -1.0)
    settings = TreeSettings(leaves=2, trees=1, smallest_leaf=0.05, seed=0)
    made = distil(
        Activations(layers=(values,), outputs=outputs), outputs, classes=False, order="forward", settings=settings
    )
    assert isinstance(made.trees[0], TreesOnUnits)
    codes = made.codes(Activations(layers=(values,), outputs=outputs))[:, 0]
    np.testing.assert_array_equal(codes == codes[values[:, 900].argmax()], values[:, 900] > 0)
