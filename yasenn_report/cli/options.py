"""The options of an audit as the command line knows them."""

import csv
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any

import click

FORMATS = (".html", ".pdf", ".json")  # what report/write.py can make

Command = Callable[..., Any]


def parse_names(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Split ``a,b,c``; a name that holds a comma can be quoted as in CSV."""
    if value is None:
        return None
    try:
        return tuple(name.strip() for name in next(csv.reader([value], skipinitialspace=True), []))
    except csv.Error as error:
        raise click.BadParameter(f"{value!r} is no list of names with commas between ({error})") from error


def parse_outputs(_ctx: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """Every output names its format by its ending, and no two are the same file."""
    for output in value:
        if output.suffix.lower() not in FORMATS:
            raise click.BadParameter(f"{output.name!r} must end in .html, .pdf or .json")
    if len({output.resolve() for output in value}) < len(value):
        raise click.BadParameter("the same file is named twice")
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


SHARE = Number(0, 1, min_open=True, max_open=True)

FILES = (
    click.argument("model", type=click.Path(path_type=Path)),
    click.argument("data", type=click.Path(path_type=Path)),
    click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        required=True,
        type=click.Path(path_type=Path),
        callback=parse_outputs,
        help="File to write: .html, .pdf or .json. May be repeated.",
    ),
)
COLUMNS = (
    click.option("--target", help="Column with the true labels or values. Without it, accuracy is not measured."),
    click.option(
        "--features",
        callback=parse_names,
        metavar="A,B,C",
        help="Input columns in the network's order. Default: all columns of numbers but target and ids, in file order.",
    ),
    click.option(
        "--id", "ids", multiple=True, metavar="COLUMN", help="Column that only names rows, no input. May be repeated."
    ),
)
MEANING = (
    click.option(
        "--output-kind",
        type=click.Choice(["logits", "probabilities", "log-probabilities", "values"]),
        help="What the network's outputs are. Default: told from its last layer and the target.",
    ),
    shown("--threshold", type=SHARE, default=0.5, help="Two classes: probability from which on the second is decided."),
)
TRUST = (
    shown("--tolerance", type=SHARE, default=0.05, help="Tolerated rate of disagreement in a partition."),
    shown(
        "--confidence",
        type=Number(0.5, 1, max_open=True),
        default=0.95,
        help="Of intervals, and of all statuses together.",
    ),
    shown(
        "--error-limit",
        type=Number(0, min_open=True),
        default=0.5,
        help="Regression: a row disagrees if it is off by more than so many standard deviations of the output.",
    ),
    shown(
        "--min-description-quality",
        type=Number(0, 1),
        default=0.5,
        help="How much of the way from naming every row to naming the right ones a description must go.",
    ),
    shown(
        "--evaluation-share",
        type=Number(0.1, 0.9),
        default=0.5,
        help="Share of the rows that measure and fit nothing.",
    ),
)
PARTITIONS = (
    shown("--max-partitions", type=click.IntRange(1, 40), default=16, help="Most partitions."),
    click.option(
        "--min-support",
        type=click.IntRange(1),
        help="Fewest fit rows in a partition. Default: enough to judge it, where the table allows.",
    ),
    shown(
        "--layer-order",
        type=click.Choice(["auto", "forward", "backward"]),
        default="auto",
        help="Distil from the input on, or the last hidden layer first.",
    ),
    click.option("--leaves", type=click.IntRange(2, 64), help="Most leaves per tree. Default: searched."),
    click.option("--trees", type=click.IntRange(1, 20), help="Trees per layer. Default: searched."),
    click.option(
        "--smallest-leaf",
        type=Number(0, 0.5, min_open=True),
        help="Smallest share of the fit rows in a leaf. Default: 0.05, less for many classes.",
    ),
    click.option(
        "--target-fidelity",
        type=SHARE,
        help="Fidelity beyond which the search wants no more. Default: 0.95 for classes, R2 0.90 for values.",
    ),
    shown(
        "--refits",
        type=click.IntRange(0, 100),
        default=5,
        help="Searches on resampled rows that measure stability. 0: not measured.",
    ),
)
RUN = (
    shown("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help="Of the split and of all that is drawn."),
    shown(
        "--chunk-rows",
        type=click.IntRange(1),
        default=8192,
        help="Evaluation rows held in memory at a time. Changes no more than rounding.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
)


def audit_options(command: Command) -> Command:
    """Give a command the arguments and options of an audit."""
    for decorate in reversed((*FILES, *COLUMNS, *MEANING, *TRUST, *PARTITIONS, *RUN)):
        command = decorate(command)
    return command
