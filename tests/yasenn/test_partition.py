"""From codes to partitions, on codes written by hand."""

import numpy as np
import pytest
from rows import task_of

from yasenn_report.yasenn.merging import find_prototypes
from yasenn_report.yasenn.partition import Partitioning, make_partitions

CODES = np.array([[0, 0]] * 30 + [[0, 1]] * 20 + [[1, 0]] * 25 + [[1, 1]] * 5)
CERTAIN = np.repeat([0.02, 0.97, 0.95, 0.50], [30, 20, 25, 5])
OUTPUTS = np.column_stack([1 - CERTAIN, CERTAIN])
DECIDE = task_of(2).decisions


def made_of(codes: np.ndarray, outputs: np.ndarray, *, max_partitions: int, min_support: int) -> Partitioning:
    """Partitions by behaviour alone: all rows lie in the same place."""
    kinds = find_prototypes(outputs, DECIDE(outputs), np.zeros((len(codes), 1)), nearness=0.0, count=max_partitions)
    return make_partitions(codes, outputs, DECIDE, kinds, max_partitions=max_partitions, min_support=min_support)


def test_codes_of_like_behaviour_are_merged_and_listed() -> None:
    made = made_of(CODES, OUTPUTS, max_partitions=2, min_support=1)
    assert [partition.codes for partition in made.partitions] == [((0, 1), (1, 0), (1, 1)), ((0, 0),)]
    assert [partition.fit_rows for partition in made.partitions] == [50, 30]
    assert [partition.label for partition in made.partitions] == ["P1", "P2"]


def test_nothing_is_merged_without_need() -> None:
    made = made_of(CODES, OUTPUTS, max_partitions=16, min_support=1)
    assert len(made.partitions) == 4


def test_a_rare_code_goes_to_the_partition_that_behaves_most_like_it() -> None:
    made = made_of(CODES, OUTPUTS, max_partitions=16, min_support=10)
    assert {partition.codes for partition in made.partitions} == {((0, 0),), ((0, 1),), ((1, 0), (1, 1))}


def test_a_partitions_value_is_the_mean_output_of_its_fit_rows() -> None:
    made = made_of(CODES, OUTPUTS, max_partitions=2, min_support=1)
    np.testing.assert_allclose(made.partitions[0].value, OUTPUTS[30:].mean(axis=0))


def test_support_and_number_are_kept_whatever_the_codes(rng: np.random.Generator) -> None:
    codes = rng.integers(0, 4, (400, 3))
    p = rng.uniform(size=400)
    made = made_of(codes, np.column_stack([1 - p, p]), max_partitions=6, min_support=30)
    assert len(made.partitions) <= 6
    assert min(partition.fit_rows for partition in made.partitions) >= 30
    assert sum(partition.fit_rows for partition in made.partitions) == 400
    codes_listed = [code for partition in made.partitions for code in partition.codes]
    assert len(codes_listed) == len(set(codes_listed)) == len(np.unique(codes, axis=0))


def test_fit_rows_are_assigned_to_the_partition_they_made() -> None:
    made = made_of(CODES, OUTPUTS, max_partitions=3, min_support=1)
    member, seen = made.assign(CODES)
    np.testing.assert_array_equal(member, made.membership)
    assert seen.all()


def test_an_unseen_code_goes_where_most_rows_of_its_deepest_known_prefix_are() -> None:
    made = made_of(CODES, OUTPUTS, max_partitions=16, min_support=1)
    member, seen = made.assign(np.array([[0, 7], [1, 7], [7, 0]]))
    assert not seen.any()
    expected = [((0, 0),), ((1, 0),), ((0, 0),)]  # 30 of 50 rows after 0; 25 of 30 after 1; the largest of all
    assert [made.partitions[index].codes for index in member] == expected


def test_prefix_values_are_means_of_rows_with_that_beginning() -> None:
    made = made_of(CODES, OUTPUTS, max_partitions=16, min_support=1)
    rows = np.array([[0, 7], [1, 1], [9, 9]])
    assert made.prefix_values(rows, 0)[:, 1] == pytest.approx(CERTAIN.mean())
    assert made.prefix_values(rows, 1)[:, 1] == pytest.approx(
        [CERTAIN[:50].mean(), CERTAIN[50:].mean(), CERTAIN.mean()]
    )
    assert made.prefix_values(rows, 2)[:, 1] == pytest.approx([CERTAIN[:50].mean(), 0.5, CERTAIN.mean()])


def test_identity_depends_on_codes_only() -> None:
    one = made_of(CODES, OUTPUTS, max_partitions=2, min_support=1)
    order = np.random.default_rng(1).permutation(len(CODES))
    other = made_of(CODES[order], OUTPUTS[order], max_partitions=2, min_support=1)
    assert [partition.id for partition in one.partitions] == [partition.id for partition in other.partitions]
    assert len({partition.id for partition in one.partitions}) == 2
