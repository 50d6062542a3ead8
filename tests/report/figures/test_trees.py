"""Drawings of trees: what stands in them, whatever the names are, and what they leave behind."""

import os
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
import records
from drawn_trees import drawing_of, fitted, plain_words, quadrants
from matplotlib import pyplot as plt

from yasenn_report.record.drawings import Leaf, Split, Tree
from yasenn_report.report.figures import trees
from yasenn_report.report.figures.columns import Words, words_of
from yasenn_report.report.figures.palette import class_fills
from yasenn_report.report.figures.pictures import four_digits, write_words
from yasenn_report.report.figures.trees import draw_tree

HEBREW, EMOJI, CHINESE = "\u05e9\u05dc\u05d5\u05dd", "\U0001f600", "\u6e29\u5ea6"
HOSTILE = ["$x_1$ <script>alert(1)</script>", '"&\\\n\x00', "x" * 300, f"\u202e{HEBREW} {EMOJI} {CHINESE}"]


def drawn(tree: Tree, words: Words = plain_words) -> str:
    return draw_tree(tree, words, target_name="Partition", colors=class_fills(len(tree.class_names)))


def quarters(rows: int = 200, **names: list[str]) -> Tree:
    X, y = quadrants(rows)
    return drawing_of(fitted(X, y % 4), X, y % 4, **names)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written at branches."""
    words: list[str] = []
    monkeypatch.setattr(
        trees, "write_words", lambda path, line, size: (words.append(line), write_words(path, line, size))
    )
    return words


def test_a_tree_shows_splits_leaves_and_branches() -> None:
    root = ET.fromstring(drawn(quarters()))
    pictures = sum(1 for element in root.iter("{http://www.w3.org/2000/svg}svg")) - 1
    assert pictures == 3 + 4 + 6 + 1  # splits, leaves, branches, legend


@pytest.mark.slow
def test_a_drawing_is_small_and_bare() -> None:
    X, y = quadrants()
    svg = drawn(drawing_of(fitted(X, y % 8, depth=3), X, y % 8, classes=8))
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
    svg = drawn(quarters())
    ids = re.findall(r' id="([^"]*)"', svg)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', svg)) <= set(ids)


def test_hostile_names_are_inert() -> None:
    svg = drawn(quarters(names=HOSTILE, class_names=HOSTILE))
    assert "script" not in svg
    assert "<text" not in svg
    ET.fromstring(svg)


@pytest.mark.slow
def test_names_are_drawn() -> None:
    assert drawn(quarters()) != drawn(quarters(names=["A", "B", "c", "d"]))


@pytest.mark.slow
def test_branches_carry_thresholds_in_the_words_of_the_page(said: list[str]) -> None:
    drawn(records.MAP_TREE, words_of(records.with_dictionary()))
    assert said == ["\N{LESS-THAN OR EQUAL TO} 40.5", "> 40.5", "no", "yes"]


@pytest.mark.slow
def test_sixteen_classes_and_leaves() -> None:
    X, y = quadrants(400)
    svg = drawn(drawing_of(fitted(X, y, depth=4), X, y, classes=16))
    for fill in class_fills(16):
        assert f"fill:{fill.lower()}" in svg


def test_one_against_the_rest() -> None:
    X, y = quadrants()
    members = (y == 3).astype(np.int64)
    assert drawn(drawing_of(fitted(X, members, depth=1), X, members, classes=2))


@pytest.mark.slow
def test_classes_may_be_missing_from_tree_or_rows() -> None:
    X, y = quadrants()
    known, third = y % 4 != 1, y % 4 == 2
    tree = fitted(X[known], y[known] % 4)
    assert drawn(drawing_of(tree, X, y % 4))
    assert drawn(drawing_of(tree, X[third], y[third] % 4))


@pytest.mark.slow
def test_nodes_that_no_row_reaches_say_so(said: list[str]) -> None:
    X, y = quadrants()
    tree = drawing_of(fitted(X, y % 4), X[:1], y[:1] % 4, classes=16)
    assert drawn(tree)
    assert sum(line.endswith("\nno rows") for line in said) == 1


@pytest.mark.slow
def test_many_rows_are_told_in_full_and_drawn_as_fast(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    labels: list[str] = []
    whole = trees._axis_labels
    monkeypatch.setattr(
        trees, "_axis_labels", lambda *args, **more: labels.extend((made := whole(*args, **more)).values()) or made
    )
    root, *leaves = records.P1_TREE.nodes
    assert isinstance(root, Split)
    many = replace(root, counts=tuple(tuple(count * 10**7 for count in row) for row in root.counts))
    drawn(replace(records.P1_TREE, nodes=(many, *leaves)))
    drawn(records.P1_TREE)
    assert labels == [
        "age_z\nfrom \N{MINUS SIGN}1.8 to 2.6\nhighest bar: 1,270,000,000 rows",
        "age_z\nfrom \N{MINUS SIGN}1.8 to 2.6",
    ]


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
    with pytest.raises(ValueError, match="no split to draw"):
        drawn(Tree(class_names=("P1", "P2"), nodes=(Leaf(answer=0, counts=(3, 1)),)))


def test_colors_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="expected as many colors as classes, at most 40, found 3, 2"):
        draw_tree(records.P1_TREE, plain_words, target_name="P", colors=class_fills(3))


@pytest.mark.slow
def test_nothing_is_left_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plt.figure()
    before = dict(mpl.rcParams), dict(os.environ), plt.get_fignums(), plt.gcf()
    drawn(records.P1_TREE)
    assert (dict(mpl.rcParams), dict(os.environ), plt.get_fignums(), plt.gcf()) == before
    assert tempfile.tempdir == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
    plt.close("all")
