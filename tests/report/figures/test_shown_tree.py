"""Trees in the words and units of the page."""

from dataclasses import replace

import pytest
import records
from drawn_trees import plain_words

from yasenn_report.record.drawings import Leaf, Split, Tree
from yasenn_report.report.figures.columns import FileWords, words_of
from yasenn_report.report.figures.shown_tree import show_split, show_tree

SPLIT = Split(
    column="age",
    entry=None,
    threshold=1.5,
    left=1,
    right=2,
    edges=(0.0, 1.0, 2.0, 4.0),
    counts=((1, 2, 3), (40, 50, 60)),
)
LEAVES = (Leaf(answer=0, counts=(2, 65)), Leaf(answer=1, counts=(4, 85)))
AT_MOST, AT_LEAST, MINUS = "\N{LESS-THAN OR EQUAL TO}", "\N{GREATER-THAN OR EQUAL TO}", "\N{MINUS SIGN}"


def test_plain_words_leave_a_split_as_it_is() -> None:
    shown = show_split(SPLIT, FileWords(name="age"))
    assert (shown.edges, shown.counts, shown.threshold) == (SPLIT.edges, SPLIT.counts, 1.5)
    assert (shown.left, shown.left_words, shown.right, shown.right_words) == (1, f"{AT_MOST} 1.5", 2, "> 1.5")
    assert (shown.ends, shown.rows, shown.highest) == ("from 0 to 4", 156, 63)


def test_thresholds_and_ends_are_scaled() -> None:
    shown = show_split(SPLIT, FileWords(name="age (years)", factor=10.0, offset=45.0))
    assert (shown.threshold, shown.edges) == (60.0, (45.0, 55.0, 65.0, 85.0))
    assert (shown.ends, shown.left_words) == ("from 45 to 85", f"{AT_MOST} 60")


def test_a_negative_factor_turns_everything_round() -> None:
    shown = show_split(SPLIT, FileWords(name="loss", factor=-1.0))
    assert (shown.threshold, shown.edges, shown.ends) == (-1.5, (-4, -2, -1, 0), f"from {MINUS}4 to 0")
    assert shown.counts == ((3, 2, 1), (60, 50, 40))
    assert (shown.left, shown.left_words) == (2, f"< {MINUS}1.5")
    assert (shown.right, shown.right_words) == (1, f"{AT_LEAST} {MINUS}1.5")


def test_indicators_say_no_and_yes() -> None:
    shown = show_split(replace(SPLIT, entry="Male"), FileWords(name="sex is Male", indicator=True))
    assert (shown.left_words, shown.right_words, shown.ends) == ("no", "yes", "from 0 to 4")


def test_codes_are_said_by_their_meanings() -> None:
    coded = FileWords(name="region", meanings={0.0: "north", 1.0: "east", 2.0: "south"})
    shown = show_split(SPLIT, coded)
    assert (shown.left_words, shown.right_words, shown.ends) == ("north or east", "south", None)
    assert show_split(replace(SPLIT, threshold=3.0), coded).left_words == f"{AT_MOST} 3"


def test_the_words_of_a_record_are_those_of_its_dictionary() -> None:
    words = words_of(records.with_dictionary())
    assert words("age_z", None).name == "age at screening (years)"
    assert words("age_z", None).shown(-0.45) == "40.5"
    assert words("sex", "Male").name == "sex is man"
    assert words("smoker", None).sides(0.5) == ("no", "yes")
    plain = words_of(records.binary())
    assert (plain("age_z", None).name, plain("sex", "Male").name) == ("age_z", "sex is Male")
    assert plain("age_z", None).shown(-0.45) == f"{MINUS}0.45"


def test_nodes_come_from_the_left_each_before_those_below() -> None:
    assert list(show_tree(records.MAP_TREE, plain_words)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((), "there is no split to draw"),
        (LEAVES[:1], "there is no split to draw"),
        ((replace(SPLIT, right=0), *LEAVES), "node 0 is there twice, or not at all"),
        ((replace(SPLIT, right=1), *LEAVES), "node 1 is there twice, or not at all"),
        ((replace(SPLIT, right=3), *LEAVES), "node 3 is there twice, or not at all"),
        ((replace(SPLIT, left=-1), *LEAVES), "node -1 is there twice, or not at all"),
        ((SPLIT, LEAVES[0], Leaf(answer=2, counts=(1, 1))), "answers 2 of 2 classes"),
        ((SPLIT, LEAVES[0], Leaf(answer=1, counts=(1, 1, 1))), "a leaf has 3 counts"),
        ((replace(SPLIT, counts=((1, 2, 3), (1, 2))), *LEAVES), "a split has counts that do not match"),
        ((replace(SPLIT, counts=((1, 2, 3),)), *LEAVES), "a split has counts that do not match"),
        ((replace(SPLIT, edges=(0.0,)), *LEAVES), "a split has counts that do not match"),
    ],
)
def test_what_is_no_tree_is_refused(nodes: tuple[Split | Leaf, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        show_tree(Tree(class_names=("the rest", "P1"), nodes=nodes), plain_words)
