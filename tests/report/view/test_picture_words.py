"""What is told of the hand-made pictures: the message with its numbers, for eyes and ears."""

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest
import records

from yasenn_report.record import Record
from yasenn_report.record.images import Images, PartitionImages
from yasenn_report.record.measured import NotRun
from yasenn_report.report.decisions import class_words, decision_clause, decision_words
from yasenn_report.report.figures.flow_layout import MANY_STAGES
from yasenn_report.report.view.pictures import Picture
from yasenn_report.report.view.pictures.alternative import LONGEST, told
from yasenn_report.report.view.pictures.errors import errors_picture
from yasenn_report.report.view.pictures.flow import WIDE_FROM, flow_picture
from yasenn_report.report.view.pictures.images import images_picture
from yasenn_report.report.view.pictures.outputs import outputs_picture
from yasenn_report.report.view.pictures.profiles import profiles_picture

SVG = "<svg/>"
NAMES = ("age", "sex is Male", "sex is Female", "smoker")
MINUS = "\N{MINUS SIGN}"


def with_images(record: Record) -> Record:
    """The same with images of one point."""
    found = tuple(PartitionImages(partition=one.label, mean=(9,), typical=records.NO_ROWS) for one in record.partitions)
    return replace(record, images=Images(height=1, width=1, lowest=0.0, highest=16.0, partitions=found))


PICTURES: dict[str, Callable[[Record, str | NotRun], Picture | NotRun]] = {
    "flow": flow_picture,
    "errors": errors_picture,
    "outputs": outputs_picture,
    "profiles": lambda record, svg: profiles_picture(record, svg, NAMES),
    "images": lambda record, svg: images_picture(with_images(record), svg),
}


def picture(kind: str, record: Record) -> Picture:
    """One that can be made, its percent signs after plain spaces."""
    made = PICTURES[kind](record, SVG)
    assert isinstance(made, Picture)
    return replace(made, title=plain(made.title), alt=plain(made.alt), caption=plain(made.caption))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace(MINUS, "-")


@pytest.mark.parametrize("kind", PICTURES)
def test_reason_goes_on(kind: str) -> None:
    assert PICTURES[kind](records.binary(), NotRun(reason="why not")) == NotRun(reason="why not")


@pytest.mark.parametrize("kind", PICTURES)
def test_drawing_is_embedded(kind: str) -> None:
    kept = picture(kind, records.binary()).source.removeprefix("data:image/svg+xml;base64,")
    assert base64.b64decode(kept).decode() == SVG


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("record", [records.binary(), records.regression()])
def test_alternative_text_is_bounded_and_says_what_is_missing(kind: str, record: Record) -> None:
    whole = picture(kind, record).alt
    assert len(whole) <= LONGEST
    assert " more " not in whole
    assert all(f"{one.label}" in whole for one in record.partitions)
    times = 20
    partitions = tuple(replace(record.partitions[n % 3], label=f"P{n + 1}") for n in range(3 * times))
    paths = tuple(
        replace(path, partition=partition.label) for partition in partitions for path in record.flow.paths[:1]
    )
    many = replace(
        record,
        partitions=partitions,
        flow=replace(record.flow, paths=paths),
        profiles=replace(record.profiles, standardised=record.profiles.standardised * times),
    )
    cut = picture(kind, many).alt
    assert len(cut) <= LONGEST
    left = int(cut.rpartition("and ")[2].split()[0])
    assert left == 60 - cut.count("P") + cut.count("Partitions")


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (
            "flow",
            "300 fit rows stream through 2 hidden layers into 3 partitions: 50.0 % end in partitions within tolerance, "
            "16.7 % end in inconclusive ones, 33.3 % end in low-fidelity ones",
        ),
        ("errors", "The network is furthest from P2: 0.173 on average, against 0.0848 over all rows"),
        (
            "outputs",
            "The partitions' values lie from 3.0 % to 88.0 %. The network's probabilities are 0.0848 away from them on "
            "average (0 to 1)",
        ),
        ("profiles", "P1 (no) differs most: age is 1.62 standard deviations below the other rows' mean"),
        ("images", "Mean images of 3 partitions; the largest, P1 (no), has 50.0 % of the fit rows"),
    ],
)
def test_titles_state_the_message_with_its_numbers(kind: str, title: str) -> None:
    assert picture(kind, records.binary()).title == title


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        ("flow", "P2 (yes): 33.3 %, low fidelity; P3 (yes): 16.7 %, inconclusive."),
        ("errors", "rows. P2 (yes): 0.173 (0.121 to 0.225), low fidelity; P3 (yes): 0.112 (0.0830 to 0.141), inc"),
        ("outputs", "P1 no: value 3.0 %, the network most often from 0 % to 10.0 % (on 90.0 % of its rows)."),
        (
            "profiles",
            "P1 (no): age 1.62 standard deviations below; P2 (yes): sex is Male 1.20 standard",
        ),
        (
            "images",
            "1 by 1 points. Partitions with their shares of the fit rows: P1 (no): 50.0 %, within",
        ),
    ],
)
def test_alternative_texts_have_the_numbers(kind: str, clause: str) -> None:
    assert clause in picture(kind, records.binary()).alt


def test_values_are_called_values() -> None:
    found = picture("outputs", records.regression())
    assert found.title == (
        "The partitions' values lie from -0.830 to 4.17. The network is 0.0848 standard deviations away from them on "
        "average"
    )
    assert "P3: value 4.17, the network most often from 2.00 to 6.00 (on 100 % of its rows)" in found.alt
    assert "P3 (value 4.17): 16.7 %" in picture("flow", records.regression()).alt
    assert "threshold" not in found.caption
    assert "Dashed: the threshold" in picture("outputs", records.binary()).caption


def test_one_of_several_outputs_is_said_to_be_one() -> None:
    record = records.regression()
    several = replace(record, task=replace(record.task, output_spread=(2.31, 1.0)))
    found = picture("outputs", several)
    assert found.alt.startswith("The network's output 1 of 2 by partition")
    assert "The network has 2 outputs; this is output 1" in found.caption
    assert "on average (over all outputs)" in found.title


def test_nothing_of_all_rows_where_it_was_not_measured() -> None:
    record = records.binary()
    record = replace(record, fidelity=replace(record.fidelity, distillation_error=records.NONE))
    assert picture("errors", record).title == "The network is furthest from P2: 0.173 on average"
    assert picture("outputs", record).title == "The partitions' values lie from 3.0 % to 88.0 %"


def test_flow_says_the_order_of_layers_and_what_a_box_is() -> None:
    record = records.binary()
    assert "(from the input on)" in picture("flow", record).caption
    assert "others" not in picture("flow", record).caption
    first, second = record.flow.stages
    stages = (replace(first, leaves=((0, 1), (2, 0), ())), second)
    backward = replace(
        record, flow=replace(record.flow, stages=stages), fidelity=replace(record.fidelity, order="backward")
    )
    caption = picture("flow", backward).caption
    assert "(the last hidden layer first)" in caption
    assert "leaf indices, one per tree" in caption
    assert '"others" are all rarer ones together' in caption


def test_a_flow_is_wide_where_its_drawing_is() -> None:
    assert WIDE_FROM == MANY_STAGES
    record = records.binary()
    stages = record.flow.stages[:1] * WIDE_FROM
    assert picture("flow", replace(record, flow=replace(record.flow, stages=stages))).wide
    assert not picture("flow", record).wide


def test_single_rows_that_were_left_out_are_said_to_be() -> None:
    assert "Single rows were left out" in picture("images", records.binary()).caption


def test_a_long_opening_leaves_room() -> None:
    text = told("x" * 2000, ["y" * 10] * 3, noun="class", several="classes")
    assert len(text) <= LONGEST
    assert text.endswith("y" * 10 + ".")
    assert told("Nothing.", [], noun="class") == "Nothing."
    assert told("Three:", ["z" * 1000] * 3, noun="class", several="classes") == "Three: There are 3 more classes."


def test_decisions_in_words() -> None:
    first = records.PARTITIONS[0]
    assert decision_words(first) == decision_clause(first) == "no"
    assert decision_words(replace(first, decision="7")) == "class 7" == class_words("7")
    values = records.regression().partitions[1]
    assert (decision_words(values), decision_clause(values)) == (f"{MINUS}0.830", f"value {MINUS}0.830")
