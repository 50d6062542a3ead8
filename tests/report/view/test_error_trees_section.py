"""What the page says of where errors gather."""

from dataclasses import replace

import pytest
from drawn import DRAWN
from records import NETWORK_ERRORS, binary, nothing_run, regression, with_dictionary

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.record.errors import ErrorTree
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view.error_trees import ErrorTreesPart, make_error_trees

NONE = NotRun(reason="no --target was given")


def part(record: Record) -> ErrorTreesPart:
    return make_error_trees(record, DRAWN)  # type: ignore[arg-type]


def sentences(record: Record) -> list[str]:
    """With plain spaces."""
    return [tree.sentence.replace("\N{NO-BREAK SPACE}", " ") for tree in part(record).trees]


def with_leaves(leaves: int) -> Record:
    """A record whose tree of the network's errors has so many leaves."""
    tree = replace(NETWORK_ERRORS, leaves=(NETWORK_ERRORS.leaves * 3)[:leaves])
    return replace(binary(), error_trees=(tree, NONE, NONE))


def test_the_worst_leaf_is_told_with_its_numbers() -> None:
    assert sentences(binary()) == [
        "The network is wrong most often where age_z > -0.45 and sex is Male: on 23.3 % of 60 evaluation rows (12.6 % "
        "to 37.3 %), against 11.5 % over all. With 30.0 % of the rows, this leaf has 60.9 % of all errors.",
        "The partitions disagree with the network most often where sex is Male: on 18.9 % of 90 evaluation rows "
        "(11.8 % to 27.8 %), against 11.5 % over all. With 45.0 % of the rows, this leaf has 73.9 % of all "
        "disagreements.",
    ]


def test_low_fidelity_rows_are_told_in_the_same_way() -> None:
    flagged = part(binary()).flagged
    assert flagged.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Rows are in low-fidelity partitions most often where age_z > -0.45 and sex is Male: on 83.3 % of 60 "
        "evaluation rows (70.4 % to 92.3 %), against 30.0 % over all. With 30.0 % of the rows, this leaf has 83.3 % of "
        "all such rows."
    )
    assert [leaf.words for leaf in flagged.leaves] == [
        "age_z > -0.45 and sex is Male",
        "age_z > -0.45 and sex is not Male",
        "age_z ≤ -0.45",
    ]
    assert part(nothing_run()).flagged.sentence == (
        "There is no tree of the rows in low-fidelity partitions: no partition is low fidelity."
    )


def test_columns_are_called_as_the_dictionary_does() -> None:
    assert "age at screening > 40.5 years and sex is man" in sentences(with_dictionary())[0]


def test_a_leaf_that_may_be_like_all_others_is_said_to_be() -> None:
    worst = NETWORK_ERRORS.leaves[1]
    record = replace(
        binary(), error_trees=(replace(NETWORK_ERRORS, leaves=(worst, *NETWORK_ERRORS.leaves[1:])), NONE, NONE)
    )
    assert sentences(record)[0].endswith(
        " Its interval reaches down to the rate over all rows: on so many rows this may be chance."
    )


def test_values_are_off_by_the_error_limit() -> None:
    first, second = sentences(regression())
    assert first == "There is no tree of the network's errors: no --target was given."
    assert second.startswith(
        "The partitions' values are off the network's by more than 0.5 standard deviations of the output most often "
        "where sex is Male: on 18.9 % of 90 evaluation rows"
    )


def test_the_network_s_values_are_held_against_the_label() -> None:
    record = replace(regression(), error_trees=(NETWORK_ERRORS, NONE, NONE))
    assert sentences(record)[0].startswith("The network is off the label by more than 0.5 standard deviations of the ")


def test_without_trees_there_are_reasons_and_no_picture() -> None:
    found = part(nothing_run())
    assert [tree.sentence for tree in found.trees] == [
        "There is no tree of the network's errors: no --target was given.",
        "There is no tree of the partitions' disagreements: errors do not gather anywhere that a shallow tree on these "
        "columns can name.",
    ]
    assert [tree.leaves for tree in found.trees] == [(), ()]
    assert found.picture is None


def test_a_tree_of_which_no_leaf_was_measured_says_so() -> None:
    tree: ErrorTree = replace(
        NETWORK_ERRORS,
        leaves=tuple(replace(leaf, rate=NotRun(reason="no row weighs anything")) for leaf in NETWORK_ERRORS.leaves),
    )
    record = replace(binary(), error_trees=(tree, NONE, NONE))
    assert sentences(record)[0] == "No leaf was measured: no row weighs anything."
    picture = part(record).picture
    assert picture is not None
    assert picture.title == "The tree of the network's errors has 3 leaves"


def test_the_table_has_the_worst_first() -> None:
    network, _ = part(binary()).trees
    assert [row.extent.replace("\N{NO-BREAK SPACE}", " ") for row in network.leaves] == [
        "60, 30.0 %",
        "40, 20.0 %",
        "100, 50.0 %",
    ]
    assert [row.errors_share.replace("\N{NO-BREAK SPACE}", " ") for row in network.leaves] == [
        "60.9 %",
        "21.7 %",
        "17.4 %",
    ]


@pytest.mark.parametrize(
    ("leaves", "more"),
    [
        (5, ""),
        (6, "1 more leaf of this tree can be read in audit.json, which is attached to the PDF."),
        (8, "3 more leaves of this tree can be read in audit.json, which is attached to the PDF."),
    ],
)
def test_a_summary_shows_the_five_worst(leaves: int, more: str) -> None:
    record = with_leaves(leaves)
    network, _ = part(record).trees
    assert (len(network.leaves), network.more) == (5, more)
    full, _ = part(replace(record, presentation=Presentation(rows=True, detail="full"))).trees
    assert (len(full.leaves), full.more) == (leaves, "")


def test_the_picture_says_in_words_what_it_shows() -> None:
    picture = part(binary()).picture
    assert picture is not None
    assert picture.light
    assert picture.title.replace("\N{NO-BREAK SPACE}", " ") == (
        "The tree of the network's errors has 3 leaves: from 4.0 % to 23.3 % of their evaluation rows are wrong"
    )
    assert "Where age_z ≤ -0.45: 4.0 % wrong of 100 evaluation rows" in picture.alt.replace("\N{NO-BREAK SPACE}", " ")
    assert "fit rows, which grew it" in picture.caption


def test_in_full_detail_it_is_the_large_drawing() -> None:
    record = replace(binary(), presentation=Presentation(rows=True, detail="full"))
    picture = part(record).picture
    assert picture is not None
    assert not picture.light
    assert picture.caption.startswith("Read from the top")
