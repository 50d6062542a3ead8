"""Drawings of trees: what stands in them, whatever the names are, and what they leave behind."""

import os
import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier

from yasenn_report.report.figures import trees
from yasenn_report.report.figures.palette import class_fills
from yasenn_report.report.figures.pictures import four_digits, write_words
from yasenn_report.report.figures.shadow import CountedTree
from yasenn_report.report.figures.trees import draw_tree

SIGNS = np.array([1, 2, 4, 8])
HEBREW, EMOJI, CHINESE = "\u05e9\u05dc\u05d5\u05dd", "\U0001f600", "\u6e29\u5ea6"
HOSTILE = ["$x_1$ <script>alert(1)</script>", '"&\\\n\x00', "x" * 300, f"\u202e{HEBREW} {EMOJI} {CHINESE}"]


def quadrants(rows: int = 200, scale: float = 1.0) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return rows whose class is the pattern of the signs of four features."""
    X = np.random.default_rng(3).normal(size=(rows, 4))
    return X * scale, (X > 0) @ SIGNS


def fitted(X: NDArray[np.float64], y: NDArray[np.int64], depth: int = 2) -> DecisionTreeClassifier:
    return DecisionTreeClassifier(max_depth=depth, random_state=0).fit(X, y)


def drawn(
    tree: DecisionTreeClassifier,
    X: NDArray[np.float64],
    y: NDArray[np.int64],
    classes: int = 4,
    names: list[str] | None = None,
    class_names: list[str] | None = None,
) -> str:
    return draw_tree(
        tree,
        X,
        y,
        feature_names=names or ["a", "b", "c", "d"],
        class_names=class_names or [f"P{code + 1}" for code in range(classes)],
        target_name="Partition",
        colors=class_fills(classes),
    )


def test_a_tree_shows_splits_leaves_and_branches() -> None:
    X, y = quadrants()
    root = ET.fromstring(drawn(fitted(X, y % 4), X, y % 4))
    pictures = sum(1 for element in root.iter("{http://www.w3.org/2000/svg}svg")) - 1
    assert pictures == 3 + 4 + 6 + 1  # splits, leaves, branches, legend


@pytest.mark.slow
def test_a_drawing_is_small_and_bare() -> None:
    X, y = quadrants()
    svg = drawn(fitted(X, y % 8, depth=3), X, y % 8, classes=8)
    assert len(svg) < 150_000
    assert svg.startswith("<svg ")
    for baggage in (
        "<text",
        "<metadata",
        "<image",
        "<script",
        "<!--",
        "<?xml",
        "<title",
        "file:",
        tempfile.gettempdir(),
    ):
        assert baggage not in svg
    references = re.findall(r'href="([^"]*)"', svg)
    assert references
    assert all(reference.startswith("#") for reference in references)


@pytest.mark.slow
def test_ids_are_unique_and_references_resolve() -> None:
    X, y = quadrants()
    svg = drawn(fitted(X, y % 4), X, y % 4)
    ids = re.findall(r' id="([^"]*)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', svg)) <= set(ids)


def test_hostile_names_are_inert() -> None:
    X, y = quadrants()
    svg = drawn(fitted(X, y % 4), X, y % 4, names=HOSTILE, class_names=HOSTILE)
    assert "script" not in svg
    assert "<text" not in svg
    ET.fromstring(svg)


@pytest.mark.slow
def test_names_are_drawn() -> None:
    X, y = quadrants()
    tree = fitted(X, y % 4)
    assert drawn(tree, X, y % 4, names=["a", "b", "c", "d"]) != drawn(tree, X, y % 4, names=["A", "B", "c", "d"])


@pytest.mark.slow
def test_branches_of_indicators_say_no_and_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    X, y = quadrants()
    X = np.column_stack([X[:, 0] > 0, X[:, 1]]).astype(np.float64)
    said: list[str] = []
    monkeypatch.setattr(
        trees, "write_words", lambda path, words, size: (said.append(words), write_words(path, words, size))
    )
    draw_tree(
        fitted(X, y % 4),
        X,
        y % 4,
        feature_names=["sex is Male", "age"],
        class_names=["P1", "P2", "P3", "P4"],
        target_name="Partition",
        colors=class_fills(4),
        indicators={0},
    )
    assert len(said) == 6
    assert said.count("no") == said.count("yes") > 0
    assert any(words.startswith("> ") for words in said)


@pytest.mark.slow
def test_sixteen_classes_and_leaves() -> None:
    X, y = quadrants(400)
    svg = drawn(fitted(X, y, depth=4), X, y, classes=16)
    for fill in class_fills(16):
        assert f"fill:{fill.lower()}" in svg


def test_one_against_the_rest() -> None:
    X, y = quadrants()
    assert drawn(fitted(X, y == 3, depth=1), X, (y == 3).astype(np.int64), classes=2)


@pytest.mark.slow
def test_classes_may_be_missing_from_tree_or_rows() -> None:
    X, y = quadrants()
    known = y % 4 != 1
    tree = fitted(X[known], y[known] % 4)
    assert drawn(tree, X, y % 4)
    assert drawn(tree, X[y % 4 == 2], y[y % 4 == 2] % 4)


@pytest.mark.slow
def test_nodes_that_no_row_reaches_and_axes_beyond_the_rows() -> None:
    X, y = quadrants(rows=200)
    low = (X < -0.5).all(axis=1) | (np.arange(len(X)) == 0)
    tree = fitted(X, y)
    one_row = X[low][:1]
    assert drawn(tree, one_row, y[low][:1] % 4, classes=16)


def test_leaves_count_all_rows_and_answer_their_class() -> None:
    X, y = quadrants(5000)
    tree = fitted(X, y % 4)
    shadow = CountedTree(tree, X, y % 4, class_names=["P1", "P2", "P3", "P4"], target_name="P")
    assert {leaf.prediction_name(): list(leaf.class_counts()) for leaf in shadow.leaves} == {
        f"P{code + 1}": list(np.bincount((y % 4)[tree.predict(X) == code], minlength=4)) for code in range(4)
    }


def test_every_threshold_lies_on_its_axis() -> None:
    X, y = quadrants()
    tree = fitted(X, y % 4)
    shadow = CountedTree(tree, X[:1], y[:1], class_names=["P1"] * 16, target_name="P")
    for split in shadow.internal:
        assert shadow.X_train[:, split.feature()].min() < split.split() < shadow.X_train[:, split.feature()].max()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (16.795, "16.8"),
        (0.000123456, "0.0001235"),
        (-7.1394e-08, "-7.139e-08".replace("-", "\N{MINUS SIGN}")),
        (123456.7, "123457"),
        (2.5e7, "2.5e+07"),
        (0.5, "0.5"),
        (100.0, "100"),
        (999.96, "1000"),
    ],
)
def test_thresholds_keep_four_digits(value: float, shown: str) -> None:
    assert four_digits(value) == shown


def test_a_tree_without_a_split_is_refused() -> None:
    X, y = quadrants()
    with pytest.raises(ValueError, match="no split to draw"):
        drawn(fitted(X, np.zeros_like(y)), X, np.zeros_like(y))


def test_arguments_that_do_not_match_are_refused() -> None:
    X, y = quadrants()
    tree = fitted(X, y % 4)
    with pytest.raises(ValueError, match="expected 199 labels"):
        drawn(tree, X, y[1:] % 4)
    with pytest.raises(ValueError, match="not finite"):
        drawn(tree, np.where(X > 2, np.nan, X), y % 4)
    with pytest.raises(ValueError, match="do not match"):
        drawn(tree, X, y)


@pytest.mark.slow
def test_nothing_is_left_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    X, y = quadrants()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plt.figure()
    before = dict(mpl.rcParams), dict(os.environ), plt.get_fignums(), plt.gcf()
    drawn(fitted(X, y % 4), X, y % 4)
    assert (dict(mpl.rcParams), dict(os.environ), plt.get_fignums(), plt.gcf()) == before
    assert tempfile.tempdir == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
    plt.close("all")
