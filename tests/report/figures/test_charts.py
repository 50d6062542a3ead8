"""The two charts: what stands in them, and what they leave behind."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest

from yasenn_report.report.figures.charts import Kind, LayerPoint, RateRow, draw_fidelity_by_layer, draw_rates

HREF = "{http://www.w3.org/1999/xlink}href"
SVG = "{http://www.w3.org/2000/svg}"


def row(label: str, value: float, kind: Kind = "within_tolerance") -> RateRow:
    return RateRow(label=label, value=value, low=value / 2, high=min(1.0, value + 0.1), kind=kind)


def rates(*rows: RateRow, limit: float = 0.05) -> str:
    return draw_rates(rows, limit=limit, limit_label="tolerance 5 %", axis_label="distillation error")


def layers(*values: float, reference: float | None = 0.95) -> str:
    points = [
        LayerPoint(label=f"fc{place}", shown="90 %", value=value, low=value - 0.02, high=value + 0.01)
        for place, value in enumerate(values)
    ]
    return draw_fidelity_by_layer(points, axis_label="fidelity", reference=reference, reference_label="asked for")


def marks(svg: str) -> dict[str, ET.Element]:
    return {group.get("id", ""): group for group in ET.fromstring(svg).iter(f"{SVG}g") if "id" in group.attrib}


def position(mark: ET.Element) -> tuple[float, float]:
    use = next(mark.iter(f"{SVG}use"))
    return float(use.attrib["x"]), float(use.attrib["y"])


def test_every_row_has_its_mark_and_the_limit_its_line() -> None:
    assert list(marks(rates(row("P1", 0.01), row("P2", 0.2, "low_fidelity")))) == [
        "mark-rate-0",
        "mark-rate-1",
        "mark-limit",
    ]


def test_marks_stand_in_order_and_in_proportion() -> None:
    drawn = marks(rates(row("P1", 0.1), row("P2", 0.2), row("P3", 0.4)))
    (x1, y1), (x2, y2), (x3, y3) = (position(drawn[f"mark-rate-{place}"]) for place in range(3))
    assert y1 < y2 < y3
    assert (x3 - x2) == pytest.approx(2 * (x2 - x1), rel=0.01)


def test_statuses_differ_in_shape_and_fill() -> None:
    kinds: tuple[Kind, ...] = ("within_tolerance", "low_fidelity", "inconclusive")
    drawn = marks(rates(*(row("P", 0.1, kind) for kind in kinds)))
    uses = [next(drawn[f"mark-rate-{place}"].iter(f"{SVG}use")) for place in range(3)]
    shapes = {use.attrib[HREF] for use in uses}
    assert len(shapes) == 3
    assert "fill:#ffffff" in ET.tostring(drawn["mark-rate-2"], encoding="unicode")


def test_the_legend_explains_only_marks_that_are_present() -> None:
    one = rates(row("P", 0.1), row("P", 0.1))
    two = rates(row("P", 0.1), row("P", 0.1, "low_fidelity"))
    assert one.count("<use ") < two.count("<use ")


@pytest.mark.slow
def test_height_grows_with_rows() -> None:
    def height(count: int) -> float:
        svg = rates(*(row(f"P{place}", 0.1) for place in range(count)))
        return float(re.findall(r'height="([\d.]+)pt"', svg)[0])

    assert height(40) - height(1) == pytest.approx(39 * 0.2 * 72, abs=1)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_ends_of_the_scale_can_be_drawn(value: float) -> None:
    assert "mark-rate-0" in marks(rates(row("P1", value), limit=0.0))


def test_layers_rise_from_the_start() -> None:
    drawn = marks(layers(0.6, 0.8, 0.9))
    places = [position(drawn[f"mark-layer-{place}"]) for place in range(3)]
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))
    assert "mark-reference" in drawn
    assert "mark-reference" not in marks(layers(0.6, reference=None))


@pytest.mark.parametrize("bad", [(0.5, 0.6, 0.7), (-0.1, -0.2, 0.1), (0.5, 0.4, 1.2), (float("nan"), 0.0, 1.0)])
def test_values_outside_their_interval_are_refused(bad: tuple[float, float, float]) -> None:
    value, low, high = bad
    with pytest.raises(ValueError, match="P1: expected 0 <= low <= value"):
        rates(RateRow(label="P1", value=value, low=low, high=high, kind="inconclusive"))


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        rates()
    with pytest.raises(ValueError, match="nothing to draw"):
        layers()


@pytest.fixture
def strange_settings() -> Iterator[None]:
    with mpl.rc_context({"font.size": 30.0, "svg.fonttype": "none", "axes.facecolor": "red"}):
        yield


def test_the_callers_settings_neither_show_nor_change(strange_settings: None) -> None:
    before = dict(mpl.rcParams)
    first = rates(row("P1", 0.1))
    assert dict(mpl.rcParams) == before
    mpl.rcParams["font.size"] = 5.0
    assert rates(row("P1", 0.1)) == first


@pytest.mark.parametrize("name", ["$x_1$", "<script>alert(1)</script>", '"&\\', "\u202eevil\n", "_hidden", "x" * 300])
def test_names_are_inert(name: str) -> None:
    svg = rates(row(name, 0.1)) + draw_rates([row("P", 0.1)], limit=0.1, limit_label=name, axis_label=name)
    assert "script" not in svg
    assert "<text" not in svg


def test_the_other_order_is_drawn_beside_it() -> None:
    start = LayerPoint(label="start", shown="50 %", value=0.5, low=0.4, high=0.6)
    one = LayerPoint(label="hidden layer 1", shown="80 %", value=0.8, low=0.7, high=0.9)
    svg = draw_fidelity_by_layer(
        [start, one], axis_label="agreement", reference=None, reference_label="", others=[replace(one, value=0.75)]
    )
    assert "mark-other-0" in svg
