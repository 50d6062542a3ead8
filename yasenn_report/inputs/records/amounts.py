"""Numbers of a record: within what can be counted, shares from 0 to 1, bounds around values, edges ascending."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from yasenn_report.inputs.records.places import Parts, place_of
from yasenn_report.inputs.small_files import shown_value
from yasenn_report.record.columns import Column
from yasenn_report.record.contrasts import Parting
from yasenn_report.record.fidelity import ErrorDistribution
from yasenn_report.record.flow import Path
from yasenn_report.record.measured import Estimate
from yasenn_report.record.partitions import Histogram

MOST = 2**53
"""Whole numbers up to this one are exact wherever numbers are read as floating point."""
FARTHEST = 1e150
"""Two such numbers can be multiplied."""
ROUNDING = 1e-9
SHARES = ("share", "evaluation_share", "errors_share", "at_most", "shares", "decided", "confidence", "cut", "said")
"""Fields that hold a part of a whole."""
GIVEN = "configuration"
"""What the user gave may be any number."""
FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def created_in_utc(parts: Parts) -> Iterator[str]:
    """The time is in UTC and whole seconds, since 1970."""
    created = parts.record.created
    if created.utcoffset() != timedelta(0) or created.microsecond or created < FIRST:
        yield f"created is {created.isoformat()}; a time in UTC and whole seconds since 1970 was expected"


def counts(parts: Parts) -> Iterator[str]:
    """Whole numbers count something."""
    for place, value in parts.under(int):
        if place[0] != GIVEN and not 0 <= value <= MOST:
            yield f"{place_of(place)} is {shown_value(value)}; a whole number from 0 to {MOST} was expected"


def near_enough(parts: Parts) -> Iterator[str]:
    """No number is so large that computing with it makes an infinity."""
    for place, value in parts.under(float):
        if place[0] != GIVEN and abs(value) > FARTHEST:
            yield f"{place_of(place)} is {value!r}; a number between {-FARTHEST!r} and {FARTHEST!r} was expected"


def shares(parts: Parts) -> Iterator[str]:
    """Parts of a whole are from 0 to 1."""
    for place, value in parts.under(float):
        name = next((part for part in reversed(place) if isinstance(part, str)), "")
        if name in SHARES and "conditions" not in place and not -ROUNDING <= value <= 1 + ROUNDING:
            yield f"{place_of(place)} is {value!r}; a share from 0 to 1 was expected"


def bounds(parts: Parts) -> Iterator[str]:
    """The bounds of an estimate lie around its value."""
    for place, found in parts.of(Estimate):
        slack = ROUNDING * max(1.0, abs(found.value))
        if not found.low - slack <= found.value <= found.high + slack:
            yield f"{place}.value is {found.value!r}, which does not lie between its bounds"


def some_rows(parts: Parts) -> Iterator[str]:
    """What rows are divided by is not 0."""
    table = parts.record.table
    counted = [
        ("table.rows", table.rows),
        ("table.fit_rows", table.fit_rows),
        ("table.evaluation_rows", table.evaluation_rows),
        *((f"{place}.fit_rows", path.fit_rows) for place, path in parts.of(Path)),
        *((f"{place}.matched_fit_rows", parting.matched_fit_rows) for place, parting in parts.of(Parting)),
    ]
    for place, rows in counted:
        if rows < 1:
            yield f"{place} is {rows}; at least one row was expected"


def ascending(parts: Parts) -> Iterator[str]:
    """Edges of bins and cuts of errors rise, and a column ends above where it begins."""
    edges = [
        *((f"{place}.edges", histogram.edges) for place, histogram in parts.of(Histogram)),
        *((f"{place}.cuts", found.cuts) for place, found in parts.of(ErrorDistribution)),
        *((f"{place}.lowest and highest", (column.lowest, column.highest)) for place, column in parts.of(Column)),
    ]
    for place, values in edges:
        if any(one > other for one, other in pairwise(values)):
            yield f"{place} do not ascend"


AMOUNTS = (created_in_utc, counts, near_enough, shares, bounds, some_rows, ascending)
