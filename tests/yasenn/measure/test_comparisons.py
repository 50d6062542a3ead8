"""Tallies of chunks add up to the tally of all rows."""

import numpy as np
import pytest
from tallies import units

from yasenn_report.yasenn.measure.comparisons import Comparison, compare_decisions, compare_values
from yasenn_report.yasenn.measure.scale import scale_of


def test_decisions_are_counted() -> None:
    compared = compare_decisions(np.array([0, 1, 1, 2]), np.array([0, 1, 2, 0]), units(4))
    assert (compared.rows, compared.misses) == (4, 2)


def test_values_are_measured_in_standard_deviations() -> None:
    fitted = np.array([[0.0], [2.0]])  # mean 1, standard deviation 1
    scale = scale_of(fitted, error_limit=0.5)
    compared = compare_values(np.array([[1.0], [3.0]]), np.array([[1.4], [2.0]]), scale, units(2))
    assert (compared.rows, compared.misses) == (2, 1)
    assert compared.u == pytest.approx(0.16 + 1.0)
    assert compared.v == pytest.approx(0.0 + 4.0)


@pytest.mark.parametrize("value", [7.0, 0.1, 1e9 / 3])
def test_an_output_that_never_changes_has_a_scale(value: float) -> None:
    """Rounding leaves a standard deviation of about 1e-17: no unit to measure errors in."""
    assert scale_of(np.full((300, 1), value), error_limit=0.5).spread.tolist() == [1.0]


@pytest.mark.parametrize("size", [1, 7, 100])
def test_chunks_add_up(size: int, rng: np.random.Generator) -> None:
    truth, answer = rng.normal(size=(100, 2)), rng.normal(size=(100, 2))
    scale = scale_of(rng.normal(size=(50, 2)), error_limit=0.5)
    whole = compare_values(truth, answer, scale, units(100))
    parts = [
        compare_values(truth[at : at + size], answer[at : at + size], scale, units(len(truth[at : at + size])))
        for at in range(0, 100, size)
    ]
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    for field in Comparison.__dataclass_fields__:
        np.testing.assert_allclose(getattr(total, field), getattr(whole, field))
