"""Choosing a code book by cross-validation inside the fit part."""

from dataclasses import replace

import numpy as np
import pytest
from rows import fit_rows, two_columns, xor_rows

from yasenn_report.yasenn.codebook import CodeBookSettings
from yasenn_report.yasenn.fit_rows import FitRows, split_folds
from yasenn_report.yasenn.grid import Choices, make_grid, sizes
from yasenn_report.yasenn.search import (
    Losses,
    Score,
    choose,
    pareto_front,
    score,
    search,
    without_needless_nearness,
)

FREE = Choices(order="auto", leaves=None, trees=None, smallest_leaf=None, max_partitions=16, min_support=40, seed=0)


def scored(described: float, fidelity: float, stability: float, partitions: float) -> Score:
    return Score(fidelity=fidelity, described=described, stability=stability, partitions=partitions)


def losses(score: Score, rows: int = 10_000) -> Losses:
    """Losses with these means; a miss of the better candidate is also one of the worse."""
    place = np.arange(rows) / rows
    return Losses(
        plain=(place >= score.fidelity).astype(float),
        described=(place >= score.described).astype(float),
        partitions=np.zeros((3, rows), dtype=np.intp),
    )


def chosen(*scores: Score) -> int:
    return choose(scores, [losses(one) for one in scores], sorted(pareto_front(scores)), 0.95)


def test_the_target_comes_first() -> None:
    assert chosen(scored(0.93, 0.94, 0.9, 4), scored(0.90, 0.96, 0.5, 16)) == 1


def test_then_described_fidelity() -> None:
    assert chosen(scored(0.90, 0.97, 0.9, 4), scored(0.93, 0.96, 0.5, 16)) == 1


def test_then_stability() -> None:
    assert chosen(scored(0.925, 0.97, 0.5, 4), scored(0.93, 0.96, 0.9, 16)) == 1


def test_then_fewer_partitions() -> None:
    assert chosen(scored(0.925, 0.97, 0.85, 4), scored(0.93, 0.96, 0.9, 16)) == 0


def test_fidelity_decides_below_the_target() -> None:
    assert chosen(scored(0.90, 0.80, 0.9, 4), scored(0.88, 0.90, 0.5, 16)) == 1


def test_fidelity_above_the_target_counts_no_further() -> None:
    assert chosen(scored(0.93, 0.955, 0.9, 4), scored(0.93, 0.995, 0.6, 4)) == 0


def test_nearness_is_taken_only_where_descriptions_need_it() -> None:
    grid = make_grid(replace(FREE, order="forward", leaves=4, trees=2), 2)[:2]
    assert [one.nearness for one in grid] == [0.0, 1.0]
    assert without_needless_nearness(grid, [scored(0.90, 0.97, 0.5, 4), scored(0.93, 0.97, 0.9, 4)]) == [0]
    assert without_needless_nearness(grid, [scored(0.80, 0.97, 0.5, 4), scored(0.93, 0.97, 0.9, 4)]) == [1]


def test_what_another_beats_everywhere_is_not_on_the_front() -> None:
    scores = [scored(0.9, 0.9, 0.9, 4), scored(0.8, 0.9, 0.9, 4), scored(0.8, 0.95, 0.9, 4), scored(0.89, 0.9, 0.85, 4)]
    assert pareto_front(scores) == {0, 2, 3}  # the last one is beaten, but not clearly


def test_stability_is_the_mean_over_pairs_of_folds() -> None:
    one, other = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    found = score(Losses(plain=np.zeros(4), described=np.ones(4), partitions=np.stack([one, one, other])))
    assert (found.fidelity, found.described, found.partitions) == (1, 0, 2)
    assert found.stability == pytest.approx((1 - 0.5 - 0.5) / 3)


def test_copies_of_a_row_are_never_on_both_sides(rng: np.random.Generator) -> None:
    rows = replace(xor_rows(60), groups=np.repeat(np.arange(20), 3))
    for fitting, held in split_folds(rows, seed=0):
        assert not set(rows.groups[fitting]) & set(rows.groups[held])  # type: ignore[index]


def confident_rows(rows: int) -> FitRows:
    """One border in one column, sure on both sides of it."""
    X = np.random.default_rng(4).normal(size=(rows, 3))
    layer = np.maximum(X @ np.array([[1.0, -1.0], [0.0, 0.0], [0.0, 0.0]]), 0).astype(np.float32)
    return fit_rows(two_columns(1 / (1 + np.exp(-12 * X[:, 0]))), X, layers=(layer, layer))


@pytest.mark.slow
def test_two_tables_choose_differently() -> None:
    """A border in one column needs the smallest trees; XOR, told by its first layer alone, does not reach the target
    with them."""
    easy, hard = confident_rows(900), xor_rows(900, noise=2, steepness=2.0)
    hard = replace(hard, activations=replace(hard.activations, layers=hard.activations.layers[:1] * 2))
    grid = make_grid(FREE, 2)
    settings = [search(rows, grid, target_fidelity=0.95).chosen.settings for rows in (easy, hard)]
    assert (settings[0].leaves, settings[0].trees) == (4, 2)
    assert (settings[1].leaves, settings[1].trees) == (6, 4)


def test_every_candidate_is_scored_and_one_is_chosen() -> None:
    grid = make_grid(replace(FREE, order="forward", leaves=3, trees=1), 2)
    found = search(xor_rows(400), grid, target_fidelity=0.95)
    assert [candidate.settings for candidate in found.candidates] == list(grid)
    assert sum(candidate.chosen for candidate in found.candidates) == 1
    assert found.chosen.on_front
    for candidate in found.candidates:
        assert 0 <= candidate.score.fidelity <= 1
        assert -1 <= candidate.score.stability <= 1
        assert 1 <= candidate.score.partitions <= candidate.settings.max_partitions


@pytest.mark.slow
def test_the_same_rows_give_the_same_search() -> None:
    grid = make_grid(replace(FREE, trees=1), 2)
    assert search(xor_rows(300), grid, target_fidelity=0.9) == search(xor_rows(300), grid, target_fidelity=0.9)


def test_what_the_user_fixed_is_not_searched() -> None:
    grid = make_grid(replace(FREE, order="forward", leaves=5, trees=3, smallest_leaf=0.1), 2)
    assert {(one.order, one.leaves, one.trees, one.smallest_leaf) for one in grid} == {("forward", 5, 3, 0.1)}
    assert [(one.max_partitions, one.nearness) for one in grid] == [
        (size, near) for size in (4, 8, 16) for near in (0.0, 1.0)
    ]


@pytest.mark.parametrize(
    ("classes", "most", "expected"),
    [(2, 16, (4, 8, 16)), (0, 16, (4, 8, 16)), (2, 6, (4, 6)), (2, 1, (1,)), (10, 16, (16,)), (10, 40, (20, 40))],
)
def test_sizes_leave_more_than_one_partition_per_class(classes: int, most: int, expected: tuple[int, ...]) -> None:
    assert sizes(most, classes) == expected


def test_many_classes_get_smaller_leaves() -> None:
    leaf = [make_grid(FREE, classes)[0].smallest_leaf for classes in (0, 2, 3, 10)]
    assert leaf == [0.05, 0.05, 0.05, 0.02]


def test_a_candidate_settings_object_names_its_trees() -> None:
    settings = CodeBookSettings(
        order="forward", leaves=3, trees=1, smallest_leaf=0.05, nearness=0.2, max_partitions=4, min_support=9, seed=0
    )
    assert replace(settings, max_partitions=8).tree_settings == settings.tree_settings
