"""From any name a table may carry to the short, inert text that a figure can show."""

from functools import cache
from pathlib import Path

from yasenn_report.report.characters import hidden
from yasenn_report.report.shown import ELLIPSIS, plain

MISSING = "\N{WHITE SQUARE}"


def drawable(name: str, *, limit: int, otherwise: str) -> str:
    """Return `name` as one line of at most `limit` characters, each of which DejaVu Sans can draw.

    What has no glyph, or could not be seen, is written as its number, as in the PDF: `[U+4E2D]`. Where that makes the
    line too long, such characters become squares or are left out, and a name that has nothing else left becomes
    `otherwise`. Of a long name the middle is left out.
    """
    own = "".join(character for character in name if not "\u2066" <= character <= "\u2069")
    line = plain(own, limit=limit, letters=_letters())
    if own.strip() and not (ELLIPSIS in line and "[U+" in line):
        return line
    line = " ".join("".join(_square(character) for character in own).split())
    return plain(line, limit=limit) if line.strip(MISSING + " ") else otherwise


def _square(character: str) -> str:
    if character.isspace():
        return " "
    if hidden(character):
        return ""
    return character if ord(character) in _letters() else MISSING


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import findfont

    from yasenn_report.report.letters import letters_of

    return letters_of(Path(findfont("DejaVu Sans")))
