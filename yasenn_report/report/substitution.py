"""What the PDF's fonts cannot show is written as code points, and the PDF says so."""

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from yasenn_report.numbers import plural
from yasenn_report.report.characters import FIRST_STRONG, JOINER, POP, PRESENTATIONS, code_point

PLACE: Final = "<!-- in the PDF: what its fonts lack -->"
"""Where a template leaves room for the sentence; nothing in the HTML file. No text can hold it: `<` is escaped."""

MOST_LISTED: Final = 20

# These have no picture and need none. Anything else without one is substituted.
_SILENT: Final = frozenset(
    map(ord, f"\t\n\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}{JOINER}{PRESENTATIONS}{FIRST_STRONG}{POP}")
)
_TAG: Final = re.compile(r"(<title>.*?</title>|<style.*?</style>|<[^>]*>)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """A character that no font of the PDF has."""

    character: str
    code: str
    """As written in its place: `[U+4E2D]`."""
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Substituted:
    """A page, every character of which can be shown."""

    html: str
    substitutions: tuple[Substitution, ...]
    """In the order of code points; empty if nothing was substituted."""


def substitute(html: str, letters: Container[int]) -> Substituted:
    """Write what cannot be shown as code points, in the text of the page alone: attributes and title are never drawn.

    Args:
        html: a page of ours: in attributes and texts, `<` and `>` are escaped.
        letters: code points that can be shown.
    """
    times: Counter[str] = Counter()

    def written(found: re.Match[str]) -> str:
        character = found[0]
        if ord(character) in letters or ord(character) in _SILENT:
            return character
        times[character] += 1
        return code_point(character)

    parts = _TAG.split(html)
    for place in range(0, len(parts), 2):  # tags stand at the odd places
        parts[place] = re.sub(r"[^\x20-\x7e]", written, parts[place])
    found = tuple(
        Substitution(character=character, code=code_point(character), times=times[character])
        for character in sorted(times)
    )
    sentence = f'<p class="substituted">{said_of(found)}</p>' if found else ""
    return Substituted(html="".join(parts).replace(PLACE, sentence), substitutions=found)


def said_of(found: tuple[Substitution, ...]) -> str:
    """The sentence about them: plain ASCII, so that it can be shown whatever the fonts."""
    listed = ", ".join(f"{one.code} {plural(one.times, 'time')}" for one in found[:MOST_LISTED])
    left = len(found) - MOST_LISTED
    more = f", and {plural(left, 'further character')}" if left > 0 else ""
    lacking = "1 character that its fonts lack is written as its code point"
    if len(found) > 1:
        lacking = f"{len(found)} characters that its fonts lack are written as code points"
    return (
        f"In this PDF, {lacking}: {listed}{more}. The HTML file and the attached JSON hold the characters themselves; "
        "pictures write what their font lacks in the same way, or as a square where there is no room."
    )
