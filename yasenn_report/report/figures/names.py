"""From any name a table may carry to the short, inert text that a figure can show."""

import unicodedata
from functools import cache

MISSING = "\N{WHITE SQUARE}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def drawable(name: str, *, limit: int, otherwise: str) -> str:
    """Return `name` as one line of at most `limit` characters, each of which DejaVu Sans can draw.

    Control and direction marks are dropped and white space is folded. A character without a glyph becomes a square;
    a name that has nothing else left becomes `otherwise`.
    """
    line = " ".join(_without_marks(name).split())
    shown = "".join(character if _has_glyph(character) else MISSING for character in line)
    return _shortened(shown, limit) if shown.strip(MISSING + " ") else otherwise


def _without_marks(name: str) -> str:
    # Zero-width joiners are format marks too (Cf): without a ligature to make they would only be drawn as boxes.
    spaced = (" " if character.isspace() else character for character in name)
    return "".join(character for character in spaced if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"})


def _shortened(line: str, limit: int) -> str:
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS


def _has_glyph(character: str) -> bool:
    return ord(character) in _glyphs()


@cache
def _glyphs() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())
