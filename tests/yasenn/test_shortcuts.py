"""Columns that alone tell a partition, planted among others that do not."""

from time import process_time

import numpy as np
import pytest
from rows import fit_rows, two_columns

from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.partition import Partition, Partitioning
from yasenn_report.yasenn.shortcuts import ONE_COLUMN, ONE_PARTITION, Shortcut, find_shortcuts, score_bins
from yasenn_report.yasenn.trie import Trie


def partitioned(member: np.ndarray) -> Partitioning:
    """Partitions of which nothing but the members is looked at."""
    made = tuple(
        Partition(id=f"{index}", label=f"P{index + 1}", codes=(), fit_rows=rows, value=np.array([0.5, 0.5]))
        for index, rows in enumerate(np.bincount(member).tolist())
    )
    return Partitioning(partitions=made, trie=Trie(levels=()), prefixes=(), membership=member)


def rows_of(columns: np.ndarray, groups: np.ndarray | None = None) -> FitRows:
    return fit_rows(two_columns(np.full(len(columns), 0.5)), columns, groups=groups)


def find(columns: np.ndarray, member: np.ndarray, names: str | list[str]) -> tuple[Shortcut, ...]:
    found = find_shortcuts(rows_of(columns), partitioned(member), list(names), seed=0)
    assert isinstance(found, tuple)
    return found


def test_a_planted_column_is_found_with_its_values(rng: np.random.Generator) -> None:
    columns = rng.uniform(-1, 1, (1000, 5))
    member = ((columns[:, 3] > -0.2) & (columns[:, 3] <= 0.5)).astype(np.intp)
    member[rng.choice(1000, 20, replace=False)] ^= 1
    one, other = find(columns, member, "abcde")
    assert (one.partition, one.column, one.features) == (0, "d", (3,))
    assert (other.partition, other.column, other.features) == (1, "d", (3,))
    ((inside,),) = [rule.conditions for rule in other.rules]
    assert (inside.feature, inside.low, inside.high) == (
        3,
        pytest.approx(-0.2, abs=0.03),
        pytest.approx(0.5, abs=0.03),
    )
    assert (other.holds(columns) == member).mean() > 0.97
    assert (one.holds(columns) != other.holds(columns)).all()


def test_where_it_takes_two_columns_none_is_found(rng: np.random.Generator) -> None:
    columns = rng.uniform(-1, 1, (1000, 5))
    member = ((columns[:, 0] > 0) ^ (columns[:, 1] > 0)).astype(np.intp)
    assert find(columns, member, "abcde") == ()
    assert find(columns, ((columns[:, 0] > 0) & (columns[:, 1] > 0)).astype(np.intp), "abcde") == ()


def test_a_column_that_tells_most_is_none(rng: np.random.Generator) -> None:
    """Naming every row of a large partition already looks good."""
    columns = rng.uniform(-1, 1, (1000, 2))
    member = (rng.random(1000) > 0.97).astype(np.intp)
    assert find(columns, member, "ab") == ()
    blurred = (columns[:, 0] + rng.normal(0, 0.5, 1000) > 0).astype(np.intp)
    assert find(columns, blurred, "ab") == ()


def test_all_entries_of_a_column_of_text_are_one_column(rng: np.random.Generator) -> None:
    entry = rng.integers(0, 4, 800)
    columns = np.column_stack([rng.uniform(-1, 1, 800), np.eye(4)[entry]])
    member = np.isin(entry, [1, 2]).astype(np.intp)  # no single indicator tells it
    for shortcut in find(columns, member, ["age", *["town"] * 4]):
        assert (shortcut.column, shortcut.features) == ("town", (1, 2, 3, 4))
        assert (shortcut.holds(columns) == (member == shortcut.partition)).all()
        assert {one.feature for rule in shortcut.rules for one in rule.conditions} <= {1, 2, 3, 4}


def test_groups_are_not_split_between_folds(rng: np.random.Generator) -> None:
    """A column that numbers the groups tells nothing of a group that was not seen."""
    group = np.repeat([0, 1, 2], 100)
    columns = np.column_stack([group.astype(float), rng.uniform(-1, 1, 300)])
    partitions = partitioned((group == 1).astype(np.intp))
    found = find_shortcuts(rows_of(columns), partitions, ["case", "age"], seed=0)
    assert isinstance(found, tuple)
    assert [one.column for one in found] == ["case", "case"]
    assert find_shortcuts(rows_of(columns, group), partitions, ["case", "age"], seed=0) == ()


def test_nothing_is_looked_for_without_choice() -> None:
    columns = np.eye(4)[np.arange(40) % 4]
    two, one = partitioned(np.arange(40) % 2), partitioned(np.zeros(40, dtype=np.intp))
    assert find_shortcuts(rows_of(columns), one, list("abcd"), seed=0) is ONE_PARTITION
    assert find_shortcuts(rows_of(columns), two, ["town"] * 4, seed=0) is ONE_COLUMN


def test_bins_score_what_they_can_name() -> None:
    values = np.repeat([1.0, 2.0, 3.0], 10)[:, None]
    inside = np.column_stack([values[:, 0] == 2, np.arange(30) % 2 == 0])
    assert score_bins(values, inside) == pytest.approx([1.0, 2 * 15 / (30 + 15)])
    assert score_bins(np.full((30, 1), 7.0), inside) == pytest.approx([2 * 10 / (30 + 10), 2 * 15 / (30 + 15)])
    assert score_bins(np.eye(3)[np.repeat([0, 1, 2], 10)], inside)[0] == 1


def test_many_columns_and_partitions_take_little_time(rng: np.random.Generator) -> None:
    columns = rng.uniform(-1, 1, (5000, 64))
    member = np.clip(((columns[:, 0] + 1) * 8).astype(np.intp), 0, 15)
    start = process_time()
    found = find(columns, member, [f"c{place}" for place in range(64)])
    assert process_time() - start < 4
    assert {shortcut.column for shortcut in found} == {"c0"}
    assert len(found) == 16
