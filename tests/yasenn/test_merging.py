"""Prototypes of behaviour, and Ward's rule."""

import numpy as np
import pytest
from rows import two_columns

from yasenn_report.yasenn.merging import cluster, find_prototypes, group_codes, merge, places


def test_merging_follows_wards_rule() -> None:
    """Costs: {0, 1} 1 x 1 / 2 x 1; {1, 2} 1 x 10 / 11 x 0.81: the pair farther apart but lighter goes first."""
    behaviour, rows = np.array([[0.0], [1.0], [1.9]]), np.array([1, 1, 10])
    np.testing.assert_array_equal(merge(behaviour, rows, max_partitions=2, min_support=0), [0, 0, 1])


@pytest.mark.slow
def test_many_codes_are_merged_in_time(rng: np.random.Generator) -> None:
    """1,500 codes: a search over all pairs at every step would take minutes."""
    behaviour, rows = rng.normal(size=(1500, 2)), rng.integers(1, 5, 1500)
    assert merge(behaviour, rows, max_partitions=16, min_support=1).max() == 15


def test_merging_step_by_step_is_merging_by_full_search(rng: np.random.Generator) -> None:
    behaviour, rows = rng.normal(size=(40, 2)), rng.integers(1, 9, 40)

    def spread(group: np.ndarray) -> float:
        total = 0.0
        for index in np.unique(group):
            inside = group == index
            centre = np.average(behaviour[inside], axis=0, weights=rows[inside])
            total += float((rows[inside, None] * (behaviour[inside] - centre) ** 2).sum())
        return total

    before = merge(behaviour, rows, max_partitions=9, min_support=1)
    after = merge(behaviour, rows, max_partitions=8, min_support=1)
    pairs = [(a, b) for a in range(9) for b in range(a)]
    best = min(spread(np.where(before == a, b, before)) for a, b in pairs)
    assert spread(after) == pytest.approx(best)


def test_prototypes_lie_in_the_middle_of_heaps(rng: np.random.Generator) -> None:
    heaps = np.repeat([[0.0, 0.0], [1.0, 3.0], [4.0, 1.0]], 50, axis=0) + rng.normal(0, 0.05, (150, 2))
    found = cluster(heaps, 3)
    found = found[np.argsort(found[:, 0])]
    np.testing.assert_allclose(found, [[0, 0], [1, 3], [4, 1]], atol=0.05)


def test_rows_that_all_behave_alike_have_one_prototype() -> None:
    assert cluster(np.full((20, 2), 0.25), 4).tolist() == [[0.25, 0.25]]


def test_prototypes_do_not_change_with_the_order_of_rows(rng: np.random.Generator) -> None:
    rows = rng.normal(size=(200, 1))
    np.testing.assert_allclose(cluster(rows, 4), cluster(rows[rng.permutation(200)], 4))


def grouped(p: np.ndarray, code: np.ndarray, columns: np.ndarray, size: int, support: int = 1) -> np.ndarray:
    outputs = two_columns(p)
    means = np.array([p[code == index].mean() for index in range(code.max() + 1)])
    return group_codes(
        code,
        (means >= 0.5).astype(np.intp),
        find_prototypes(outputs, (p >= 0.5).astype(np.intp), columns, nearness=0.2, count=size),
        max_partitions=size,
        min_support=support,
    )


def test_a_class_that_only_codes_decide_gets_a_group_of_its_own() -> None:
    """The mean of a code's rows can decide what none of its rows does: three classes, none with half."""
    outputs = np.array([[0.4, 0.35, 0.25], [0.25, 0.35, 0.4]] * 10)
    decisions = outputs.argmax(axis=1)
    found = find_prototypes(outputs, decisions, np.zeros((20, 1)), nearness=0.2, count=4)
    assert set(found.centres) == {0, 2}
    groups = group_codes(np.repeat([0, 1], 10), np.array([1, 0]), found, max_partitions=4, min_support=1)
    assert groups[0] != groups[1]


def test_codes_join_the_prototype_that_behaves_most_like_them() -> None:
    p = np.repeat([0.01, 0.02, 0.3, 0.31, 0.9], 20)
    code = np.repeat(np.arange(5), 20)
    found = grouped(p, code, np.zeros((100, 1)), 4)
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert len({found[0], found[2], found[4]}) == 3


def test_codes_on_two_sides_of_the_decision_are_not_merged_while_there_is_room() -> None:
    p = np.repeat([0.48, 0.52], 50)
    found = grouped(p, np.repeat([0, 1], 50), np.zeros((100, 1)), 2)
    assert found[0] != found[1]


def test_codes_that_behave_alike_far_from_each_other_are_kept_apart_where_there_is_room(
    rng: np.random.Generator,
) -> None:
    """Two quadrants each of two behaviours: four partitions hold one quadrant each, two hold one behaviour each."""
    code = np.repeat(np.arange(4), 50)
    p = np.repeat([0.05, 0.05, 0.95, 0.95], 50)
    columns = np.repeat([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]], 50, axis=0)
    columns = columns + rng.normal(0, 0.1, columns.shape)
    assert len(np.unique(grouped(p, code, columns, 4))) == 4
    two = grouped(p, code, columns, 2)
    assert two[0] == two[1] != two[2] == two[3]


def test_no_group_is_smaller_than_its_support(rng: np.random.Generator) -> None:
    p, code = rng.uniform(size=300), rng.integers(0, 40, 300)
    code = np.unique(code, return_inverse=True)[1]
    found = grouped(p, code, rng.normal(size=(300, 2)), 16, support=30)
    assert np.bincount(found[code]).min() >= 30


def test_places_count_neither_units_nor_outliers() -> None:
    column = np.array([1.0, 2.0, 3.0, 4.0])
    np.testing.assert_allclose(places(column[:, None]), places(np.array([1.0, 2.0, 3.0, 1e9])[:, None]))
    assert places(np.column_stack([column, np.full(4, 7.0)]))[:, 1].tolist() == [0, 0, 0, 0]
