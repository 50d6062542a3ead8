"""Descriptions of planted partitions, and of partitions that cannot be described."""

import numpy as np
import pytest

from yasenn_report.yasenn.describe import LogisticDescription, TreeDescription, describe_partition


def test_a_box_is_described_by_rules(rng: np.random.Generator) -> None:
    X = rng.uniform(0, 1, (1000, 4))
    inside = (X[:, 1] > 0.4) & (X[:, 1] < 0.7) & (X[:, 2] > 0.5)
    described = describe_partition(X, inside, min_quality=0.5, seed=0)
    leading = described.candidates[0]
    assert isinstance(leading, TreeDescription)
    assert described.missing is None
    assert leading.quality > 0.95
    fresh = rng.uniform(0, 1, (1000, 4))
    truth = (fresh[:, 1] > 0.4) & (fresh[:, 1] < 0.7) & (fresh[:, 2] > 0.5)
    assert (leading.holds(fresh) == truth).mean() > 0.97
    assert {condition.feature for condition in leading.rules[0].conditions} == {1, 2}


def test_a_slanted_border_is_described_by_a_logistic_regression(rng: np.random.Generator) -> None:
    X = rng.normal(size=(1000, 6))
    described = describe_partition(X, X.sum(axis=1) > 0, min_quality=0.5, seed=0)
    leading = described.candidates[0]
    assert isinstance(leading, LogisticDescription)
    assert all(term.weight > 0 for term in leading.terms)


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.9])
def test_noise_is_not_describable(share: float, rng: np.random.Generator) -> None:
    """However large the partition: naming every row is no description, though its F1 may look good."""
    X = rng.normal(size=(600, 5))
    described = describe_partition(X, rng.uniform(size=600) < share, min_quality=0.5, seed=0)
    assert described.missing is not None
    assert "neither a tree nor a logistic regression tells it from the rest" in described.missing.reason


def test_the_only_partition_has_nothing_to_be_told_from(rng: np.random.Generator) -> None:
    described = describe_partition(rng.normal(size=(50, 2)), np.ones(50, dtype=bool), min_quality=0.5, seed=0)
    assert described.candidates == ()
    assert described.missing is not None
    assert described.missing.reason == "it holds all rows: there is no rest to tell it from"
    assert described.profile == ()


def test_the_profile_is_led_by_the_column_that_differs_most(rng: np.random.Generator) -> None:
    X = rng.normal(size=(400, 3))
    inside = X[:, 2] > 0.5
    first = describe_partition(X, inside, min_quality=0.5, seed=0).profile[0]
    assert first.feature == 2
    assert first.inside == pytest.approx(X[inside, 2].mean())
    assert first.outside == pytest.approx(X[~inside, 2].mean())
    assert first.standardised == pytest.approx((first.inside - first.outside) / X[:, 2].std())


def test_a_constant_column_has_no_difference(rng: np.random.Generator) -> None:
    X = np.column_stack([rng.normal(size=100), np.full(100, 0.1)])
    profile = describe_partition(X, X[:, 0] > 0, min_quality=0.5, seed=0).profile
    assert {difference.feature: difference.standardised for difference in profile}[1] == 0
