"""The command line as the report records it: what was given, with file names only."""

import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from yasenn_report.cli.parsing import comma_line, date_words
from yasenn_report.inputs.config_file import ConfigFile

NOT_RECORDED = ("quiet",)  # changes nothing in the report


def recorded_command(ctx: click.Context) -> str:
    """The command without folders, which are nobody's business and differ from machine to machine."""
    words = ["yasenn-report"]
    arguments = [parameter for parameter in ctx.command.params if isinstance(parameter, click.Argument)]
    words += [Path(ctx.params[parameter.name or ""]).name for parameter in arguments]
    for parameter in ctx.command.params:
        name = parameter.name or ""
        given = ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if isinstance(parameter, click.Option) and given and name not in NOT_RECORDED:
            words += option_words(parameter, ctx.params[name])
    # A name that is not UTF-8 cannot be written as it is.
    return shlex.join(words).encode("utf-8", "replace").decode("utf-8")


def option_words(option: click.Option, value: Any) -> Sequence[str]:
    """One option as it is typed."""
    if option.is_flag:
        return (max(option.opts, key=len),)
    flag = min(option.opts, key=len) if option.name == "outputs" else max(option.opts, key=len)
    if isinstance(value, tuple) and not option.multiple:
        return flag, comma_line(value)
    values = value if option.multiple else [value]
    return [word for one in values for word in (flag, typed(one))]


def typed(value: Any) -> str:
    """One value as it is typed; files by their names only."""
    if isinstance(value, datetime):
        return date_words(value)
    return value.name if isinstance(value, Path | ConfigFile) else str(value)
