"""The small drawings: inert words, room kept, colours that can be told apart."""

from itertools import pairwise

import pytest
from svgs import parsed, words

from yasenn_report.report.decisions import MINUS
from yasenn_report.report.figures import palette, profiles
from yasenn_report.report.figures.axis import Axis
from yasenn_report.report.figures.drawing import NORMAL, SMALL, Drawing, short
from yasenn_report.report.figures.letters import fit, width_of
from yasenn_report.report.figures.marks import LOOKS, PALE_BLUE, PALE_GREY, PALE_VERMILLION, legend, mark
from yasenn_report.report.figures.ticks import tick_words, ticks

HOSTILE = "<script>&\"']]>{{7*7}}"


def test_words_are_text_and_nothing_else() -> None:
    drawing = Drawing(height=20)
    drawing.text(0, 10, HOSTILE, room=400, turn=30, anchor="end")
    svg = drawing.svg()
    assert words(svg) == [HOSTILE]
    assert "<script>" not in svg
    assert [element.tag.rpartition("}")[2] for element in parsed(svg).iter()] == ["svg", "text"]


def test_attributes_are_escaped() -> None:
    drawing = Drawing(height=20)
    drawing.add("path", d='"/><script>')
    (path,) = parsed(drawing.svg())
    assert path.get("d") == '"/><script>'


@pytest.mark.parametrize("bold", [False, True])
def test_words_are_cut_to_their_room(bold: bool) -> None:
    cut = fit("a very long name of a column", 60, SMALL, otherwise="?", bold=bold)
    beginning, ending = cut.split("…")
    assert beginning
    assert ending
    assert "a very long name of a column".startswith(beginning)
    assert "a very long name of a column".endswith(ending)
    assert width_of(cut, SMALL, bold=bold) <= 60
    assert fit("mmm", 1, SMALL, otherwise="?", bold=bold) == "…"
    assert fit("short", 60, SMALL, otherwise="?", bold=bold) == "short"
    assert fit(" \n", 60, SMALL, otherwise="column 3", bold=bold) == "column 3"


def test_widths_are_those_of_the_font() -> None:
    assert width_of("MM", 10) == pytest.approx(17.26, abs=0.02)  # 1767 of 2048 units of DejaVu Sans, twice
    assert width_of("M", 10, bold=True) > width_of("M", 10)
    assert width_of("", 10) == 0


@pytest.mark.parametrize(("number", "written"), [(1.0, "1"), (0.004, "0"), (-0.001, "0"), (2.345, "2.35"), (10, "10")])
def test_coordinates_are_short(number: float, written: str) -> None:
    assert short(number) == written


def test_letters_can_be_read() -> None:
    assert min(SMALL, NORMAL) >= 7.5


def test_edges_stand_out_and_areas_differ_in_grey() -> None:
    assert all(palette.contrast(look.edge, palette.WHITE) >= 3 for look in LOOKS.values())
    assert palette.contrast(PALE_BLUE, PALE_GREY) >= 1.8
    assert palette.contrast(PALE_BLUE, PALE_VERMILLION) >= 1.8
    assert sum(look.hatched for look in LOOKS.values()) == 1
    assert sum(look.hollow for look in LOOKS.values()) == 1


@pytest.mark.parametrize("fill", [*profiles.ABOVE, *profiles.BELOW])
def test_numbers_can_be_read_on_every_shade(fill: str) -> None:
    assert palette.contrast(profiles.ink_on(fill), fill) >= 4.5


@pytest.mark.parametrize("shades", [profiles.ABOVE, profiles.BELOW])
def test_shades_get_darker_step_by_step(shades: tuple[str, ...]) -> None:
    light = [palette.luminance(shade) for shade in shades]
    assert light == sorted(light, reverse=True)
    assert all(palette.contrast(one, other) >= 1.15 for one, other in pairwise(shades))


def test_marks_have_different_shapes() -> None:
    shapes = set()
    for status in LOOKS:
        drawing = Drawing(height=20)
        mark(drawing, 10, 10, status)
        shapes.update(element.tag.rpartition("}")[2] for element in parsed(drawing.svg()))
    assert shapes == {"circle", "rect", "path"}


def test_legend_names_only_what_is_there() -> None:
    drawing = Drawing(height=20)
    legend(drawing, 0, 15, {"low_fidelity", "within_tolerance"})
    assert words(drawing.svg()) == ["within tolerance", "low fidelity"]
    assert drawing.svg().count("<pattern") == 1


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 1, (0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (0, 0.47, (0, 0.1, 0.2, 0.3, 0.4)),
        (-3, 12, (-2.5, 0, 2.5, 5, 7.5, 10)),
        (5, 5, (5,)),
        (1e6, 1e6 + 3, (1e6, 1e6 + 1, 1e6 + 2, 1e6 + 3)),
        (0, 4e-12, (0, 1e-12, 2e-12, 3e-12, 4e-12)),
    ],
)
def test_ticks_are_round(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert ticks(low, high) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (0.2, "0.2"), (-2.5, "-2.5"), (150, "150"), (1000, "1,000")])
def test_ticks_in_words(value: float, shown: str) -> None:
    assert tick_words(value).replace(MINUS, "-") == shown


def test_axis_keeps_what_lies_beyond_at_its_ends() -> None:
    axis = Axis(low=0, high=2, left=100, right=200)
    assert [axis.place(value) for value in (-1, 0, 1, 2, 9)] == [100, 100, 150, 200, 200]
    assert Axis(low=1, high=1, left=100, right=200).place(1) == 150
