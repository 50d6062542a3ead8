"""The rows that are made up for dtreeviz: they lie in the bins of the record, as many as it says."""

from dataclasses import replace

import numpy as np
import pytest
import records
from drawn_trees import drawing_of, fitted, plain_words, quadrants

from yasenn_report.record.drawings import Split, Tree
from yasenn_report.report.figures.shadow import MOST_ROWS, CountedTree
from yasenn_report.report.figures.shown_tree import show_tree


def shadow_of(tree: Tree) -> CountedTree:
    nodes = show_tree(tree, plain_words)
    labels = {index: f"axis {index}" for index in nodes}
    return CountedTree(nodes, labels=labels, class_names=tree.class_names, target_name="P")


@pytest.mark.parametrize(("classes", "splits"), [(4, 3), (16, 7)])
def test_dtreeviz_counts_what_the_record_says(classes: int, splits: int) -> None:
    X, y = quadrants(2000)
    tree = drawing_of(fitted(X, y % classes, depth=3), X, y % classes, classes=classes)
    shadow = shadow_of(tree)
    assert len(shadow.internal) == splits
    for node in shadow.internal:
        split = tree.nodes[node.id]
        assert isinstance(split, Split)
        axis = shadow.X_train[:, node.feature()]
        bins = np.linspace(axis.min(), axis.max(), len(split.edges))  # as dtreeviz makes them
        passing, code = axis[node.samples()], shadow.y_train[node.samples()]
        counted = [np.histogram(passing[code == one], bins=bins)[0].tolist() for one in range(classes)]
        assert counted == [list(counts) for counts in split.counts]
        assert (node.nsamples(), node.feature_name()) == (np.sum(split.counts), f"axis {node.id}")
        assert axis.min() < node.split() < axis.max()
        assert shadow.get_split_node_heights(None, None, 0)[node.id] == np.sum(counted, axis=0).max()


def test_leaves_answer_what_the_record_says() -> None:
    shadow = shadow_of(records.MAP_TREE)
    assert [(leaf.id, leaf.prediction_name(), leaf.nsamples()) for leaf in shadow.leaves] == [
        (1, "P1", 155),
        (3, "P3", 55),
        (4, "P2", 90),
    ]


def test_many_rows_are_made_up_in_proportion() -> None:
    root, *leaves = records.P1_TREE.nodes
    assert isinstance(root, Split)
    many = replace(root, counts=tuple(tuple(count * 10**7 for count in row) for row in root.counts))
    shadow = shadow_of(replace(records.P1_TREE, nodes=(many, *leaves)))
    made_up = shadow.root.samples()
    assert len(made_up) == pytest.approx(MOST_ROWS, abs=8)
    assert (shadow.y_train[made_up] == 1).mean() == pytest.approx(0.5, abs=0.001)
    assert shadow.root.nsamples() == 3 * 10**9


def test_a_bin_with_a_single_row_is_seen_among_many() -> None:
    root, *leaves = records.P1_TREE.nodes
    assert isinstance(root, Split)
    few = replace(root, counts=((1, 0, 0, 0), (10**9, 0, 0, 0)))
    shadow = shadow_of(replace(records.P1_TREE, nodes=(few, *leaves)))
    assert (shadow.y_train[shadow.root.samples()] == 0).sum() == 1
