"""Chunks and halves split no group."""

import numpy as np
import pytest

from yasenn_report.yasenn.measure.chunks import cut_rows, draw_half

ROWS = np.array([0, 2, 3, 5, 6, 7, 9])
GROUPS = np.array([4, 0, 1, 4, 0, 1, 1, 2, 0, 4])


def test_without_groups_chunks_are_of_one_size() -> None:
    assert [chunk.tolist() for chunk in cut_rows(ROWS, None, chunk_rows=3)] == [[0, 2, 3], [5, 6, 7], [9]]


@pytest.mark.parametrize(
    ("size", "chunks"),
    [(1, [[2, 5, 6], [7], [0, 3, 9]]), (4, [[2, 5, 6, 7], [0, 3, 9]]), (5, [[2, 5, 6, 7, 0, 3, 9]])],
)
def test_chunks_end_where_groups_end(size: int, chunks: list[list[int]]) -> None:
    assert [chunk.tolist() for chunk in cut_rows(ROWS, GROUPS, chunk_rows=size)] == chunks


def test_half_of_the_rows_is_drawn() -> None:
    half = draw_half(ROWS, None, 10, seed=0)
    assert half[ROWS].sum() == 3
    assert not half[[1, 4, 8]].any()


def test_groups_are_drawn_whole() -> None:
    halves = [draw_half(ROWS, GROUPS, 10, seed=seed) for seed in range(20)]
    for half in halves:
        assert {frozenset(half[ROWS][GROUPS[ROWS] == group].tolist()) for group in (1, 2, 4)} <= {
            frozenset({True}),
            frozenset({False}),
        }
    assert len({tuple(half) for half in halves}) > 1
