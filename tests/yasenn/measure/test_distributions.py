"""Distributions over rows, by fixed bins."""

import numpy as np
import pytest
from tasks import BINARY, VALUES

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import ErrorDistribution, Histogram, OutputDistribution
from yasenn_report.yasenn.measure.distributions import (
    count_decided,
    count_errors,
    count_outputs,
    error_cuts,
    output_edges,
    read_errors,
    read_outputs,
)


def test_cuts_are_round_numbers() -> None:
    assert error_cuts(classes=True)[:4] == (0.0, 0.001, 0.0015, 0.002)
    assert error_cuts(classes=True)[-3:] == (0.6, 0.8, 1.0)
    assert error_cuts(classes=False)[-3:] == (6.0, 8.0, 10.0)


def test_errors_have_a_median_and_a_90th_percentile() -> None:
    error = np.array([0.0, 0.01, 0.011, 0.2, 0.21, 0.3, 0.3, 0.3, 0.3, 50.0])
    found = read_errors(count_errors(error, np.ones(10), classes=False), classes=False)
    assert dict(zip(found.cuts, found.at_most, strict=True))[0.01] == pytest.approx(0.2)
    assert (found.quantile(0.5), found.quantile(0.9), found.quantile(0.95)) == (0.3, 0.3, None)


def test_heavy_rows_count_more() -> None:
    counted = count_errors(np.array([0.1, 0.9]), np.array([1.0, 3.0]), classes=True)
    found = read_errors(counted, classes=True)
    assert isinstance(found, ErrorDistribution)
    assert (found.quantile(0.25), found.quantile(0.5), found.quantile(1.0)) == (0.1, 1.0, 1.0)


def test_classes_are_counted_and_the_decided_one_is_drawn() -> None:
    outputs = np.array([[0.9, 0.1], [0.4, 0.6], [0.0, 1.0]])
    values, member, weights = np.array([[0.8, 0.2], [0.1, 0.9]]), np.array([0, 0, 1]), np.ones(3)
    edges = output_edges(BINARY, outputs)
    counted = count_outputs(BINARY, outputs, values, member, weights, edges)
    decided = count_decided(BINARY, outputs, member, weights, 2)
    first = read_outputs(decided[0], counted[0], edges, 2.0)
    assert isinstance(first, OutputDistribution)
    assert first.decided == (0.5, 0.5)
    assert [(place, share) for place, share in enumerate(first.histograms[0].shares) if share] == [(8, 0.5), (18, 0.5)]
    assert counted[1, 0].tolist() == [0.0] * 19 + [1.0]


def test_values_beyond_the_fit_rows_are_in_the_outer_bins() -> None:
    edges = output_edges(VALUES, np.array([[0.0, 5.0], [20.0, 5.0]]))
    assert edges[:, [0, -1]].tolist() == [[0.0, 20.0], [5.0, 6.0]]
    outputs, member = np.array([[-3.0, 5.0], [25.0, 5.0], [20.0, 5.0], [1.0, 5.0]]), np.zeros(4, dtype=int)
    counted = count_outputs(VALUES, outputs, np.zeros((1, 2)), member, np.ones(4), edges)
    found = read_outputs(np.zeros(0), counted[0], edges, 4.0)
    assert isinstance(found, OutputDistribution)
    assert found.decided == ()
    first, second = found.histograms
    assert isinstance(first, Histogram)
    assert (first.shares[0], first.shares[1], first.shares[-1]) == (0.25, 0.25, 0.5)
    assert second.shares[0] == 1.0


def test_no_rows_have_no_distribution() -> None:
    assert read_outputs(np.zeros(2), np.zeros((1, 20)), np.zeros((1, 21)), 0.0) == NotRun(
        reason="no evaluation row falls here"
    )
