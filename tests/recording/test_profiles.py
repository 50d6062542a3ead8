"""Which columns are shown where partitions are held against each other."""

import numpy as np

from yasenn_report.recording.profiles import most_different
from yasenn_report.yasenn.describe import standardised_differences


def test_the_columns_that_differ_most_anywhere_come_first_and_constant_ones_not_at_all() -> None:
    differences = np.array([[0.1, 0.0, -2.0, 0.5], [0.3, 0.0, 0.1, -0.6]])
    assert most_different(differences).tolist() == [2, 3, 0]


def test_at_most_twelve_are_shown_the_first_where_they_tie() -> None:
    assert most_different(np.ones((2, 20))).tolist() == list(range(12))


def test_differences_are_in_standard_deviations_of_all_rows() -> None:
    features = np.array([[0.0, 5.0], [0.0, 5.0], [4.0, 5.0], [4.0, 5.0]])
    inside = np.array([True, True, False, False])
    assert standardised_differences(features, inside).tolist() == [-2.0, 0.0]
    assert standardised_differences(features, ~inside).tolist() == [2.0, 0.0]
    assert standardised_differences(features, np.ones(4, dtype=np.bool_)).tolist() == [0.0, 0.0]
