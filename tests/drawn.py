"""Figures without drawing: fixed SVG of a few bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Figures as `yasenn_report.report.view` takes them."""

    rates: str | None = SVG
    error_tree: str | None = SVG
    by_layer: str | None = SVG
    sizes: str = SVG
    map: str | None = SVG
    partitions: Mapping[str, str] = field(default_factory=lambda: {"P1": SVG})
    light: Mapping[str, str] = field(default_factory=lambda: {"P2": SVG})


DRAWN = Drawn()
NOT_DRAWN = Drawn(rates=None, by_layer=None, map=None, partitions={}, light={})
