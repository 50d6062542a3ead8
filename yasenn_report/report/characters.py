"""Which characters may stand in a document, and how those are written that may not: one rule for every output."""

import re
import unicodedata
from typing import Final

FIRST_STRONG: Final = "\N{FIRST STRONG ISOLATE}"
POP: Final = "\N{POP DIRECTIONAL ISOLATE}"
JOINER: Final = "\N{ZERO WIDTH JOINER}"
PRESENTATIONS: Final = "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"

# What has no picture of its own though its category does not say so: fillers, blanks and selectors.
_BLANK: Final = re.compile(
    "[\N{COMBINING GRAPHEME JOINER}\u115f\u1160\u17b4\u17b5\u180b-\u180f\N{BRAILLE PATTERN BLANK}\u3164"
    "\ufe00-\ufe0f\uffa0"
    "\U0001d159\U000e0000-\U000e0fff]"
)
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

# Whatever text arrives at a page, none of these gets through: what is no text (controls, halves of pairs, code points
# that are no characters) and what turns the direction of the text around it.
_BARRED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\N{ARABIC LETTER MARK}\u200e\u200f\u2028-\u202e\u206a-\u206f\ud800-\udfff\ufdd0-\ufdef"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_ISOLATE: Final = re.compile("[\u2066-\u2069]")


def code_point(character: str) -> str:
    """A character by its number, as `[U+4E2D]`."""
    return f"[U+{ord(character):04X}]"


def hidden(character: str) -> bool:
    """Whether a reader could not see it: controls, marks of direction, zero width, private, unassigned.

    Pictographs that are newer than this Python's tables are not called unassigned.
    """
    category = unicodedata.category(character)
    if category == "Cn":
        return not "\U0001f000" <= character <= "\U0001faff"
    return category in _INVISIBLE or _BLANK.match(character) is not None


def walled(text: str) -> str:
    """The text without controls and without anything that could turn the text around it, which become code points.

    Isolates stay where each that opens is closed in this text: they are how a name that runs from right to left is
    kept to itself.
    """
    text = _BARRED.sub(lambda found: code_point(found[0]), text)
    if _ISOLATE.search(text) and not _balanced(text):
        text = _ISOLATE.sub(lambda found: code_point(found[0]), text)
    return text


def _balanced(text: str) -> bool:
    depth = 0
    for mark in _ISOLATE.findall(text):
        depth += -1 if mark == POP else 1
        if depth < 0:
            return False
    return depth == 0
