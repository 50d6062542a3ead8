"""The control: as many rows, picked by the network's own score margin."""

from dataclasses import replace

import numpy as np
import pytest
from tallies import units
from tasks import BINARY, THREE, VALUES

from yasenn_report.yasenn.bounds import Estimate, NotRun, rate
from yasenn_report.yasenn.measure.margins import control_by_margin, margin_edges, margins, sum_margins
from yasenn_report.yasenn.samples import sample_of


def test_margins_are_distances_from_another_decision() -> None:
    two = np.array([[0.9, 0.1], [0.2, 0.8]])
    assert margins(replace(BINARY, threshold=0.3), two).tolist() == pytest.approx([0.2, 0.5])
    assert margins(THREE, np.array([[0.2, 0.5, 0.3], [1.0, 0.0, 0.0]])).tolist() == pytest.approx([0.2, 1.0])


def test_rows_with_the_largest_margins_meet_the_share(rng: np.random.Generator) -> None:
    """Misses near the threshold only: the half of the rows that is farthest from it has none."""
    second = rng.random(1000)
    outputs = np.column_stack([1 - second, second])
    edges = margin_edges(BINARY, outputs)
    missed = np.abs(second - 0.5) < 0.1
    sums = sum_margins(units(1000), BINARY, outputs, missed, edges)
    share = rate("share of rows", 500, 1000, confidence=0.95)
    control = control_by_margin(sums, edges, sample_of(1000), share, confidence=0.95)
    assert control.share == pytest.approx(0.5, abs=0.005)
    assert isinstance(control.agreement, Estimate)
    assert (control.agreement.value, control.agreement.rows) == (1.0, round(1000 * control.share))
    assert control.least_margin == pytest.approx(np.quantile(margins(BINARY, outputs), 0.5), abs=0.01)


def test_all_rows_can_be_picked() -> None:
    outputs = np.array([[0.5, 0.5], [0.0, 1.0], [1.0, 0.0]])
    edges = margin_edges(BINARY, outputs[1:])
    sums = sum_margins(units(3), BINARY, outputs, np.array([True, False, False]), edges)
    share = rate("share of rows", 3, 3, confidence=0.95)
    control = control_by_margin(sums, edges, sample_of(3), share, confidence=0.95)
    assert (control.share, control.least_margin) == (1.0, 0.0)


def test_values_have_no_margin() -> None:
    edges = margin_edges(VALUES, np.zeros((5, 1)))
    sums = sum_margins(units(5), VALUES, np.zeros((5, 1)), np.zeros(5, dtype=bool), edges)
    share = rate("share of rows", 2, 5, confidence=0.95)
    control = control_by_margin(sums, edges, sample_of(5), share, confidence=0.95)
    assert control.agreement == NotRun(reason="the network puts out values, and values have no margin")
    assert (control.share, control.least_margin) == (None, None)


def test_no_share_to_meet_is_a_reason() -> None:
    outputs = np.array([[0.4, 0.6], [0.1, 0.9]])
    edges = margin_edges(BINARY, outputs)
    sums = sum_margins(units(2), BINARY, outputs, np.zeros(2, dtype=bool), edges)
    none = control_by_margin(sums, edges, sample_of(2), rate("s", 0, 2, confidence=0.95), confidence=0.95)
    assert none.agreement == NotRun(
        reason="there is no share of rows to meet: no partition is within tolerance on half of the evaluation rows"
    )
    unknown = control_by_margin(sums, edges, sample_of(2), NotRun(reason="one half is empty"), confidence=0.95)
    assert unknown.agreement == NotRun(reason="there is no share of rows to meet: one half is empty")
