"""From codes to partitions, on codes written by hand."""

import numpy as np
import pytest

from yasenn_report.yasenn.partition import make_partitions, merge

CODES = np.array([[0, 0]] * 30 + [[0, 1]] * 20 + [[1, 0]] * 25 + [[1, 1]] * 5)
CERTAIN = np.repeat([0.02, 0.97, 0.95, 0.50], [30, 20, 25, 5])
OUTPUTS = np.column_stack([1 - CERTAIN, CERTAIN])
DECISIONS = (CERTAIN >= 0.5).astype(np.intp)


def test_codes_of_like_behaviour_are_merged_and_listed() -> None:
    made = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=2, min_support=1)
    assert [partition.codes for partition in made.partitions] == [((0, 1), (1, 0), (1, 1)), ((0, 0),)]
    assert [partition.fit_rows for partition in made.partitions] == [50, 30]
    assert [partition.label for partition in made.partitions] == ["P1", "P2"]


def test_nothing_is_merged_without_need() -> None:
    made = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=16, min_support=1)
    assert len(made.partitions) == 4


def test_a_rare_code_goes_to_the_partition_that_behaves_most_like_it() -> None:
    made = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=16, min_support=10)
    assert {partition.codes for partition in made.partitions} == {((0, 0),), ((0, 1),), ((1, 0), (1, 1))}


def test_a_partitions_value_is_the_mean_output_of_its_fit_rows() -> None:
    made = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=2, min_support=1)
    np.testing.assert_allclose(made.partitions[0].value, OUTPUTS[30:].mean(axis=0))


def test_support_and_number_are_kept_whatever_the_codes(rng: np.random.Generator) -> None:
    codes = rng.integers(0, 4, (400, 3))
    p = rng.uniform(size=400)
    made = make_partitions(
        codes, np.column_stack([1 - p, p]), (p > 0.5).astype(np.intp), max_partitions=6, min_support=30
    )
    assert len(made.partitions) <= 6
    assert min(partition.fit_rows for partition in made.partitions) >= 30
    assert sum(partition.fit_rows for partition in made.partitions) == 400
    codes_listed = [code for partition in made.partitions for code in partition.codes]
    assert len(codes_listed) == len(set(codes_listed)) == len(np.unique(codes, axis=0))


def test_fit_rows_are_assigned_to_the_partition_they_made() -> None:
    made = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=3, min_support=1)
    member, seen = made.assign(CODES)
    np.testing.assert_array_equal(member, made.membership)
    assert seen.all()


def test_an_unseen_code_goes_where_most_rows_of_its_deepest_known_prefix_are() -> None:
    made = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=16, min_support=1)
    member, seen = made.assign(np.array([[0, 7], [1, 7], [7, 0]]))
    assert not seen.any()
    expected = [((0, 0),), ((1, 0),), ((0, 0),)]  # 30 of 50 rows after 0; 25 of 30 after 1; the largest of all
    assert [made.partitions[index].codes for index in member] == expected


def test_prefix_values_are_means_of_rows_with_that_beginning() -> None:
    made = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=16, min_support=1)
    rows = np.array([[0, 7], [1, 1], [9, 9]])
    assert made.prefix_values(rows, 0)[:, 1] == pytest.approx(CERTAIN.mean())
    assert made.prefix_values(rows, 1)[:, 1] == pytest.approx(
        [CERTAIN[:50].mean(), CERTAIN[50:].mean(), CERTAIN.mean()]
    )
    assert made.prefix_values(rows, 2)[:, 1] == pytest.approx([CERTAIN[:50].mean(), 0.5, CERTAIN.mean()])


def test_identity_depends_on_codes_only() -> None:
    one = make_partitions(CODES, OUTPUTS, DECISIONS, max_partitions=2, min_support=1)
    order = np.random.default_rng(1).permutation(len(CODES))
    other = make_partitions(CODES[order], OUTPUTS[order], DECISIONS[order], max_partitions=2, min_support=1)
    assert [partition.id for partition in one.partitions] == [partition.id for partition in other.partitions]
    assert len({partition.id for partition in one.partitions}) == 2


def test_merging_follows_wards_rule() -> None:
    """Costs: {0, 1} 1 x 1 / 2 x 1; {1, 2} 1 x 10 / 11 x 0.81: the pair farther apart but lighter goes first."""
    behaviour, rows = np.array([[0.0], [1.0], [1.9]]), np.array([1, 1, 10])
    np.testing.assert_array_equal(merge(behaviour, rows, max_partitions=2, min_support=0), [0, 0, 1])


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
