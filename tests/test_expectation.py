"""Recorded predictions are held against the network, whatever they recorded."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tasks import BINARY, THREE, VALUES

from yasenn_report.errors import TaskError
from yasenn_report.expectation import Comparisons, Expectation, check_expectation, said_of
from yasenn_report.inputs.table_files.expected import Expected
from yasenn_report.inputs.task import Task

ROWS = np.arange(6)
PLACES = np.array([2, 3, 5, 8, 9, 11])
HIGH = np.array([[0.1], [0.9], [0.4], [0.7], [0.2], [0.6]])
"""Probability of the second class of six rows."""


def recorded(values: NDArray[np.float64] | None = None, labels: list[str] | None = None) -> Expected:
    columns = 1 if values is None else values.shape[1]
    return Expected(
        names=tuple("abc"[:columns]), values=values, labels=None if labels is None else np.array(labels, dtype=np.str_)
    )


def compared(task: Task, expected: Expected, raw: NDArray[np.float64]) -> Expectation:
    """The first rows first, the others later."""
    running = Comparisons(task, expected, ROWS[:4], raw[:4])
    running._add(ROWS[4:], raw[4:])
    return running.result(PLACES)


def test_probabilities_that_were_rounded_agree() -> None:
    found = compared(BINARY, recorded(HIGH + 0.0004), HIGH)
    assert (found.meaning, found.rows, found.differing, found.first_row) == ("probabilities", 6, 0, None)
    assert check_expectation(found) == []
    assert said_of(found) == "'a' agrees with the network's probabilities in 6 rows, to within 0.0004"


def test_a_row_that_differs_is_counted_and_placed() -> None:
    values = HIGH.copy()
    values[3] += 0.31
    found = compared(BINARY, recorded(values), HIGH)
    assert (found.differing, found.first_row) == (1, 8)
    [alert] = check_expectation(found)
    assert (alert.code, alert.severity) == ("YR015", "high")
    assert alert.sentence == (
        "Column 'a' differs from the network's probabilities in 1 of 6 rows, by up to 0.31, first in row 9. Up to "
        "0.001 passes for rounding. The file may hold another version of the network, or the table's inputs are not "
        "those that the record was made from."
    )


@pytest.mark.parametrize("names", [("no", "yes"), ("0", "1")])
def test_decisions_agree_by_label_or_by_index(names: tuple[str, str]) -> None:
    labels = [names[int(one)] for one in (HIGH[:, 0] >= 0.5)]
    found = compared(BINARY, recorded(labels=labels), HIGH)
    assert (found.meaning, found.differing, found.largest) == ("decisions", 0, 0.0)


def test_what_columns_hold_is_told_by_what_they_fit() -> None:
    """0 and 1 could be probabilities: the decisions fit better."""
    numbers = (HIGH >= 0.5).astype(float)
    found = compared(BINARY, recorded(numbers, [str(int(one)) for one in numbers[:, 0]]), HIGH)
    assert (found.meaning, found.differing) == ("decisions", 0)


def test_logits_are_outputs_and_probabilities_alike() -> None:
    logits = replace(BINARY, output_kind="logits")
    raw = np.log(HIGH / (1 - HIGH))
    assert compared(logits, recorded(raw), raw).meaning == "outputs"
    assert compared(logits, recorded(HIGH), raw).meaning == "probabilities"
    assert compared(logits, recorded(HIGH), raw).differing == 0


def test_values_differ_in_units_of_their_spread() -> None:
    raw = np.array([[0.0], [1000.0], [2000.0], [3000.0], [4000.0], [5000.0]])
    assert compared(VALUES, recorded(raw + 0.9), raw).differing == 0
    assert compared(VALUES, recorded(raw + 3.0), raw).differing == 6


def test_one_column_for_each_class() -> None:
    raw = np.tile([[0.2, 0.3, 0.5]], (6, 1))
    assert compared(THREE, recorded(raw), raw).differing == 0
    assert compared(THREE, recorded(raw[:, ::-1]), raw).differing == 6


def test_columns_that_can_be_no_record_are_refused() -> None:
    raw = np.tile([[0.2, 0.3, 0.5]], (6, 1))
    with pytest.raises(TaskError) as refusal:
        compared(THREE, recorded(raw[:, :2]), raw)
    assert str(refusal.value) == (
        "model.pt: --expect names 2 columns ('a', 'b'), which can be no record of its 3 outputs; name a column of "
        "decisions as the target writes them, of the second class's probabilities, or one column for each output"
    )


def test_two_decimals_are_no_alarm() -> None:
    [alert] = check_expectation(compared(BINARY, recorded(HIGH + 0.004), HIGH))
    assert (alert.code, alert.severity) == ("YR015", "low")
    assert alert.sentence.endswith("the record neither confirms the file nor denies it.")
