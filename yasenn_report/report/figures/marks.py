"""How the three statuses look in drawings: by colour, by hatch or outline, and by the shape of a mark."""

from collections.abc import Collection
from dataclasses import dataclass

from yasenn_report.record.partitions import Status
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.drawing import SMALL, Drawing
from yasenn_report.report.figures.letters import width_of

HATCH = "hatch"
PALE_BLUE, PALE_GREY, PALE_VERMILLION = "#4A97C9", "#E3E3E3", "#FBE3D2"
"""Fills of areas: blue reaches 3:1 on white by itself, the other two by their outlines and hatch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Of one status."""

    word: str
    edge: str
    """Colour of outlines and lines; reaches 3:1 on white."""
    area: str
    """Fill of areas, under the hatch if there is one."""
    hatched: bool
    hollow: bool
    """Whether its mark is only an outline."""


LOOKS: dict[Status, Look] = {
    "within_tolerance": Look(
        word="within tolerance", edge=palette.BLUE, area=PALE_BLUE, hatched=False, hollow=False
    ),
    "inconclusive": Look(word="inconclusive", edge=palette.OUTLINE, area=PALE_GREY, hatched=False, hollow=True),
    "low_fidelity": Look(
        word="low fidelity", edge=palette.VERMILLION, area=PALE_VERMILLION, hatched=True, hollow=False
    ),
}
"""In the order in which legends and stacks name them."""


def area(drawing: Drawing, path: str, status: Status, *, outline: float = 0.5) -> None:
    """Put an area that shows a status on top.

    Args:
        drawing: where.
        path: closed, as SVG writes it.
        status: what it shows.
        outline: width of its outline in points.
    """
    look = LOOKS[status]
    drawing.add("path", d=path, fill=look.area, stroke=look.edge, stroke_width=outline)
    if look.hatched:
        hatch(drawing)
        drawing.add("path", d=path, fill=f"url(#{HATCH})")


def hatch(drawing: Drawing) -> None:
    """Define the hatch of low fidelity."""
    lines = f'<path d="M-1 1L1-1M-1 6L6-1M4 6L6 4" stroke="{palette.VERMILLION}" stroke-width="1.4"/>'
    drawing.define(HATCH, f'<pattern id="{HATCH}" width="5" height="5" patternUnits="userSpaceOnUse">{lines}</pattern>')


def mark(drawing: Drawing, x: float, y: float, status: Status, *, size: float = 6.0) -> None:
    """Put the mark of a status on top, its middle at (x, y): a disc, a hollow square, a triangle."""
    look, half = LOOKS[status], size / 2
    fill = palette.WHITE if look.hollow else look.edge
    if status == "within_tolerance":
        drawing.add("circle", cx=x, cy=y, r=half, fill=fill, stroke=look.edge)
    elif status == "inconclusive":
        drawing.rect(x - half, y - half, size, size, fill=fill, stroke=look.edge)
    else:
        path = f"M{x:.2f} {y - half:.2f}L{x + half:.2f} {y + half:.2f}H{x - half:.2f}Z"
        drawing.add("path", d=path, fill=fill, stroke=look.edge)


def legend(drawing: Drawing, x: float, y: float, statuses: Collection[Status]) -> float:
    """Put a line that explains the marks on top, its baseline at y; return where it ends."""
    for status, look in LOOKS.items():
        if status not in statuses:
            continue
        swatch = f"M{x:.2f} {y - 7:.2f}h14v8h-14Z"
        area(drawing, swatch, status)
        mark(drawing, x + 21, y - 3, status)
        drawing.text(x + 27, y, look.word, room=100)
        x += 27 + width_of(look.word, SMALL) + 14
    return x
