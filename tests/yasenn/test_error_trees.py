"""Shallow trees of errors: they find what was planted, and nothing where there is nothing."""

import numpy as np
import pytest
from networks import xor_table

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.error_trees import DEPTH, LEAVES, NOWHERE, ErrorTree, grow, grow_error_tree, leaves_by_size
from yasenn_report.yasenn.fit_rows import FitRows


def rows_of(columns: np.ndarray, groups: np.ndarray | None = None) -> FitRows:
    """Fit rows of which nothing but columns and groups is looked at."""
    return FitRows(
        task=None,  # type: ignore[arg-type]
        activations=None,  # type: ignore[arg-type]
        outputs=np.zeros((len(columns), 1)),
        decisions=None,
        columns=columns,
        groups=groups,
    )


def bounds_of(tree: ErrorTree) -> dict[int, tuple[float | None, float | None]]:
    """Conditions of the worst leaf, by column."""
    _, worst = max(tree.leaves, key=lambda leaf: leaf[1].share)
    return {one.feature: (one.low, one.high) for one in worst.conditions}


def test_a_region_of_two_conditions_is_named(rng: np.random.Generator) -> None:
    columns = rng.uniform(-1, 1, (2000, 6))
    region = (columns[:, 1] > 0.4) & (columns[:, 4] <= -0.5)
    wrong = rng.random(2000) < np.where(region, 0.6, 0.05)
    tree = grow_error_tree(rows_of(columns), wrong, smallest_leaf=80, seed=0)
    assert isinstance(tree, ErrorTree)
    found = bounds_of(tree)
    assert set(found) == {1, 4}
    assert found[1] == (pytest.approx(0.4, abs=0.05), None)
    assert found[4] == (None, pytest.approx(-0.5, abs=0.05))


def test_every_row_is_in_one_leaf_and_the_rules_count_it(rng: np.random.Generator) -> None:
    columns = rng.uniform(-1, 1, (1000, 3))
    wrong = rng.random(1000) < np.where(columns[:, 0] > 0, 0.5, 0.1)
    tree = grow_error_tree(rows_of(columns), wrong, smallest_leaf=50, seed=0)
    assert isinstance(tree, ErrorTree)
    inside = tree.inside(columns)
    assert (inside.sum(axis=1) == 1).all()
    assert inside.sum(axis=0).tolist() == [rule.fit_rows for _, rule in tree.leaves]
    assert [float(wrong[leaf].mean()) for leaf in inside.T] == [rule.share for _, rule in tree.leaves]
    assert min(rule.fit_rows for _, rule in tree.leaves) >= 50


def test_trees_are_shallow(rng: np.random.Generator) -> None:
    columns = rng.uniform(-1, 1, (4000, 3))
    wrong = rng.random(4000) < 0.5 + 0.4 * columns[:, 0]
    tree = grow_error_tree(rows_of(columns), wrong, smallest_leaf=20, seed=0)
    assert isinstance(tree, ErrorTree)
    assert 4 <= len(tree.leaves) <= LEAVES
    assert tree.tree.get_depth() <= DEPTH


@pytest.mark.slow
def test_where_errors_gather_nowhere_there_is_almost_never_a_tree(rng: np.random.Generator) -> None:
    """Design: 5 % or so; of 40 tables, more than 8 would be chance once in 10,000 times."""
    found = [
        grow_error_tree(rows_of(rng.normal(size=(500, 5))), rng.random(500) < 0.1, smallest_leaf=25, seed=seed)
        for seed in range(40)
    ]
    assert sum(one is NOWHERE for one in found) >= 32


@pytest.mark.parametrize(("value", "reason"), [(False, "none"), (True, "every")])
def test_without_errors_or_with_nothing_else_there_is_no_tree(value: bool, reason: str) -> None:
    found = grow_error_tree(rows_of(np.arange(100.0)[:, None]), np.full(100, value), smallest_leaf=20, seed=0)
    assert found == NotRun(reason=f"{reason} of the 100 fit rows is wrong")


def test_too_few_rows_say_so() -> None:
    wrong = np.arange(39) < 15
    found = grow_error_tree(rows_of(np.arange(39.0)[:, None]), wrong, smallest_leaf=20, seed=0)
    assert found == NotRun(reason="a leaf needs 20 fit rows, and there are 39: too few for two")
    assert isinstance(
        grow_error_tree(rows_of(np.arange(60.0)[:, None]), np.arange(60) < 30, smallest_leaf=20, seed=0), ErrorTree
    )


def test_a_constant_column_gives_no_tree() -> None:
    assert grow_error_tree(rows_of(np.ones((100, 1))), np.arange(100) < 40, smallest_leaf=20, seed=0) is NOWHERE


def test_rows_of_a_group_do_not_vouch_for_each_other(rng: np.random.Generator) -> None:
    """Each group is wrong or right as a whole and has its own place: rows would find it again, groups do not."""
    places, wrong = rng.uniform(-1, 1, (12, 1)), np.arange(12) % 2 == 0
    group = np.repeat(np.arange(12), 40)
    columns = places[group] + rng.normal(scale=1e-4, size=(480, 1))
    found = [
        grow_error_tree(rows_of(columns, groups), wrong[group], smallest_leaf=20, seed=0) for groups in (None, group)
    ]
    assert isinstance(found[0], ErrorTree)
    assert found[1] is NOWHERE


def test_smaller_trees_are_the_beginnings_of_larger_ones() -> None:
    """What scikit-learn promises nowhere, and cross-validation of all sizes at once relies on."""
    for seed in range(5):
        columns, label, _ = xor_table(400, noise=3, seed=seed)
        columns, wrong = columns.round(1), np.random.default_rng(seed).random(400) < 0.2 + 0.3 * label
        by_size = leaves_by_size(grow(columns, wrong, leaves=LEAVES, smallest_leaf=20, seed=seed), columns)
        assert not by_size[0].any()
        for leaves in range(2, LEAVES + 1):
            alone = grow(columns, wrong, leaves=leaves, smallest_leaf=20, seed=seed)
            assert alone.apply(columns).tolist() == by_size[leaves - 1].tolist()


def test_the_same_rows_and_seed_give_the_same_tree(rng: np.random.Generator) -> None:
    columns = rng.uniform(-1, 1, (600, 4))
    wrong = rng.random(600) < np.where(columns[:, 2] > 0.5, 0.5, 0.1)
    one, other = (grow_error_tree(rows_of(columns), wrong, smallest_leaf=30, seed=3) for _ in range(2))
    assert isinstance(one, ErrorTree)
    assert isinstance(other, ErrorTree)
    assert one.leaves == other.leaves
