"""Light drawings of trees: what stands in them, how large they are, and whether it fits."""

import re
from xml.etree import ElementTree as ET

import pytest
import records
from drawn_trees import drawing_of, plain_words, quadrants
from sklearn.tree import DecisionTreeClassifier

from yasenn_report.record.drawings import Leaf, Tree
from yasenn_report.report.figures.columns import FileWords, Words, words_of
from yasenn_report.report.figures.drawing import PAGE_WIDTH
from yasenn_report.report.figures.letters import width_of
from yasenn_report.report.figures.light_tree import draw_light_tree

AT_MOST = "\N{LESS-THAN OR EQUAL TO}"
HEADS = ["condition and fit rows", "answer", "fit rows in it"]
LONG = FileWords(name="W" * 300, meanings={-9.0: "M" * 50, 9.0: "M" * 50})
SVG = "{http://www.w3.org/2000/svg}"


def said(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def twelve_leaves() -> Tree:
    X, y = quadrants(2000)
    fitted = DecisionTreeClassifier(max_leaf_nodes=12, random_state=0).fit(X, y)
    return drawing_of(fitted, X, y, classes=16, names=[f"column number {place}" for place in range(4)])


def always(words: FileWords) -> Words:
    return lambda *_: words


def test_every_node_has_its_condition_and_rows() -> None:
    assert said(draw_light_tree(records.MAP_TREE, words_of(records.with_dictionary()))) == [
        *HEADS,
        *("all fit rows", "300 rows"),
        *(f"age at screening (years) {AT_MOST} 40.5", "155 rows", "P1", "90.3 %"),
        *("age at screening (years) > 40.5", "145 rows"),
        *("sex is man: no", "55 rows", "P3", "72.7 %"),
        *("sex is man: yes", "90 rows", "P2", "88.9 %"),
    ]


def test_bars_are_as_long_as_their_shares() -> None:
    svg = draw_light_tree(records.P1_TREE, plain_words)
    (bars,) = re.findall(r'<path d="([^"]*)" fill="#0072B2"/>', svg)
    lengths = [float(length) for length in re.findall(r"h(\d[\d.]*)", bars)]
    assert lengths == pytest.approx([44 * 140 / 155, 44 * 135 / 145], abs=0.01)


def test_a_leaf_without_rows_says_so() -> None:
    root, *_ = records.P1_TREE.nodes
    tree = Tree(
        class_names=("the rest", "P1"), nodes=(root, Leaf(answer=1, counts=(0, 0)), Leaf(answer=0, counts=(9, 0)))
    )
    assert said(draw_light_tree(tree, plain_words))[5:9] == [
        "age_z " + AT_MOST + " \N{MINUS SIGN}0.45",
        "0 rows",
        "P1",
        "no rows",
    ]


def test_twelve_leaves_are_light() -> None:
    tree = twelve_leaves()
    assert tree.leaves == 12
    assert len(draw_light_tree(tree, plain_words)) < 7_000
    assert len(draw_light_tree(tree, always(LONG))) < 8_000


def test_nothing_is_written_over_the_column_beside_it() -> None:
    root = ET.fromstring(draw_light_tree(twelve_leaves(), always(LONG)))
    by_line: dict[str, list[tuple[float, float]]] = {}
    for element in root.iter(f"{SVG}text"):
        size, start = float(element.get("font-size", "7.5")), float(element.attrib["x"])
        end = start + width_of(element.text or "", size, bold="font-weight" in element.attrib)
        by_line.setdefault(str(round(float(element.attrib["y"]) / 17)), []).append((start, end))
    for spans in by_line.values():
        for (_, end), (start, _) in zip(spans, [*spans[1:], (PAGE_WIDTH + 2, 0)], strict=True):
            assert end < start


def test_a_long_name_is_cut_before_its_threshold() -> None:
    lines = said(draw_light_tree(records.P1_TREE, always(FileWords(name="i" * 300))))
    assert re.fullmatch(f"i+\N{HORIZONTAL ELLIPSIS}i+ {AT_MOST} \N{MINUS SIGN}0.45", lines[5])


def test_hostile_names_are_inert() -> None:
    name = "<script>alert(1)</script>&\u202e\x00"
    tree = Tree(class_names=("]]><b>", name), nodes=records.P1_TREE.nodes)
    svg = draw_light_tree(tree, always(FileWords(name=name)))
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert said(svg)[5].startswith("<script>alert(1)</script>&[U+202E][U+0000] ")


def test_the_same_tree_gives_the_same_bytes() -> None:
    assert draw_light_tree(twelve_leaves(), plain_words) == draw_light_tree(twelve_leaves(), plain_words)
