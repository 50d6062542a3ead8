"""Keep lists short on the page: the top of them, and a sentence that says how much more there is and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from yasenn_report.numbers import plural
from yasenn_report.record import Record

Item = TypeVar("Item")

WHERE = "audit.json, which is attached to the PDF"
NAMES_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Top(Generic[Item]):
    """The first few items of a list."""

    shown: tuple[Item, ...]
    more: str
    """How many others there are and where, in a sentence; empty where all are shown."""


def top(items: Sequence[Item], most: int | None, one: str, many: str | None = None) -> Top[Item]:
    """At most so many items, the first ones.

    Args:
        items: all of them, the ones that matter most first.
        most: how many are shown; None for all.
        one: what an item is called.
        many: the same of several; ``one`` with an s unless given.
    """
    shown = tuple(items if most is None else items[:most])
    return Top(shown=shown, more=more_sentence(len(items) - len(shown), one, many))


def more_sentence(left: int, one: str, many: str | None = None) -> str:
    """Where the items are that are not shown; empty where there are none."""
    several = one + "s" if many is None else many
    return f"{plural(left, f'more {one}', f'more {several}')} can be read in {WHERE}." if left else ""


def most_of(record: Record, summary: int) -> int | None:
    """How many items of a list are shown: so many in a summary, all in a full report."""
    return None if record.presentation.detail == "full" else summary


def names_of(record: Record, names: Sequence[str]) -> str:
    """Names with commas between; in a summary the first thirty of them."""
    found = top(names, most_of(record, NAMES_SHOWN), "")
    left = len(names) - len(found.shown)
    return ", ".join(found.shown) + (f" and {left:,} more, which can be read in {WHERE}" if left else "")
