"""Cohen's kappa against scikit-learn, and where it is not defined."""

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, rate
from yasenn_report.yasenn.measure.chance import kappa
from yasenn_report.yasenn.samples import part_of, sample_of


def measured(confusion: np.ndarray) -> Measured:
    rows, agreed = int(confusion.sum()), int(np.trace(confusion))
    return kappa(confusion.astype(float), sample_of(rows), part_of(rows - agreed), confidence=0.95)


def test_it_is_cohens_kappa(rng: np.random.Generator) -> None:
    network, other = rng.integers(0, 3, 200), rng.integers(0, 3, 200)
    other[:120] = network[:120]
    confusion = np.zeros((3, 3))
    np.add.at(confusion, (network, other), 1)
    estimate = measured(confusion)
    assert isinstance(estimate, Estimate)
    assert estimate.value == pytest.approx(cohen_kappa_score(network, other))
    assert estimate.low < estimate.value < estimate.high


def test_majority_alone_agrees_often_and_is_no_better_than_chance() -> None:
    estimate = measured(np.array([[90, 0], [10, 0]]))
    assert isinstance(estimate, Estimate)
    assert estimate.value == pytest.approx(0)


def test_no_disagreement_still_has_an_interval() -> None:
    """That of the disagreement, over a disagreement by chance of one half."""
    estimate, disagreement = measured(np.array([[30, 0], [0, 30]])), rate("d", 0, 60, confidence=0.95)
    assert isinstance(estimate, Estimate)
    assert isinstance(disagreement, Estimate)
    assert (estimate.value, estimate.high) == (1, 1)
    assert estimate.low == pytest.approx(1 - disagreement.high / 0.5)


def test_one_class_only_has_none() -> None:
    assert measured(np.array([[50, 3], [0, 0]])) == NotRun(
        reason="the network decides for one class only on the evaluation rows: all agreement is by chance"
    )
