"""Names, entries and counts out of a stranger's file, as words that fit in one printed line."""

from collections.abc import Sequence
from difflib import get_close_matches

LONGEST_SHOWN = 60
MOST_LISTED = 30
MOST_COMPARED = 1000
"""Names among which a near one is looked for: each takes time."""


def printable(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Returns `text` shortened to `longest` characters, with control characters and the like escaped."""
    short = text if len(text) <= longest else text[: longest - 3] + "..."
    return short if short.isprintable() else repr(short)[1:-1]


def quoted(text: str) -> str:
    """Returns `text` in quotes, shortened, with control characters and the like escaped."""
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "...")


def listed(names: Sequence[str]) -> str:
    """Returns the names in quotes with commas between, the first thirty of them: `'a', 'b', ... and 12 more`."""
    shown = ", ".join(quoted(name) for name in names[:MOST_LISTED])
    left = len(names) - MOST_LISTED
    return f"{shown}, ... and {left} more" if left > 0 else shown


def near(name: str, names: Sequence[str], plural_noun: str = "columns") -> str:
    """Returns the end of a sentence about an unknown name: the nearest known one, if one is near, and all of them."""
    compared = names[:MOST_COMPARED]
    same_letters = [known for known in compared if known.lower() == name.lower()]
    matches = same_letters or get_close_matches(name, compared, n=1)
    hint = f"did you mean {quoted(matches[0])}? The" if matches else "the"
    return f"{hint} {plural_noun} are {listed(names)}"
