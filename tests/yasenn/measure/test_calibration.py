"""Mean probabilities and what came true, on rows written by hand."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tallies import units
from tasks import BINARY, THREE, VALUES

from yasenn_report.yasenn.bounds import Estimate, NotRun, lower_bounds, rate, upper_bounds
from yasenn_report.yasenn.fidelity import Calibration
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.calibration import (
    ONLY_DECISIONS,
    CalibrationSums,
    read_calibration,
    sum_calibration,
)
from yasenn_report.yasenn.measure.mistaken import NO_DECISIONS, NO_LABELS
from yasenn_report.yasenn.measure.sums import Units

MEMBER = np.repeat([0, 1, 2], [30, 20, 5])
YES = np.concatenate([np.linspace(0.6, 0.9, 30), np.full(20, 0.2), np.full(5, 0.5)])
OUTPUTS = np.column_stack([1 - YES, YES])
TRUTH = np.concatenate([np.arange(30) < 12, np.arange(20) < 4, np.zeros(5)]).astype(float)


def explained(**changed: Any) -> Any:
    """What is fitted, as far as this measure looks at it."""
    known = {
        "task": BINARY,
        "partitioning": SimpleNamespace(partitions=(None,) * 3),
        "usual_label": 0,
        "label_scale": None,
    }
    return SimpleNamespace(**known | changed)


def read(
    outputs: np.ndarray = OUTPUTS, truth: np.ndarray | None = TRUTH, of: Units | None = None, **changed: Any
) -> tuple[Calibration | NotRun, ...]:
    explanation = explained(**changed)
    sums = sum_calibration(explanation, of or units(len(MEMBER)), outputs, MEMBER, truth)
    return read_calibration(explanation, sums, confidence=0.95)


def test_of_two_classes_the_second_is_looked_at() -> None:
    first, second, small = read()
    assert isinstance(first, Calibration)
    assert isinstance(second, Calibration)
    assert first.said == pytest.approx(0.75)
    assert first.came_true == rate("share that came true", 12, 30, confidence=0.95)
    assert isinstance(second.bounds, Estimate)
    assert (second.said, second.bounds.value) == pytest.approx((0.2, 4 / 20))
    assert small == NotRun(reason="shares are compared from 20 evaluation rows on; here are 5")


def test_the_bounds_hold_for_all_partitions_that_are_compared() -> None:
    first, *_ = read()
    assert isinstance(first, Calibration)
    bounds = first.bounds
    assert isinstance(bounds, Estimate)
    assert bounds.low == pytest.approx(float(lower_bounds(12, 30, LEVEL / 4)))
    assert bounds.high == pytest.approx(float(upper_bounds(12, 30, LEVEL / 4)))
    assert bounds.method == "Clopper-Pearson, two-sided, Bonferroni over 2 partitions"
    assert (bounds.scope, bounds.confidence) == ("simultaneous", 1 - LEVEL)


def test_of_more_classes_the_decided_one_is() -> None:
    outputs = np.column_stack([0.1 + 0 * YES, np.full(55, 0.2), np.full(55, 0.7)])
    first, second, _ = read(outputs, np.where(np.arange(55) < 40, 2.0, 1.0), task=THREE)
    assert isinstance(first, Calibration)
    assert isinstance(second, Calibration)
    assert isinstance(second.came_true, Estimate)
    assert (first.said, second.said, second.came_true.value) == pytest.approx((0.7, 0.7, 10 / 20))


def test_weights_weigh() -> None:
    weights = np.where(np.arange(55) < 12, 3.0, 1.0)
    first, *_ = read(of=units(55, weights))
    assert isinstance(first, Calibration)
    assert isinstance(first.came_true, Estimate)
    assert first.came_true.value == pytest.approx(36 / 54)
    assert first.said == pytest.approx(float(np.average(YES[:30], weights=weights[:30])))
    assert first.came_true.effective_rows < 30


def test_there_is_a_reason_where_probabilities_are_not_looked_at() -> None:
    assert read(truth=None, usual_label=None) == (NO_LABELS,) * 3
    assert read(YES[:, None], task=VALUES, usual_label=None, label_scale="known") == (NO_DECISIONS,) * 3
    assert read(np.round(OUTPUTS)) == (ONLY_DECISIONS,) * 3


def test_chunks_add_up() -> None:
    half = np.arange(55) % 2 == 0
    one, other = (
        sum_calibration(explained(), units(int(rows.sum())), OUTPUTS[rows], MEMBER[rows], TRUTH[rows])
        for rows in (half, ~half)
    )
    together: CalibrationSums = one + other
    whole = sum_calibration(explained(), units(55), OUTPUTS, MEMBER, TRUTH)
    assert together.said == pytest.approx(whole.said)
    assert together.came_true.misses.tolist() == whole.came_true.misses.tolist()
    assert together.unsure == whole.unsure == 55
