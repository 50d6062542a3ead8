"""The hand-made drawings from a record: their words, places and shapes."""

import base64
import io
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import records
from PIL import Image
from svgs import SVG, inside, parsed, smallest_letters, text, words

from yasenn_report.record import Record
from yasenn_report.record.columns import Column
from yasenn_report.record.images import Images, PartitionImages
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Histogram, Outputs, Partition, Profiles
from yasenn_report.report.decisions import MINUS
from yasenn_report.report.figures.drawing import PAGE_WIDTH
from yasenn_report.report.figures.errors import draw_errors
from yasenn_report.report.figures.flow import draw_flow, spread
from yasenn_report.report.figures.images import draw_images
from yasenn_report.report.figures.outputs import draw_outputs, ridges_of
from yasenn_report.report.figures.profiles import draw_profiles, signed_tenth

HOSTILE = "<img src=file:///etc/passwd>\u202e & שלום " + "x" * 300
NAMES = ("age", "sex is Male", "sex is Female", "smoker")


def with_images(record: Record, *, typical: bool = True) -> Record:
    """The same with images of 3 by 2 points."""
    return replace(
        record,
        images=Images(
            height=2,
            width=3,
            lowest=0.0,
            highest=16.0,
            partitions=tuple(
                PartitionImages(
                    partition=one.label,
                    mean=(0, 51, 102, 153, 204, 255),
                    typical=((255, 0, 0, 0, 0, 0), (0,) * 6) if typical else records.NO_ROWS,
                )
                for one in record.partitions
            ),
        ),
    )


DRAWINGS: dict[str, Callable[[Record], str | NotRun]] = {
    "flow": draw_flow,
    "errors": draw_errors,
    "outputs": draw_outputs,
    "profiles": lambda record: draw_profiles(record, [HOSTILE] * len(record.profiles.columns)),
    "images": lambda record: draw_images(with_images(record)),
}


def drawn(draw: Callable[..., str | NotRun], *given: Any) -> str:
    svg = draw(*given)
    assert isinstance(svg, str)
    return svg


def repeated(record: Record, times: int) -> Record:
    """A record with so many times three partitions."""
    partitions = tuple(
        replace(record.partitions[place % 3], label=f"P{place + 1}", evaluation_rows=1000 - place)
        for place in range(3 * times)
    )
    profiles = replace(record.profiles, standardised=record.profiles.standardised * times)
    return replace(record, partitions=partitions, profiles=profiles)


def hostile(record: Record) -> Record:
    """The same with class names out of a bad file."""
    partitions = tuple(replace(one, decision=HOSTILE) for one in record.partitions)
    return replace(record, partitions=partitions, task=replace(record.task, class_names=(HOSTILE, HOSTILE)))


@pytest.mark.parametrize("kind", DRAWINGS)
@pytest.mark.parametrize("record", [records.binary(), hostile(records.binary()), repeated(records.binary(), 13)])
def test_drawings_are_inert_readable_repeatable_and_inside_the_page(kind: str, record: Record) -> None:
    svg = drawn(DRAWINGS[kind], record)
    assert svg == DRAWINGS[kind](record)
    assert smallest_letters(svg, width=PAGE_WIDTH) >= 7.5
    assert inside(svg)
    assert len(svg) < 40_000
    assert all("\u202e" not in line and len(line) < 85 for line in words(svg))
    assert parsed(svg).get("width") == "482pt"


@pytest.mark.parametrize("kind", ["flow", "errors", "outputs", "profiles"])
def test_values_are_drawn_too(kind: str) -> None:
    svg = drawn(DRAWINGS[kind], records.regression())
    assert "1.52" in words(svg)
    assert "no" not in words(svg)


@pytest.mark.parametrize(
    ("draw", "reason"),
    [
        (draw_errors, "no partition's distillation error could be measured"),
        (draw_outputs, "no partition's outputs could be measured"),
        (draw_images, "the inputs are not known to be images"),
    ],
)
def test_reason_where_nothing_was_measured(draw: Callable[[Record], str | NotRun], reason: str) -> None:
    assert draw(records.nothing_run()) == NotRun(reason=reason)


def test_flow_names_layers_leaves_and_partitions() -> None:
    shown = words(drawn(draw_flow, records.binary()))
    assert shown[:3] == ["hidden layer 1", "leaf 0", "150 rows"]
    assert {"hidden layer 2", "partition: decision", "P1", "50 %", "P2", "33.3 %", "P3", "16.7 %"} <= {
        line.replace(".0 %", " %") for line in shown
    }


def test_flow_shows_the_status_without_colour() -> None:
    root = parsed(drawn(draw_flow, records.binary()))
    fills = [group.get("fill") for group in root.iter(f"{SVG}g")]
    assert "url(#hatch)" in fills
    assert {"circle", "pattern"} <= {element.tag.removeprefix(SVG) for element in root.iter()}


def test_flow_says_what_is_not_one_leaf() -> None:
    record = records.binary()
    first, second = record.flow.stages
    stages = (replace(first, leaves=((0, 3), (2, 1), ())), second)
    shown = words(drawn(draw_flow, replace(record, flow=replace(record.flow, stages=stages))))
    assert {"0-3", "2-1", "others"} <= set(shown)


def test_flow_needs_rows_and_not_too_many_partitions() -> None:
    record = records.binary()
    none = replace(record, flow=replace(record.flow, paths=()))
    assert draw_flow(none) == NotRun(reason="no way of any row through the layers was recorded")
    many = draw_flow(repeated(record, 14))
    assert many == NotRun(reason="42 partitions are too many to tell apart in one drawing")


@pytest.mark.parametrize("wanted", [[5.0, 6.0, 7.0, 90.0], [0.0, 0.0, 0.0], [99.0, 99.5, 100.0], [50.0]])
def test_labels_are_spread_in_order_inside_the_picture(wanted: list[float]) -> None:
    places = spread(wanted, 100.0)
    assert all(below - above >= 11 - 1e-9 for above, below in pairwise(places))
    assert places[0] >= 5.5 - 1e-9
    assert places[-1] <= 94.5 + 1e-9


def test_labels_that_have_room_stay() -> None:
    assert spread([20.0, 50.0, 80.0], 100.0) == [20.0, 50.0, 80.0]


def test_errors_are_worst_first_with_the_mean_of_all() -> None:
    shown = words(drawn(draw_errors, records.binary()))
    assert [line for line in shown if line.startswith("P")] == ["P2", "P3", "P1"]
    assert "all rows: 0.0848" in shown
    assert {"0.173", "0.112", "0.0210"} <= set(shown)


def test_marks_of_errors_lie_on_the_axis() -> None:
    svg = drawn(draw_errors, records.binary())
    disc = next(parsed(svg).iter(f"{SVG}circle"))  # of P1, the only one within tolerance; the legend comes after it
    zero, tenth = float(text(svg, "0").get("x", "")), float(text(svg, "0.1").get("x", ""))
    assert float(disc.get("cx", "")) == pytest.approx(zero + 0.21 * (tenth - zero), abs=0.02)


def test_errors_say_how_many_more_there_are() -> None:
    shown = words(drawn(draw_errors, repeated(records.binary(), 7)))
    assert "5 more partitions with smaller errors" in shown
    assert sum(bool(re.fullmatch(r"P\d+", line)) for line in shown) == 16


def test_two_classes_share_one_axis() -> None:
    ridges = ridges_of(records.binary())
    assert [ridge.partition.label for ridge in ridges] == ["P2", "P3", "P1"]
    assert [ridge.value for ridge in ridges] == [0.88, 0.55, 0.03]
    turned = ridges[-1]  # decides for the first class: what was near 1 lies near 0
    assert turned.edges == pytest.approx((0.0, 0.1, 0.5, 1.0))
    assert turned.shares == (0.9, 0.09, 0.01)
    assert ridges[0].shares == (0.3, 0.5, 0.2)


def test_two_classes_have_their_threshold_drawn() -> None:
    shown = words(drawn(draw_outputs, records.binary()))
    assert "the network's probability of yes" in shown
    assert "threshold 50 %" in shown
    assert not any("threshold" in line for line in words(drawn(draw_outputs, records.regression())))


def test_many_classes_each_have_their_own() -> None:
    record = records.binary()
    task = replace(record.task, name="multiclass", class_names=("0", "1"), threshold=records.NONE)
    shown = words(drawn(draw_outputs, replace(record, task=task)))
    assert "the network's probability of the class that the partition decides for" in shown
    assert [ridge.value for ridge in ridges_of(replace(record, task=task))] == [0.97, 0.88, 0.55]


def test_one_of_several_outputs() -> None:
    record = records.regression()
    two = (Histogram(edges=(0.0, 1.0), shares=(1.0,)), Histogram(edges=(5.0, 7.0, 9.0), shares=(0.25, 0.75)))

    def both(one: Partition) -> Partition:
        return replace(one, value=(0.5, 8.0), outputs=Outputs(decided=(), histograms=two))

    task = replace(record.task, output_spread=(1.0, 2.0))
    record = replace(record, task=task, partitions=tuple(map(both, record.partitions)))
    assert "the network's output 2" in words(drawn(draw_outputs, record, 1))
    assert {ridge.value for ridge in ridges_of(record, 1)} == {8.0}
    assert ridges_of(record, 1)[0].shares == (0.25, 0.75)


def test_bars_of_outputs_are_in_proportion() -> None:
    (ridge, *_) = ridges_of(records.binary())
    svg = drawn(draw_outputs, replace(records.binary(), partitions=(ridge.partition,)))
    ridge_shape = re.compile(r"M[^HLV]+(L[^HLV]+H[^HLV]+){3}V.*Z")
    paths = [one.get("d", "") for one in parsed(svg).iter(f"{SVG}path")]
    (bars,) = filter(ridge_shape.fullmatch, paths)
    floor = float(re.findall(r"M[\d.]+ ([\d.]+)", bars)[0])
    heights = [floor - float(top) for top in re.findall(r"L[\d.]+ ([\d.]+)", bars)]
    assert [height / max(heights) for height in heights] == pytest.approx([0.6, 1.0, 0.4], abs=0.01)


def test_profiles_print_every_difference_with_its_sign() -> None:
    shown = [line.replace(MINUS, "-") for line in words(drawn(draw_profiles, records.binary(), NAMES))]
    assert set(NAMES) <= set(shown)
    assert {"-1.6", "+1.0", "+0.3", "-0.7", "+1.2", "-0.4", "-1.2", "-0.1", "+0.1"} <= set(shown)
    assert shown.count("+0.4") + shown.count("-0.4") == 2


@pytest.mark.parametrize(
    ("value", "shown"), [(0.04, "0"), (-0.04, "0"), (0.06, "+0.1"), (-1.25, "-1.2"), (12.34, "+12.3"), (-512.0, "-99+")]
)
def test_differences_as_printed(value: float, shown: str) -> None:
    assert signed_tenth(value).replace(MINUS, "-") == shown


def test_a_factor_below_zero_turns_the_sign() -> None:
    record = records.binary()
    columns: tuple[Column, ...] = record.explanation.columns
    turned = tuple(replace(one, factor=-10.0) if one.column == "age_z" else one for one in columns)
    record = replace(record, explanation=replace(record.explanation, columns=turned))
    assert "+1.6" in words(drawn(draw_profiles, record, NAMES))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"profiles": Profiles(columns=(), standardised=((), (), ()))},
            "there is no column in which partitions could differ",
        ),
        ({"partitions": records.PARTITIONS[:1]}, "there is one partition only: it differs from none"),
    ],
)
def test_no_profiles(change: dict[str, Any], reason: str) -> None:
    assert draw_profiles(replace(records.binary(), **change), ()) == NotRun(reason=reason)


def pictures(svg: str) -> list[Image.Image]:
    found = [one.get("href", "").removeprefix("data:image/png;base64,") for one in parsed(svg).iter(f"{SVG}image")]
    return [Image.open(io.BytesIO(base64.b64decode(one))) for one in found]


def test_images_hold_the_pixels_high_values_dark() -> None:
    mean, first, _ = pictures(drawn(draw_images, with_images(records.binary())))[:3]
    assert mean.size == (3, 2)
    assert np.asarray(mean.convert("L")).tolist() == [[255, 204, 153], [102, 51, 0]]
    assert np.asarray(first.convert("L")).tolist() == [[0, 255, 255], [255, 255, 255]]


def test_images_are_never_smoothed() -> None:
    svg = drawn(draw_images, with_images(records.binary()))
    assert [one.get("image-rendering") for one in parsed(svg).iter(f"{SVG}image")] == ["pixelated"] * 9


def test_images_without_single_rows() -> None:
    assert len(pictures(drawn(draw_images, with_images(records.binary(), typical=False)))) == 3


def test_images_keep_their_proportions() -> None:
    root = parsed(drawn(draw_images, with_images(records.binary())))
    for one in root.iter(f"{SVG}image"):
        assert float(one.get("width", "")) / float(one.get("height", "")) == pytest.approx(1.5, abs=0.01)
