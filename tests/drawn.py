"""Figures without drawing: fixed SVG of a few bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, NotRun

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'
NO_IMAGES = NotRun(reason="the inputs are not known to be images")
NOTHING = NotRun(reason="nothing was measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Figures as `yasenn_report.report.view` takes them."""

    rates: str | None = SVG
    error_tree: str | None = SVG
    by_layer: str | None = SVG
    sizes: str = SVG
    map: str | None = SVG
    flow: str | NotRun = SVG
    outputs: str | NotRun = SVG
    errors: str | NotRun = SVG
    profiles: str | NotRun = SVG
    images: str | NotRun = NO_IMAGES
    partitions: Mapping[str, str] = field(default_factory=lambda: {"P1": SVG})
    light: Mapping[str, str] = field(default_factory=lambda: {"P2": SVG})


DRAWN = Drawn()
NOT_DRAWN = Drawn(
    rates=None,
    error_tree=None,
    by_layer=None,
    map=None,
    flow=NOTHING,
    outputs=NOTHING,
    errors=NOTHING,
    profiles=NOTHING,
    partitions={},
    light={},
)


def drawn_of(record: Record) -> Drawn:
    """What could be drawn of a record: of one in which nothing was measured, next to nothing."""
    return DRAWN if isinstance(record.fidelity.primary, Estimate) else NOT_DRAWN
