"""Trees on activations, layer by layer."""

import numpy as np
import pytest

from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.boosting import TreeSettings
from yasenn_report.yasenn.distil import LayerOrder, distil

SETTINGS = TreeSettings(leaves=4, trees=2, smallest_leaf=0.05, seed=0)


def activations(rng: np.random.Generator, rows: int = 600) -> Activations:
    first = rng.normal(size=(rows, 5)).astype(np.float32)
    second = np.maximum(first @ rng.normal(size=(5, 3)).astype(np.float32), 0)
    return Activations(layers=(first, second), outputs=first[:, :1].astype(np.float64))


def probabilities(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


@pytest.mark.parametrize(("classes", "outputs"), [(True, 2), (True, 3), (False, 1), (False, 3)])
def test_a_code_has_one_leaf_index_per_tree(classes: bool, outputs: int, rng: np.random.Generator) -> None:
    found = activations(rng)
    scores = found.layers[0][:, :outputs].astype(np.float64) * 3
    distillation = distil(
        found, probabilities(scores) if classes else scores, classes=classes, order="forward", settings=SETTINGS
    )
    codes = distillation.codes(found)
    assert codes.shape == (600, 4)
    assert codes.min() == 0
    assert codes.max() <= 3


@pytest.mark.parametrize(("order", "layers"), [("forward", (0, 1)), ("backward", (1, 0))])
def test_layers_are_distilled_in_order(order: LayerOrder, layers: tuple[int, ...], rng: np.random.Generator) -> None:
    found = activations(rng)
    p = probabilities(found.layers[0][:, :2].astype(np.float64))
    assert distil(found, p, classes=True, order=order, settings=SETTINGS).layers == layers


def test_trees_see_their_own_layer_only(rng: np.random.Generator) -> None:
    found = activations(rng)
    p = probabilities(found.layers[0][:, :2].astype(np.float64) * 3)
    distillation = distil(found, p, classes=True, order="forward", settings=SETTINGS)
    other = Activations(layers=(found.layers[0], np.zeros_like(found.layers[1])), outputs=found.outputs)
    codes, changed = distillation.codes(found), distillation.codes(other)
    np.testing.assert_array_equal(codes[:, :2], changed[:, :2])
    assert (codes[:, 2:] != changed[:, 2:]).any()


def test_no_tree_reads_the_output(rng: np.random.Generator) -> None:
    """A code is the same whatever the network puts out for the row."""
    found = activations(rng)
    p = probabilities(found.layers[0][:, :2].astype(np.float64) * 3)
    distillation = distil(found, p, classes=True, order="backward", settings=SETTINGS)
    other = Activations(layers=found.layers, outputs=-found.outputs)
    np.testing.assert_array_equal(distillation.codes(found), distillation.codes(other))


def test_trees_of_the_next_layer_boost_on_from_the_sum_before(rng: np.random.Generator) -> None:
    """Where the first layer tells the output exactly, the second one finds nothing left worth a split of much gain."""
    step = (rng.normal(size=600) > 0).astype(np.float32)
    found = Activations(layers=(step[:, None], step[:, None]), outputs=step[:, None].astype(np.float64))
    values = step[:, None].astype(np.float64) * 10
    distillation = distil(
        found,
        values,
        classes=False,
        order="forward",
        settings=TreeSettings(leaves=2, trees=1, smallest_leaf=0.05, seed=0),
    )
    first, second = (trees.booster.dump_model()["tree_info"][0] for trees in distillation.trees)  # type: ignore[attr-defined]
    spread = [abs(np.subtract(*[leaf["leaf_value"] for leaf in leaves(tree)])) for tree in (first, second)]
    assert spread[1] == pytest.approx(spread[0] / 2, rel=1e-3)  # the learning rate leaves half of it


def leaves(tree: dict) -> list[dict]:
    root = tree["tree_structure"]
    return [root["left_child"], root["right_child"]]


@pytest.mark.parametrize("outputs", [2, 3])
def test_a_dead_layer_has_one_leaf(outputs: int, rng: np.random.Generator) -> None:
    first = rng.normal(size=(400, 4)).astype(np.float32)
    found = Activations(layers=(first, np.zeros((400, 6), dtype=np.float32)), outputs=np.zeros((400, 1)))
    p = probabilities(first[:, :outputs].astype(np.float64) * 3)
    codes = distil(found, p, classes=True, order="forward", settings=SETTINGS).codes(found)
    assert (codes[:, 2:] == 0).all()


def test_only_the_layers_that_take_part_are_read(rng: np.random.Generator) -> None:
    found = activations(rng)
    p = probabilities(found.layers[0][:, :2].astype(np.float64) * 3)
    without_last = distil(found, p, classes=True, order="backward", settings=SETTINGS, layers=(0,))
    assert without_last.layers == (0,)
    assert without_last.codes(found).shape == (600, 2)


@pytest.mark.parametrize("outputs", [2, 3])
def test_no_leaf_is_smaller_than_the_smallest_leaf(outputs: int, rng: np.random.Generator) -> None:
    found = activations(rng)
    p = probabilities(found.layers[0][:, :outputs].astype(np.float64) * 3)
    settings = TreeSettings(leaves=20, trees=1, smallest_leaf=0.1, seed=0)
    codes = distil(found, p, classes=True, order="forward", settings=settings).codes(found)
    for tree in codes.T:
        assert np.bincount(tree)[np.unique(tree)].min() >= 60


def test_same_data_same_codes(rng: np.random.Generator) -> None:
    found = activations(rng)
    p = probabilities(found.layers[0][:, :3].astype(np.float64) * 3)
    first, second = (distil(found, p, classes=True, order="backward", settings=SETTINGS).codes(found) for _ in range(2))
    np.testing.assert_array_equal(first, second)
