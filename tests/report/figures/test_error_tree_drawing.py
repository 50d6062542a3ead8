"""The tree of the network's errors as it is drawn."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from records import DISTILLATION_ERRORS, NETWORK_ERRORS, binary, nothing_run, regression

from yasenn_report.record.document import Presentation
from yasenn_report.record.drawings import Leaf, Tree
from yasenn_report.report.figures import draw_error_tree

TEXT = "{http://www.w3.org/2000/svg}text"


def said(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(TEXT)]


def test_every_leaf_shows_the_share_of_wrong_rows() -> None:
    svg = draw_error_tree(binary())
    assert svg is not None
    words = [word.replace("\N{NO-BREAK SPACE}", " ") for word in said(svg)]
    assert words.count("wrong") == 3
    assert "right" not in words
    assert [word for word in words if word.endswith("%")] == ["3.9 %", "12.7 %", "21.1 %"]
    assert words[:3] == ["condition and fit rows", "class", "fit rows in it"]


@pytest.mark.parametrize("record", [regression(), nothing_run()])
def test_where_there_is_no_tree_there_is_no_drawing(record: object) -> None:
    assert draw_error_tree(record) is None  # type: ignore[arg-type]


def test_a_tree_without_a_split_is_not_drawn() -> None:
    bare = replace(NETWORK_ERRORS, drawing=Tree(class_names=("right", "wrong"), nodes=(Leaf(answer=0, counts=(3, 1)),)))
    record = binary()
    assert draw_error_tree(replace(record, error_trees=(bare, *record.error_trees[1:]))) is None


def test_one_question_is_drawn_in_full_detail_only() -> None:
    record = binary()
    one = replace(NETWORK_ERRORS, drawing=DISTILLATION_ERRORS.drawing)
    record = replace(record, error_trees=(one, *record.error_trees[1:]))
    assert draw_error_tree(record) is None
    assert draw_error_tree(replace(record, presentation=Presentation(rows=True, detail="full"))) is not None


def test_full_detail_has_the_large_drawing() -> None:
    record = replace(binary(), presentation=Presentation(rows=True, detail="full"))
    large, light = draw_error_tree(record), draw_error_tree(binary())
    assert large is not None
    assert light is not None
    assert len(large) > 2 * len(light)
    assert not re.search(r"<script|href=\"http", large)
