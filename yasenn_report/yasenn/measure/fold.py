"""Fold chunks of evaluation rows into two tallies, one for each half of the rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.tally import Tally, tally


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Halves:
    """The tallies of the two halves; None for one without rows. Those of different chunks add up."""

    one: Tally | None
    other: Tally | None

    def __add__(self, more: "Halves") -> "Halves":
        return Halves(one=both(self.one, more.one), other=both(self.other, more.other))

    @property
    def total(self) -> Tally:
        """The tally of all rows, of which there is at least one."""
        return reduce(add, (part for part in (self.one, self.other) if part is not None))


def both(one: Tally | None, other: Tally | None) -> Tally | None:
    """The sum of two tallies that may be of no rows."""
    if one is None or other is None:
        return other if one is None else one
    return one + other


def fold(explanation: Explanation, chunks: Iterable[Chunk]) -> Halves:
    """What all chunks say, held in memory one at a time."""
    return reduce(add, (halve(explanation, chunk) for chunk in chunks))


def halve(explanation: Explanation, chunk: Chunk) -> Halves:
    """What one chunk says, by halves."""
    parts = [chunk.of_half(half) for half in (False, True)]
    one, other = (tally(explanation, part) if len(part.half) else None for part in parts)
    return Halves(one=one, other=other)
