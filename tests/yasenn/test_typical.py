"""Typical rows: medoids of partitions."""

import numpy as np
import pytest
from rows import fit_rows, two_columns
from scipy.spatial.distance import cdist

from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.merging import places
from yasenn_report.yasenn.typical import MOST_COMPARED, find_medoids, typical_rows


def rows_of(columns: np.ndarray) -> FitRows:
    return fit_rows(two_columns(np.linspace(0, 1, len(columns))), columns)


def test_the_first_is_the_medoid(rng: np.random.Generator) -> None:
    columns = rng.normal(size=(80, 3))
    membership = (columns[:, 0] > 0.3).astype(np.intp)
    found = typical_rows(rows_of(columns), membership, 2, seed=0)
    for index, rows in enumerate(found):
        mine = np.flatnonzero(membership == index)
        total = cdist(places(columns)[mine], places(columns)[mine]).sum(axis=1)
        assert rows[0].row == mine[total.argmin()]
        assert {membership[one.row] for one in rows} == {index}
        assert sum(one.share for one in rows) == pytest.approx(1)


def test_each_further_one_stands_for_rows_far_from_those_before() -> None:
    where = np.array([[0.0]] * 5 + [[10.0]] * 3 + [[-20.0]] * 2 + [[0.5]])
    chosen, shares = find_medoids(where, 3)
    assert where[chosen, 0].tolist() == [0.0, -20.0, 10.0]
    assert shares == pytest.approx([6 / 11, 2 / 11, 3 / 11])


def test_rows_in_one_place_have_one_medoid_and_one_row_is_its_own() -> None:
    assert find_medoids(np.zeros((7, 2)), 3)[0].tolist() == [0]
    assert find_medoids(np.ones((1, 2)), 3)[1] == [1.0]


def test_neither_units_nor_outliers_count(rng: np.random.Generator) -> None:
    columns = rng.normal(size=(60, 2))
    spoilt = columns * [1e9, 1.0]
    spoilt[spoilt[:, 1].argmax(), 1] = 1e12
    everywhere = np.zeros(60, dtype=np.intp)
    assert typical_rows(rows_of(columns), everywhere, 1, seed=0) == typical_rows(rows_of(spoilt), everywhere, 1, seed=0)


def test_the_networks_output_stands_beside_the_row() -> None:
    rows = rows_of(np.arange(11.0)[:, None])
    first = typical_rows(rows, np.zeros(11, dtype=np.intp), 1, seed=0)[0][0]
    assert (first.row, first.output) == (5, (0.5, 0.5))


def test_a_sample_stands_for_many_rows(rng: np.random.Generator) -> None:
    columns = np.sort(rng.normal(size=(3 * MOST_COMPARED, 1)), axis=0)
    rows, everywhere = rows_of(columns), np.zeros(len(columns), dtype=np.intp)
    found, again = (typical_rows(rows, everywhere, 1, seed=7) for _ in range(2))
    assert found == again
    assert found[0][0].row == pytest.approx(1500, abs=150)
    assert sum(one.share for one in found[0]) == pytest.approx(1)
