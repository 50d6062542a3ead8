"""Names, entries and counts out of a stranger's file, as words that fit in one printed line."""

from collections.abc import Sequence

LONGEST_SHOWN = 60
MOST_LISTED = 30


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
