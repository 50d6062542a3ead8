"""Words of the command line into values, refused where click alone would let them pass."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import click

FORMATS = (".html", ".pdf", ".json", ".csv")  # what report/write.py can make

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
    for output in value:
        if output.suffix.lower() not in FORMATS:
            raise click.BadParameter(f"{output.name!r} must end in .html, .pdf, .json or .csv")
    if len({output.resolve() for output in value}) < len(value):
        raise click.BadParameter("the same file is named twice")
    return value


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
