"""What a layer adds, from counts written by hand and from an audit of a layer that parts nothing."""

import numpy as np
import pytest
from tallies import units

from yasenn_report.audit import Audit
from yasenn_report.yasenn.bounds import Estimate, NotRun, upper_bounds
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.layers import NO_PART, at_once, no_gain, parts_nothing, read_step
from yasenn_report.yasenn.measure.means import mean
from yasenn_report.yasenn.measure.sums import sum_means, sum_rates
from yasenn_report.yasenn.samples import Sample


def steps(rows: int, *counts: tuple[int, int]):
    """Layers given as (mended, spoilt) rows."""
    places = np.arange(rows)[:, None]
    mended, spoilt = (places < np.array([count[side] for count in counts]) for side in (0, 1))
    changed = np.hstack([mended, np.flip(spoilt, axis=0)])
    return sum_rates(units(rows), np.ones_like(changed), changed)


def test_a_gain_is_rows_mended_less_rows_spoilt() -> None:
    sums = steps(1000, (300, 20), (10, 40))
    one, other = (read_step(sums, place, 2) for place in range(2))
    assert isinstance(one, Estimate)
    assert isinstance(other, Estimate)
    assert (one.value, other.value) == pytest.approx((0.28, -0.03))
    assert one.low < 0.28 < one.high < 1
    assert (one.rows, one.effective_rows, one.confidence) == (1000, 1000.0, 1 - LEVEL)
    assert one.method == "difference of Clopper-Pearson bounds, two-sided, Bonferroni over both and 2 layers"


def test_a_layer_that_happens_to_change_no_row_may_change_others() -> None:
    """Student's t would say that its gain is exactly 0."""
    found = read_step(steps(300, (0, 0)), 0, 1)
    assert isinstance(found, Estimate)
    assert found.value == 0
    assert found.high == pytest.approx(float(upper_bounds(0, 300, LEVEL / 4)))
    assert found.high > 0.02


def test_means_are_said_to_hold_at_once() -> None:
    sums = sum_means(units(50), np.random.default_rng(0).normal(size=(50, 1))).at(0)
    found = mean("loss", sums, confidence=1 - LEVEL / 3, bottom=None)
    assert isinstance(found, Estimate)
    said = at_once(found, 3)
    assert isinstance(said, Estimate)
    assert (said.low, said.high, said.scope, said.confidence) == (found.low, found.high, "simultaneous", 1 - LEVEL)
    assert said.method == "Student's t, Bonferroni over 3 layers"
    none = NotRun(reason="one row only")
    assert at_once(none, 3) is none


def test_no_gain_is_exact() -> None:
    found = no_gain(Sample(rows=40, weight=40, weight_squares=80))
    assert (found.value, found.low, found.high, found.rows, found.effective_rows) == (0, 0, 0, 40, 20)
    assert found.method == NO_PART


@pytest.mark.slow
def test_a_beginning_parts_no_more_than_itself(xor_audit: Audit) -> None:
    partitioning = xor_audit.partitioning
    assert parts_nothing(partitioning, 1, 1)
    assert not parts_nothing(partitioning, 0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("fixture", ["xor_audit", "diabetes_audit"])
def test_bounds_for_all_layers_hold_the_gain_of_each(fixture: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(fixture)
    for layer in audit.fidelity.by_layer:
        assert isinstance(layer.gain, Estimate)
        assert isinstance(layer.gain_at_once, Estimate)
        assert layer.gain_at_once.value == pytest.approx(layer.gain.value)
        assert layer.gain_at_once.high > layer.gain.high
        assert layer.gain_at_once.scope == "simultaneous"
