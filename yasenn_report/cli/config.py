"""The keys of --config into values for click, each checked as the same value on the command line would be."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

import click

from yasenn_report.cli.decision import config_policy
from yasenn_report.cli.parsing import comma_line, date_words, parse_date, parse_names, parse_shape
from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.config_file import ConfigFile, read_config
from yasenn_report.inputs.context import read_context
from yasenn_report.inputs.small_files import shown_value
from yasenn_report.inputs.table_files.wording import printable, quoted

NO_KEYS = ("config",)
"""Options that cannot stand in the file: it cannot name itself."""

TABLES = ("context", "policy")
"""Tables that a command finds in `ConfigFile.values`. `policy` is also the key of a file that holds such a table."""

LONGEST_MESSAGE = 300


def read_defaults(ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> ConfigFile | None:
    """The callback of --config: what the file says stands where the command line says nothing.

    Every value is converted here already, so that a refusal names the file and the key; click converts it again.

    Raises:
        YasennReportError: the file cannot be read, or something in it means no option.
    """
    if path is None:
        return None
    file = read_config(path)
    defaults: dict[str, object] = {}
    keys: dict[str, str] = {}
    known = {key_of(parameter): parameter for parameter in ctx.command.params if key_of(parameter) not in NO_KEYS}
    read_context(file.file, file.values.get("context"))  # only to refuse it here, as all that stands in the file
    config_policy(file)
    for key, value in file.values.items():
        if key == "context" or (key == "policy" and isinstance(value, dict)):
            continue
        parameter = known.get(key.replace("_", "-"))
        if parameter is None or parameter.name is None:
            raise unknown(file, key, value, list(known))
        before = keys.setdefault(parameter.name, key)
        if before != key:
            raise file.file.refusal(f"{quoted(before)} and {quoted(key)} are the same key: give it once")
        raw = raw_value(file, key, parameter, value)
        refuse_bad_value(ctx, file, key, parameter, raw)
        defaults[parameter.name] = raw
    ctx.default_map = {**(ctx.default_map or {}), **defaults}
    return file


def key_of(parameter: click.Parameter) -> str:
    """What an option is called in the file, and in the record: its long name without dashes."""
    return max(parameter.opts, key=len).lstrip("-")


def unknown(file: ConfigFile, key: str, value: object, known: Sequence[str]) -> YasennReportError:
    """Why a key means nothing, with the nearest one that means something."""
    is_table = isinstance(value, dict)
    if key in NO_KEYS:
        return file.file.refusal(f"key {quoted(key)} can stand on the command line only: remove it from the file")
    near = get_close_matches(printable(key).replace("_", "-"), known, n=1)
    hint = f"; did you mean {quoted(near[0])}?" if near else ";"
    return file.file.refusal(
        f"unknown {'table' if is_table else 'key'} {quoted(key)}{hint} Keys are the long options of the command, "
        "without the dashes before them, and 'model' and 'data'"
    )


def raw_value(file: ConfigFile, key: str, parameter: click.Parameter, value: object) -> object:
    """A value of the file as click takes it, with paths from the file's folder.

    Raises:
        YasennReportError: it is of another type than the option takes.
    """
    if parameter.multiple or parameter.callback is parse_names:
        values = [value] if parameter.multiple and not isinstance(value, list) else value
        if not isinstance(values, list):
            raise wrong(file, key, value, 'an array of texts, as ["a", "b"],')
        texts = [placed(file, key, parameter, one) for one in values]
        return texts if parameter.multiple else comma_line([str(text) for text in texts])
    if parameter.callback is parse_date:
        if isinstance(value, date) and not isinstance(value, str):
            return value.isoformat()
        if not isinstance(value, str):
            raise wrong(file, key, value, "a date, as 2026-11-24,")
    if parameter.callback is parse_shape:
        if not isinstance(value, list) or not all(type(size) is int for size in value):
            raise wrong(file, key, value, "an array of whole numbers, as [1, 8, 8],")
        return comma_line(value)
    return placed(file, key, parameter, value)


def placed(file: ConfigFile, key: str, parameter: click.Parameter, value: object) -> object:
    """One value of the type that the option takes; the text of a path from the file's folder."""
    types, expected = expected_of(parameter)
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        raise wrong(file, key, value, expected)
    if isinstance(value, int) and value.bit_length() > 128:
        raise wrong(file, key, value, "a smaller number")
    if not isinstance(value, str):
        return value
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise wrong(file, key, value, "text without NUL and without halves of characters")
    if not isinstance(parameter.type, click.Path):
        return value
    if file.repeats and Path(value).name != value:
        raise wrong(file, key, value, "the bare name of a file beside this one")
    return str(file.file.folder / value)


def expected_of(parameter: click.Parameter) -> tuple[tuple[type, ...], str]:
    """The types of TOML that an option takes, and how that is said."""
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return (bool,), "true or false"
    if isinstance(parameter.type, type(click.INT)):
        return (int,), "a whole number without quotes"
    if isinstance(parameter.type, type(click.FLOAT)):
        return (int, float), "a number without quotes"
    return (str,), "text in quotes"


def wrong(file: ConfigFile, key: str, value: object, expected: str) -> YasennReportError:
    """The refusal of a value that is something else than expected."""
    return file.file.refusal(f"key {quoted(key)} is {shown_value(value)}; {expected} was expected: correct the value")


def refuse_bad_value(ctx: click.Context, file: ConfigFile, key: str, parameter: click.Parameter, raw: object) -> None:
    """Convert and check as click does, only to refuse here what it would refuse.

    Raises:
        YasennReportError: click, or the option's own check, refuses the value.
    """
    try:
        value = parameter.type_cast_value(ctx, raw)
        if parameter.callback is not None:
            parameter.callback(ctx, parameter, value)
    except click.BadParameter as error:
        said = printable(error.format_message().split(": ", 1)[-1].rstrip("."), LONGEST_MESSAGE)
        raise file.file.refusal(f"key {quoted(key)}: {said}: correct the value") from None


def effective(ctx: click.Context, skip: Sequence[str]) -> Mapping[str, tuple[object, str]]:
    """Every option in effect: its value, paths by their names only, and where it comes from; in the help's order."""
    found: dict[str, tuple[object, str]] = {}
    for parameter in ctx.command.params:
        name = parameter.name or ""
        if name not in skip and key_of(parameter) not in NO_KEYS:
            source = ctx.get_parameter_source(name)
            found[key_of(parameter)] = (plain(ctx.params[name]), SOURCES.get(source.name if source else "", "default"))
    return found


SOURCES = {"COMMANDLINE": "command line", "DEFAULT_MAP": "config file"}


def plain(value: object) -> object:
    """A value as the record holds it."""
    if isinstance(value, Path):
        return value.name.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, datetime):
        return date_words(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
