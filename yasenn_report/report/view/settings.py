"""Everything that it takes to make the report again."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from yasenn_report.numbers import exact
from yasenn_report.record import Record
from yasenn_report.report.shown import shown
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.lists import Top, most_of, top

LONGEST: Final = 500
"""Characters of a value; an expression for --focus may need some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One option in effect."""

    option: str
    value: str
    source: str


def repeat(record: Record) -> tuple[Fact, ...]:
    """Command, date, options in effect and versions."""
    options = " ".join(option for name, value in asdict(record.options).items() for option in typed(name, value))
    return (
        Fact(name="Command", value=record.command, code=True),
        Fact(name="Made", value=f"{record.created:%d %B %Y, %H:%M:%S} UTC"),
        Fact(name="Options in effect", value=options, code=True),
        Fact(name="Versions", value=", ".join(f"{name} {version}" for name, version in record.versions.items())),
    )


def typed(name: str, value: object) -> Iterator[str]:
    """An option as it is typed; of several pairs to hold against each other each by itself."""
    if name == "contrasts" and isinstance(value, tuple):
        yield from (f"--contrast {pair}" for pair in value)
    elif name == "classes" and isinstance(value, tuple):
        yield f"--classes {','.join(value)}"
    elif name != "classes":
        yield f"--{name.replace('_', '-')} {'searched' if value is None else value}"


def configuration(record: Record) -> Top[SettingRow]:
    """Every option, what it was set to, and where that comes from.

    A summary shows those that somebody set.
    """
    rows = [
        SettingRow(option=option, value=setting_value(setting.value), source=setting.source)
        for option, setting in record.configuration.items()
    ]
    given = [row for row in rows if row.source != "default"]
    most = most_of(record, len(given))
    ordered = rows if most is None else [*given, *(row for row in rows if row.source == "default")]
    return top(ordered, most, "option left at its default", "options left at their defaults")


def setting_value(value: object) -> str:
    """A setting as printed: lists by commas, numbers with all their digits."""
    if value is None or value == ():
        return "not given"
    if isinstance(value, tuple):
        return ", ".join(map(setting_value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return exact(value) if isinstance(value, float) else shown(str(value), limit=LONGEST)
