"""Evaluation rows with the inputs of fit rows, on tables written by hand."""

import numpy as np
import pytest
from fidelities import fidelity

from yasenn_report.findings.copies import coincidences, copies
from yasenn_report.numbers import PERCENT

FIT = np.random.default_rng(0).normal(size=(300, 3))
EVALUATION = np.random.default_rng(1).normal(size=(200, 3))
MEASURED = fidelity((0, 200))


def planted(number: int) -> np.ndarray:
    """The evaluation rows, the first few of which are fit rows."""
    return np.concatenate([FIT[:number], EVALUATION[number:]])


def test_new_rows_are_no_finding() -> None:
    assert copies(MEASURED, FIT, EVALUATION) == []
    assert copies(MEASURED, FIT, planted(1)) == []


@pytest.mark.parametrize("number", [2, 20, 200])
def test_copies_are_found_from_one_per_cent_on(number: int) -> None:
    (found,) = copies(MEASURED, FIT, planted(number))
    assert (found.code, found.severity, found.rows, found.value) == ("YR026", "low", number, number / 200)
    assert found.threshold == 0.01


def test_the_sentence_says_what_coincidence_would_give() -> None:
    (found,) = copies(MEASURED, FIT, planted(24))
    assert found.sentence == (
        f"24 evaluation rows (12.0{PERCENT}) have the very inputs of a fit row. By coincidence it would be "
        f"<\N{NO-BREAK SPACE}0.1{PERCENT} if the columns had nothing to do with each other, and more where they have. "
        "What is measured on copies of one case looks better than it will be on new cases: name by --group what "
        "belongs together."
    )


def test_coincidences_of_few_entries_are_low() -> None:
    rng = np.random.default_rng(0)
    few = rng.integers(0, 3, (500, 3)).astype(float)
    (found,) = copies(MEASURED, few[:300], few[300:])
    assert (found.severity, found.rows) == ("low", 200)
    assert coincidences(few[:300], few[300:]) == pytest.approx(1, abs=0.01)


def test_coincidences_are_counted_column_by_column() -> None:
    fit = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    met = np.array([[0.0, 0], [1, 1], [2, 0], [0, 7]])
    assert coincidences(fit, met) == pytest.approx((1 - 0.75**4) / 2)
    assert coincidences(fit, np.array([[2.0, 2.0]])) == 0


def test_minus_zero_is_zero() -> None:
    (found,) = copies(fidelity((0, 2)), np.array([[0.0], [1.0]]), np.array([[-0.0], [2.0]]))
    assert found.rows == 1
    assert "1 evaluation row (50.0" in found.sentence
