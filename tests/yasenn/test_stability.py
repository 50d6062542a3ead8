"""Stability from tables of shared rows, held against scikit-learn and against planted structure."""

from dataclasses import replace

import numpy as np
import pytest
from rows import xor_rows
from sklearn.metrics import adjusted_rand_score

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.codebook import make_code_book
from yasenn_report.yasenn.grid import Choices, make_grid
from yasenn_report.yasenn.stability import (
    MAIN,
    Stability,
    adjusted_rand,
    jaccard,
    overlap,
    read_stability,
    refit,
    resample,
)

GRID = make_grid(
    Choices(order="backward", leaves=4, trees=1, smallest_leaf=None, max_partitions=4, min_support=30, seed=0), 2
)


def table(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    found = np.zeros((one.max() + 1, other.max() + 1), dtype=np.int64)
    np.add.at(found, (one, other), 1)
    return found


def test_the_index_is_scikit_learns(rng: np.random.Generator) -> None:
    for _ in range(20):
        one, other = rng.integers(0, 4, 50), rng.integers(0, 3, 50)
        assert adjusted_rand(table(one, other)) == pytest.approx(adjusted_rand_score(one, other))
    assert adjusted_rand(np.array([[7]])) == 1.0


def test_jaccard_is_shared_over_either() -> None:
    found = jaccard(np.array([[8, 2], [0, 10]]))
    np.testing.assert_allclose(found, [[8 / 10, 2 / 20], [0, 10 / 12]])


def test_a_resample_keeps_copies_and_groups_together(rng: np.random.Generator) -> None:
    rows = xor_rows(200)
    drawn = resample(rows, rng)
    assert len(drawn) == 200
    np.testing.assert_array_equal(drawn.outputs, rows.outputs[drawn.groups])
    grouped = resample(replace(rows, groups=np.repeat(np.arange(50), 4)), rng)
    assert set(np.bincount(grouped.groups)[np.unique(grouped.groups)] % 4) == {0}  # type: ignore[arg-type]


def test_overlaps_of_chunks_add_up() -> None:
    rows, new = xor_rows(400), xor_rows(300, seed=1)
    book = make_code_book(rows, GRID[0])
    refits = refit(rows, GRID, target_fidelity=0.95, count=2, seed=0, progress=lambda _: None)
    assert len(refits) == 2

    def of(part: slice) -> dict[tuple[int, int], np.ndarray]:
        activations = new.take(np.arange(300)[part]).activations
        return overlap(book.assign(activations), book, refits, activations)

    whole, first, second = of(slice(None)), of(slice(0, 100)), of(slice(100, None))
    assert set(whole) == {(MAIN, 0), (MAIN, 1), (0, 1)}
    for pair, counts in whole.items():
        np.testing.assert_array_equal(counts, first[pair] + second[pair])
        assert counts.sum() == 300


def test_the_same_partitions_are_stable_and_unlike_ones_are_not() -> None:
    same = np.diag([40, 60])
    found = read_stability({(MAIN, 0): same, (MAIN, 1): same, (0, 1): same})
    assert found == Stability(refits=2, index=1.0, lowest=1.0, highest=1.0, with_report=1.0, partitions=(1.0, 1.0))
    mixed = np.array([[25, 25], [25, 25]])
    other = read_stability({(MAIN, 0): mixed, (MAIN, 1): same, (0, 1): mixed})
    assert isinstance(other, Stability)
    assert other.index == pytest.approx(0, abs=0.02)
    assert other.partitions[0] == pytest.approx((25 / 75 + 1) / 2)


def test_a_partition_without_evaluation_rows_has_no_stability() -> None:
    counts = np.array([[50, 10], [0, 0]])
    found = read_stability({(MAIN, 0): counts, (MAIN, 1): counts, (0, 1): np.diag([50, 10])})
    assert isinstance(found, Stability)
    assert found.partitions[1] is None


def test_without_refits_it_says_so() -> None:
    assert isinstance(read_stability({(MAIN, 0): np.diag([1, 1])}), NotRun)
