"""Texts for somebody who does not see a picture: the same numbers, the most important first, and not too long."""

from collections.abc import Sequence

from yasenn_report.numbers import plural

LONGEST = 900
"""Characters; a longer text is not listened to."""

_OTHERS = 80
"""Characters kept for saying how many things are not told."""


def told(opening: str, things: Sequence[str], *, noun: str, several: str | None = None) -> str:
    """Return the opening and as many things as there is room for, and how many there are beyond.

    Args:
        opening: a sentence.
        things: clauses, the most important first.
        noun: what a thing is, for saying how many are left out.
        several: its plural, where it does not end in s.
    """
    text, left = cut(opening, LONGEST // 2), len(things)
    for place, thing in enumerate(things):
        longer = text + ("; " if place else " ") + thing
        if len(longer) > LONGEST - _OTHERS:
            break
        text, left = longer, left - 1
    if not left:
        return text + "." if things else text
    more = plural(left, f"more {noun}", f"more {several or noun + 's'}")
    return f"{text}{'; and' if left < len(things) else ' There are'} {more}."


def cut(text: str, longest: int) -> str:
    """A text without what is beyond its longest length."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
