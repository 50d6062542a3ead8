"""What single columns name, counted by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from rows import two_columns
from tallies import units
from tasks import BINARY

from yasenn_report.yasenn.bounds import Estimate, NotRun, upper_bounds
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.shortcuts import read_shortcuts, sum_shortcuts
from yasenn_report.yasenn.measure.sums import RateSums


class Above:
    """Names rows above 0 of the first column, as partition 1."""

    partition = 1

    def holds(self, columns: np.ndarray) -> np.ndarray:
        return columns[:, 0] > 0


COLUMNS = np.array([1.0, 2, 3, 4, -1, -2, -3, -4, -5, -6])[:, None]
MEMBER = np.array([1, 1, 1, 0, 1, 0, 0, 0, 0, 0])
DECIDED = np.array([0.9, 0.9, 0.2, 0.9, 0.9, 0.2, 0.2, 0.9, 0.2, 0.2])
"""Named: the first four, of which three are in the partition, and three are decided as it is."""


def sums(rows: slice = slice(None), shortcuts: object = (Above(), Above())) -> RateSums:
    explanation = SimpleNamespace(
        shortcuts=shortcuts,
        task=BINARY,
        partitioning=SimpleNamespace(values=two_columns(np.array([0.1, 0.8]))),
    )
    inside = MEMBER[rows][:, None] == np.arange(2)
    outputs = two_columns(DECIDED[rows])
    return sum_shortcuts(explanation, units(len(outputs)), COLUMNS[rows], outputs, inside)  # type: ignore[arg-type]


def test_four_shares_by_shortcut() -> None:
    found = read_shortcuts((Above(), Above()), sums())  # type: ignore[arg-type]
    assert isinstance(found, tuple)
    assert found[0] == found[1]
    shares = [found[0].precision, found[0].recall, found[0].answered, found[0].answered_elsewhere]
    assert [share.value for share in shares if isinstance(share, Estimate)] == pytest.approx([0.75, 0.75, 0.75, 2 / 6])
    assert [share.rows for share in shares if isinstance(share, Estimate)] == [4, 4, 4, 6]
    precision = shares[0]
    assert isinstance(precision, Estimate)
    assert precision.low == pytest.approx(1 - float(upper_bounds(1, 4, LEVEL / 2)))
    assert (precision.scope, precision.confidence) == ("simultaneous", 1 - LEVEL)
    assert precision.method == "Clopper-Pearson, one-sided each way, Bonferroni over 2 shortcuts"


def test_chunks_add_up() -> None:
    parts = sums(slice(0, 3)) + sums(slice(3, 10))
    shortcuts = (Above(), Above())
    assert read_shortcuts(shortcuts, parts) == read_shortcuts(shortcuts, sums())  # type: ignore[arg-type]


def test_where_none_was_looked_for_the_reason_stays() -> None:
    reason = NotRun(reason="one partition")
    assert read_shortcuts(reason, sums(shortcuts=reason)) is reason
    assert read_shortcuts((), sums(shortcuts=())) == ()


def test_a_column_that_names_no_row_is_not_measured() -> None:
    found = read_shortcuts((Above(),), sums(slice(5, 10), (Above(),)))  # type: ignore[arg-type]
    assert isinstance(found, tuple)
    assert found[0].precision == NotRun(reason="no evaluation row falls here")
