"""The order of blocks that lets streams cross little."""

from itertools import pairwise

import numpy as np
import pytest

from yasenn_report.report.figures.flow_order import crossings, middles, ordered


def test_crossings_counts_pairs_of_rows() -> None:
    crossed = np.array([[0.0, 2.0], [3.0, 1.0]])
    assert crossings([crossed], [(0, 1), (0, 1)]) == 6  # 2 rows over 3
    assert crossings([crossed], [(0, 1), (1, 0)]) == 0
    assert crossings([crossed], [(1, 0), (0, 1)]) == 0
    assert crossings([np.array([[4.0, 5.0]])], [(0,), (0, 1)]) == 0


def test_crossings_adds_up_over_gaps() -> None:
    swapped = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert crossings([swapped, swapped], [(0, 1)] * 3) == 2


def test_middles_are_in_rows_from_the_top() -> None:
    assert middles((2, 0, 1), np.array([4.0, 6.0, 2.0])).tolist() == [4.0, 9.0, 1.0]


def test_streams_that_need_not_cross_do_not() -> None:
    rng = np.random.default_rng(0)
    shuffles = [rng.permutation(7) for _ in range(5)]
    straight = np.diag([5.0, 1.0, 9.0, 2.0, 2.0, 7.0, 3.0])
    weights = [straight[np.ix_(here, there)] for here, there in pairwise(shuffles)]
    orders = ordered(weights)
    assert crossings(weights, [tuple(range(7))] * 5) > 0
    assert crossings(weights, orders) == 0
    assert all(sorted(order) == list(range(7)) for order in orders)


@pytest.mark.parametrize("seed", range(5))
def test_never_worse_than_the_order_given(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = [rng.poisson(1.0, size=(5, 8)).astype(float), rng.poisson(1.0, size=(8, 3)).astype(float)]
    given = [tuple(range(size)) for size in (5, 8, 3)]
    orders = ordered(weights)
    assert crossings(weights, orders) <= crossings(weights, given)
    assert orders == ordered(weights)


def test_a_block_without_rows_keeps_a_place() -> None:
    weights = [np.array([[1.0, 0.0, 2.0]]), np.array([[1.0], [0.0], [2.0]])]
    assert [len(order) for order in ordered(weights)] == [1, 3, 1]
