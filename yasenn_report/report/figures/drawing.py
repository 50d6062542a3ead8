"""A small drawing as SVG text: plain shapes and words that any viewer draws, the same bytes every time."""

from collections.abc import Mapping
from html import escape

from yasenn_report.report.figures import palette
from yasenn_report.report.figures.letters import fit

PAGE_WIDTH = 482.0
"""Width of the text column of an A4 page in points: the unit of every coordinate."""

WIDE_WIDTH = 728.0
"""The same of a page on its side."""

FONTS = "Report Sans,DejaVu Sans,Verdana,sans-serif"
"""The PDF brings the first; a browser takes the first it has, and none of them is wider than the first."""

SMALL, NORMAL = 7.5, 8.5
"""Sizes of letters in points; nothing is smaller."""


def short(number: float) -> str:
    """A coordinate to a hundredth of a point, as short as can be."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Drawing:
    """Collects shapes in the order in which they lie on each other, and writes them as one SVG element.

    Words are cut to the room they have and made inert; nothing else in the drawing comes from outside.
    """

    def __init__(self, *, width: float = PAGE_WIDTH, height: float) -> None:
        self._width, self._height = width, height
        self._definitions: dict[str, str] = {}
        self._shapes: list[str] = []

    def define(self, name: str, element: str) -> None:
        """Put an element, a pattern of ours, where shapes can refer to it; once per name."""
        self._definitions[name] = element

    def add(self, element: str, **attributes: float | str | None) -> None:
        """Put a shape on top; `stroke_width` is written `stroke-width`, what is None is left out."""
        self._shapes.append(f"<{element}{written(attributes)}/>")

    def rect(self, x: float, y: float, width: float, height: float, **look: float | str | None) -> None:
        """Put a rectangle on top."""
        self.add("rect", x=x, y=y, width=width, height=height, **look)

    def line(self, x1: float, y1: float, x2: float, y2: float, **look: float | str | None) -> None:
        """Put a straight line on top."""
        self.add("path", d=f"M{short(x1)} {short(y1)}L{short(x2)} {short(y2)}", **look)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        room: float,
        size: float = SMALL,
        anchor: str = "start",
        bold: bool = False,
        color: str = palette.INK,
        turn: float = 0.0,
        otherwise: str = "?",
    ) -> None:
        """Put one line of words on top, its baseline at `y`.

        Args:
            x: of its start, middle or end, as `anchor` says.
            y: of its baseline.
            words: any text; it is cut to `room`.
            room: the width that it may take.
            size: of the letters, in points.
            anchor: `start`, `middle` or `end`.
            bold: whether the letters are bold.
            color: of the letters.
            turn: degrees, clockwise, round its place.
            otherwise: what to write where nothing of the words can be drawn.
        """
        shown = fit(words, room, size, otherwise=otherwise, bold=bold)
        look = written(
            {
                "x": None if turn else x,
                "y": None if turn else y,
                "transform": f"translate({short(x)} {short(y)})rotate({short(turn)})" if turn else None,
                "font_size": None if size == SMALL else size,
                "font_weight": "bold" if bold else None,
                "text_anchor": None if anchor == "start" else anchor,
                "fill": None if color == palette.INK else color,
            }
        )
        self._shapes.append(f"<text{look}>{escape(shown, quote=False)}</text>")

    def svg(self) -> str:
        """The drawing as SVG text."""
        size = written(
            {
                "width": f"{short(self._width)}pt",
                "height": f"{short(self._height)}pt",
                "viewBox": f"0 0 {short(self._width)} {short(self._height)}",
                "font_family": FONTS,
                "font_size": SMALL,
                "fill": palette.INK,
            }
        )
        definitions = "".join(self._definitions[name] for name in sorted(self._definitions))
        head = f"<defs>{definitions}</defs>" if definitions else ""
        return f'<svg xmlns="http://www.w3.org/2000/svg"{size}>{head}{"".join(self._shapes)}</svg>'


def written(attributes: Mapping[str, float | str | None]) -> str:
    """Attributes as SVG writes them, with a space before each."""
    return "".join(
        f' {name.replace("_", "-")}="{escape(value) if isinstance(value, str) else short(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
