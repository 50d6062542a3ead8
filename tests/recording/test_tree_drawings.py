"""From fitted trees to trees of the record: what is counted, and where."""

import json
from dataclasses import asdict
from itertools import pairwise

import numpy as np
import pytest
from drawn_trees import drawing_of, fitted, quadrants
from dtreeviz.trees import NUM_BINS

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.record.drawings import Leaf, Split, Tree
from yasenn_report.recording.drawings import BINS, FEWEST_BINS, count_in_bins, tree_drawing
from yasenn_report.yasenn.rules import leaves_of


def splits(tree: Tree) -> list[Split]:
    return [node for node in tree.nodes if isinstance(node, Split)]


def test_bins_are_those_that_dtreeviz_draws() -> None:
    # it asks for twice as many edges as its table says
    drawn = {count: 2 * NUM_BINS[count] - 1 for count in range(2, 41)}
    assert {count: BINS.get(count, FEWEST_BINS) for count in range(2, 41)} == drawn


def test_leaves_count_all_rows_and_answer_the_class_of_most() -> None:
    X, y = quadrants(5000)
    tree = fitted(X, y % 4)
    leaves = leaves_of(tree, X)
    for node, found in enumerate(drawing_of(tree, X, y % 4).nodes):
        if isinstance(found, Leaf):
            counts = np.bincount((y % 4)[leaves == node], minlength=4)
            assert (found.counts, found.answer) == (tuple(counts.tolist()), counts.argmax())


def test_splits_count_the_rows_that_reach_them() -> None:
    X, y = quadrants(1000)
    drawing = drawing_of(fitted(X, y % 4), X, y % 4)
    for split in splits(drawing):
        column = X[:, "abcd".index(split.column)]
        below = [drawing.nodes[child].counts for child in (split.left, split.right)]
        assert np.sum(split.counts) == sum(np.sum(counts) for counts in below)
        assert np.allclose(split.edges, np.linspace(column.min(), column.max(), 16))
    root = splits(drawing)[0]
    column = X[:, "abcd".index(root.column)]
    by_numpy = [np.histogram(column[y % 4 == code], bins=root.edges)[0].tolist() for code in range(4)]
    assert [list(counts) for counts in root.counts] == by_numpy


def test_answers_may_be_given() -> None:
    X, y = quadrants()
    tree = fitted(X, y % 4, depth=1)
    drawing = tree_drawing(
        tree,
        X,
        y % 4,
        columns=[ReadableColumn(column=name) for name in "abcd"],
        class_names=["P1", "P2", "P3", "P4"],
        answers={1: 3, 2: 0},
    )
    assert [node.answer for node in drawing.nodes if isinstance(node, Leaf)] == [3, 0]


def test_splits_of_indicators_keep_their_entry() -> None:
    X = np.array([[0.0], [0.0], [1.0], [1.0]])
    y = np.array([0, 0, 1, 1])
    column = ReadableColumn(column="sex", entry="Male")
    (split,) = splits(tree_drawing(fitted(X, y), X, y, columns=[column], class_names=["no", "yes"]))
    assert (split.column, split.entry, split.threshold) == ("sex", "Male", 0.5)
    assert split.counts == ((2, *(0,) * 18), (*(0,) * 18, 2))


def test_every_threshold_lies_inside_its_axis() -> None:
    X, y = quadrants()
    tree = fitted(X, y % 4)
    for split in splits(drawing_of(tree, X[:1], y[:1] % 4)):
        assert split.edges[0] < split.threshold < split.edges[-1]
        assert all(low < high for low, high in pairwise(split.edges))


def test_rows_at_an_edge_are_counted_once() -> None:
    values, y = np.array([0.0, 1.0, 2.0, 2.0]), np.array([0, 0, 0, 1])
    assert count_in_bins(values, y, np.array([0.0, 1.0, 2.0]), 2) == ((1, 2), (0, 1))


def test_a_single_leaf_is_a_tree() -> None:
    X, y = quadrants()
    drawing = drawing_of(fitted(X, np.zeros_like(y)), X, np.zeros_like(y))
    assert asdict(drawing)["nodes"] == ({"answer": 0, "counts": (200, 0, 0, 0)},)


def test_a_map_stays_small_in_json() -> None:
    X, y = quadrants(2000)
    drawing = drawing_of(fitted(X, y, depth=4), X, y, classes=16)
    assert drawing.leaves == 16
    assert len(json.dumps(asdict(drawing), indent=1)) < 40_000


def test_arguments_that_do_not_match_are_refused() -> None:
    X, y = quadrants()
    tree = fitted(X, y % 4)
    with pytest.raises(ValueError, match="expected 199 labels"):
        drawing_of(tree, X, y[1:] % 4)
    with pytest.raises(ValueError, match="not finite"):
        drawing_of(tree, np.where(X > 2, np.nan, X), y % 4)
    with pytest.raises(ValueError, match="do not match"):
        drawing_of(tree, X, y)
