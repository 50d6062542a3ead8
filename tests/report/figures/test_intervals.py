"""Marks on their intervals: where they stand, what they look like, what is written beside them."""

from xml.etree import ElementTree as ET

import pytest

from yasenn_report.record.measured import Estimate
from yasenn_report.record.partitions import Status
from yasenn_report.report.figures.intervals import Line, Reference, draw_intervals

SVG = "{http://www.w3.org/2000/svg}"


def line(label: str, value: float, status: Status | None = None, *, aside: bool = False) -> Line:
    estimate = Estimate(
        metric="rate",
        value=value,
        low=value - 0.05,
        high=value + 0.05,
        confidence=0.95,
        method="by hand",
        scope="marginal",
        rows=10,
        effective_rows=10.0,
    )
    return Line(
        label=label, words=f"words of {label}", estimate=estimate, shown=f"{value:g}", status=status, aside=aside
    )


def drawn(*lines: Line, reference: Reference | None = None, more: str = "") -> ET.Element:
    svg = draw_intervals(lines, low=0.0, high=1.0, label="rate", left=100.0, reference=reference, more=more)
    return ET.fromstring(svg)


def test_marks_stand_in_order_and_in_proportion() -> None:
    circles = [*drawn(line("a", 0.2), line("b", 0.4), line("c", 0.8)).iter(f"{SVG}circle")]
    (x1, y1), (x2, y2), (x3, y3) = ((float(one.attrib["cx"]), float(one.attrib["cy"])) for one in circles)
    assert y1 < y2 < y3
    assert x3 - x2 == pytest.approx(2 * (x2 - x1))


def test_statuses_differ_in_shape() -> None:
    found = drawn(line("a", 0.2, "within_tolerance"), line("b", 0.4, "inconclusive"), line("c", 0.8, "low_fidelity"))
    words = ["".join(text.itertext()) for text in found.iter(f"{SVG}text")]
    assert {"within tolerance", "inconclusive", "low fidelity"} <= set(words)
    assert len([*found.iter(f"{SVG}circle")]) == 2  # the mark and the key
    assert len([*found.iter(f"{SVG}rect")]) == 2


def test_what_is_only_compared_with_is_hollow() -> None:
    found = drawn(line("a", 0.2), line("b", 0.4, aside=True))
    (rect,) = found.iter(f"{SVG}rect")
    assert rect.attrib["fill"] == "#FFFFFF"


def test_the_reference_has_its_words_and_numbers_stand_beside_their_lines() -> None:
    found = drawn(line("a", 0.2), reference=Reference(value=0.5, label="tolerance 50 %"), more="3 more partitions")
    words = ["".join(text.itertext()) for text in found.iter(f"{SVG}text")]
    assert {"a", "words of a", "0.2", "tolerance 50 %", "3 more partitions", "rate"} <= set(words)


def test_a_line_without_a_label_begins_at_the_edge() -> None:
    found = drawn(line("", 0.2))
    starts = [one.attrib["x"] for one in found.iter(f"{SVG}text") if (one.text or "").startswith("words of")]
    assert starts == ["0"]


def test_numbers_beyond_the_axis_stand_at_its_end() -> None:
    (circle,) = drawn(line("a", 1.7)).iter(f"{SVG}circle")
    assert float(circle.attrib["cx"]) == pytest.approx(432.0)


def test_names_are_inert() -> None:
    found = draw_intervals([line("<b>", 0.2)], low=0.0, high=1.0, label="rate", left=100.0)
    assert "<b>" not in found
    ET.fromstring(found)
