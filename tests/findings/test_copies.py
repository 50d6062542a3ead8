"""Evaluation rows with the inputs of fit rows, on tables written by hand."""

import numpy as np
import pytest
from fidelities import fidelity

from yasenn_report.findings.copies import copies
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


def test_the_sentence_says_how_many_different_rows_there_are() -> None:
    (found,) = copies(MEASURED, FIT, planted(24))
    assert found.sentence == (
        f"24 evaluation rows (12.0{PERCENT}) have the very inputs of a fit row; the 500 rows hold 476 different ones. "
        "Where columns have few different entries, rows can be alike by coincidence, and nothing is amiss. If they are "
        "copies of one case, what is measured on them looks better than it will be on new cases: name by --group what "
        "belongs together."
    )


def test_minus_zero_is_zero() -> None:
    (found,) = copies(fidelity((0, 2)), np.array([[0.0], [1.0]]), np.array([[-0.0], [2.0]]))
    assert found.rows == 1
    assert "1 evaluation row (50.0" in found.sentence
