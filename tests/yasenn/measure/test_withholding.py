"""What is withheld of small groups, so that nobody's result can be worked out, and that no more is."""

import numpy as np
import pytest

from yasenn_report.yasenn.measure.withholding import few, withhold


def one_place(*groups: tuple[int, int, int]) -> list[bool]:
    """Withheld groups; each of so many rows, and rows by label."""
    return withhold(np.array(groups).T[:, None, :])[0].tolist()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((4, 2, 2), True),
        ((12, 8, 4), True),
        ((12, 4, 8), True),
        ((12, 7, 5), False),
        ((19, 19, 0), True),  # the label of each would be known
        ((20, 20, 0), False),
        ((300, 299, 1), True),
    ],
)
def test_few_rows_of_a_label_are_few(rows: tuple[int, int, int], expected: bool) -> None:
    assert few(np.array(rows)).tolist() == expected


def test_large_groups_are_not_withheld() -> None:
    assert one_place((100, 50, 50), (20, 10, 10), (10, 5, 5)) == [False, False, False]


def test_one_withheld_group_takes_the_next_smallest_with_it() -> None:
    assert one_place((100, 50, 50), (12, 8, 4), (30, 15, 15)) == [False, True, True]


def test_of_two_groups_both_are_withheld() -> None:
    assert one_place((100, 50, 50), (12, 8, 4)) == [True, True]


def test_two_that_are_few_together_take_a_third() -> None:
    assert one_place((100, 50, 50), (40, 20, 20), (3, 2, 1), (1, 1, 0)) == [False, True, True, True]
    assert one_place((100, 50, 50), (40, 20, 20), (9, 5, 4), (3, 0, 3)) == [False, False, True, True]


def test_two_with_few_rows_of_a_label_together_take_a_third() -> None:
    assert one_place((100, 50, 50), (40, 20, 20), (12, 10, 2), (9, 8, 1)) == [False, True, True, True]


def test_groups_without_rows_are_no_cover() -> None:
    assert one_place((100, 50, 50), (30, 15, 15), (3, 2, 1), (0, 0, 0)) == [False, True, True, False]


def test_only_groups_with_few_rows_of_their_own_matter_where_there_are_no_labels() -> None:
    assert withhold(np.array([[[100, 12, 30]]])).tolist() == [[False, False, False]]
    assert withhold(np.array([[[100, 4, 30]]])).tolist() == [[False, True, True]]


def test_what_partitions_leave_of_a_whole_is_withheld_too() -> None:
    rows = np.array([[[60, 93, 60], [20, 3, 20], [20, 40, 25], [20, 50, 15]]])
    assert withhold(rows).tolist() == [
        [False, False, False],
        [False, True, True],  # one group is few here, and one goes with it
        [True, True, False],  # of both another partition goes with this one, and of those places another group
        [True, False, True],
    ]


def test_a_group_of_one_partition_is_withheld_as_a_whole_with_it() -> None:
    rows = np.array([[[100, 12, 3], [60, 12, 3], [40, 0, 0]]])
    assert withhold(rows)[:, 1:].tolist() == [[True, True], [True, True], [False, False]]


def subtractable(hidden: np.ndarray, rows: np.ndarray) -> int:
    """How many sums leave exactly one withheld rate, or one of fewer than 5 rows together."""
    found = 0
    for place in range(len(rows)):
        chosen = hidden[place]
        found += (
            chosen.any() and (rows[place] > 0)[~chosen].any() and (chosen.sum() == 1 or rows[place, chosen].sum() < 5)
        )
    for group in range(rows.shape[1]):
        chosen = hidden[1:, group]
        if hidden[0, group]:
            found += not chosen.any()
        else:
            found += chosen.sum() == 1 or (chosen.any() and rows[1:, group][chosen].sum() < 5)
    return int(found)


@pytest.mark.parametrize("seed", range(40))
def test_nothing_can_be_subtracted_in_made_up_tables(seed: int) -> None:
    rng = np.random.default_rng(seed)
    groups, partitions = rng.integers(2, 8), rng.integers(1, 8)
    inside = rng.poisson(rng.choice([1, 3, 8, 40, 200], (1, groups)), (partitions, groups))
    rows = np.vstack([inside.sum(axis=0), inside])
    first = np.vstack([np.zeros((1, groups), dtype=int), rng.binomial(inside, 0.5)])
    first[0] = first[1:].sum(axis=0)
    for bases in (rows[None], np.stack([rows, first, rows - first])):
        hidden = withhold(bases)
        assert subtractable(hidden, rows) == 0
        assert hidden[(rows > 0) & few(bases)].all()
        assert not hidden[rows == 0].any()
