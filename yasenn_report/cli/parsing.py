"""Words of the command line into values, refused where click alone would let them pass."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import click

from yasenn_report.report.formats import JUNIT, format_of

FORMATS = (".html", ".pdf", ".md", ".json", ".csv", JUNIT)  # what report/write.py can make
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?")
FIRST_YEAR = 1970
"""Programs count seconds from it."""

Command = Callable[..., Any]


def parse_names(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Split ``a,b,c``; a name that holds a comma can be quoted as in CSV."""
    if value is None:
        return None
    try:
        return tuple(name.strip() for name in next(csv.reader([value], skipinitialspace=True), []))
    except csv.Error as error:
        raise click.BadParameter(f"{value!r} is no list of names with commas between ({error})") from error


def parse_shape(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, ...] | None:
    """Split ``1,8,8`` into sizes."""
    if value is None:
        return None
    sizes = [part.strip() for part in value.split(",")]
    if not all(re.fullmatch(r"[1-9][0-9]{0,8}", size) for size in sizes):
        raise click.BadParameter(f"{value!r} is no shape: whole numbers from 1 with commas between, as 1,8,8")
    return tuple(int(size) for size in sizes)


def comma_line(names: Sequence[object]) -> str:
    """Names as they are typed on the command line: what ``parse_names`` splits again."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(names)
    return line.getvalue()


def parse_outputs(_ctx: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """Every output names its format by its ending, and no two are the same file."""
    return checked_outputs(value, FORMATS)


def checked_outputs(value: tuple[Path, ...], formats: Sequence[str]) -> tuple[Path, ...]:
    """The same paths, each of which ends as one of the formats, and none of which is another.

    Raises:
        click.BadParameter: one ends in something else, or two are the same file.
    """
    for output in value:
        if format_of(output) not in formats:
            hint = f"; test results end in {JUNIT}" if format_of(output) == ".xml" else ""
            raise click.BadParameter(f"{output.name!r} must end in {', '.join(formats[:-1])} or {formats[-1]}{hint}")
    if len({output.resolve() for output in value}) < len(value):
        raise click.BadParameter("the same file is named twice")
    return value


def parse_date(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    """A date, or a date and a time, in UTC; without a zone UTC is meant."""
    if value is None:
        return None
    expected = "a date as 2026-11-24, or with a time as 2026-11-24T16:30:00+01:00; without a zone it is UTC"
    try:
        found = datetime.fromisoformat(value) if DATE.fullmatch(value) else None
        moment = None if found is None else (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the 31st of February; a zone that leads out of the year 9999
        moment = None
    if moment is None:
        raise click.BadParameter(f"{value!r} is no date; expected is {expected}")
    if moment.year < FIRST_YEAR:
        raise click.BadParameter(f"{value!r} is before {FIRST_YEAR}; expected is {expected}")
    return moment


def date_words(moment: datetime) -> str:
    """A moment in UTC as ``parse_date`` reads it again; midnight is the date alone."""
    words = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return words.removesuffix("T00:00:00Z")


def parse_pairs(_ctx: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Pairs as ``P3:P7``; whether there are such partitions is known only after fitting."""
    for pair in value:
        found = re.fullmatch(r"(P[1-9][0-9]*):(P[1-9][0-9]*)", pair)
        if found is None:
            raise click.BadParameter(f"{pair!r} is no pair of two partitions, as P3:P7")
        if found[1] == found[2]:
            raise click.BadParameter(f"{pair!r} names one partition twice: there is nothing to hold against each other")
    return value


class Number(click.FloatRange):
    """A number in a range; neither NaN nor infinity is one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what only looks like a number."""
        number = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f"{value} is no finite number.", param, ctx)
        return number


def shown(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """An option whose default stands in the help."""
    return click.option(*names, show_default=True, **attributes)
