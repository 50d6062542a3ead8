"""How wide words are in the font of the figures, and how to cut them to a width."""

from functools import cache
from typing import Any

from yasenn_report.report.figures.names import ELLIPSIS, drawable

LONGEST = 80
"""Characters of a name that are looked at; no label has room for more."""


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of words, in the unit of `size`.

    DejaVu Sans is among the widest fonts for screens: what fits in it fits in what a browser puts in its place.
    """
    return size * sum(_advance(letter, bold) for letter in words)


def fit(words: str, width: float, size: float, *, otherwise: str, bold: bool = False) -> str:
    """Return `words` as an inert line no wider than `width`, with an ellipsis where it was cut.

    Args:
        words: any text.
        width: in the unit of `size`.
        size: of the letters.
        otherwise: what to show where nothing of the words can be drawn.
        bold: whether the letters are bold.
    """
    line = drawable(words, limit=LONGEST, otherwise=otherwise)
    if width_of(line, size, bold=bold) <= width:
        return line
    kept = line
    while kept and width_of(kept + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


@cache
def _advance(letter: str, bold: bool) -> float:
    """Of one letter, for letters of size 1."""
    font = _font(bold)
    return float(font.load_char(ord(letter), flags=_no_hinting()).linearHoriAdvance) / 65536 / _MEASURED_SIZE


_MEASURED_SIZE = 100


@cache
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    font = FT2Font(findfont("DejaVu Sans:bold" if bold else "DejaVu Sans"))
    font.set_size(_MEASURED_SIZE, 72)
    return font


@cache
def _no_hinting() -> Any:
    from matplotlib.ft2font import LoadFlags

    return LoadFlags.NO_HINTING
