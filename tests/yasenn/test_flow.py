"""How rows stream through leaves into partitions."""

import numpy as np

from yasenn_report.yasenn.flow import Flow, Path, Stage, find_flow, find_stops


def test_rows_of_one_way_are_counted_and_the_widest_way_comes_first() -> None:
    codes = np.array([[1, 0, 2], [0, 0, 2], [1, 0, 2], [1, 1, 2], [1, 0, 0]])
    membership = np.array([0, 1, 0, 0, 1])
    assert find_flow(codes, membership, (1, 0, 2), trees=1) == Flow(
        stages=(
            Stage(layer=1, leaves=((1,), (0,))),
            Stage(layer=0, leaves=((0,), (1,))),
            Stage(layer=2, leaves=((2,), (0,))),
        ),
        paths=(
            Path(stops=(0, 0, 0), partition=0, fit_rows=2),
            Path(stops=(0, 0, 1), partition=1, fit_rows=1),
            Path(stops=(0, 1, 0), partition=0, fit_rows=1),
            Path(stops=(1, 0, 0), partition=1, fit_rows=1),
        ),
    )


def test_a_stop_is_a_combination_of_the_leaves_of_all_trees_of_a_layer() -> None:
    leaves, stop = find_stops(np.array([[2, 0], [0, 1], [2, 1], [0, 1]]))
    assert leaves == ((0, 1), (2, 0), (2, 1))
    assert stop.tolist() == [1, 0, 2, 0]


def test_eight_combinations_have_a_stop_each() -> None:
    leaves, stop = find_stops(np.arange(8)[:, None])
    assert leaves == tuple((index,) for index in range(8))
    assert stop.tolist() == list(range(8))


def test_rare_combinations_share_the_last_stop_and_their_paths_are_merged() -> None:
    codes = np.repeat(np.arange(10), [9, 8, 7, 6, 5, 4, 3, 2, 1, 1])[:, None]
    flow = find_flow(codes, np.zeros(len(codes), dtype=np.intp), (0,), trees=1)
    assert flow.stages[0].leaves == (*((index,) for index in range(7)), ())
    assert {path.stops[0]: path.fit_rows for path in flow.paths} == dict(enumerate([9, 8, 7, 6, 5, 4, 3, 4]))
