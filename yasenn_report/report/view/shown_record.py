"""The record with every name out of the user's files as the page may print it: short, visible, in its own direction."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from yasenn_report.record import Record
from yasenn_report.report.shown import shown, shown_names
from yasenn_report.report.view.columns import number_of

NAMES = frozenset(
    {
        "class_names",
        "column",
        "columns",
        "decision",
        "entry",
        "features",
        "group",
        "ids",
        "label",
        "matched_by",
        "meaning",
        "name",
        "sensitive",
        "target",
        "unit",
        "unused_columns",
        "value",
        "weights",
    }
)
"""Fields of the record whose texts are names, whatever they stand in: ``plan`` says which parts are looked through."""

PARTS = (
    "inputs",
    "task",
    "table",
    "explanation",
    "partitions",
    "profiles",
    "map",
    "contrasts",
    "error_trees",
    "verdict",
    "groups",
)
"""Parts of the record in which such names stand. The labels of partitions are the audit's own, and pass unchanged."""


def with_shown_names(record: Record) -> Record:
    """The same record in names that can be printed anywhere; names that differ still do."""
    names = dict.fromkeys(name for part in PARTS for name in names_in(getattr(record, part)))
    said = {name: name if is_plain(name) else line for name, line in shown_names(filter(None, names)).items()}
    parts = {part: renamed(getattr(record, part), lambda name: said.get(name, name)) for part in PARTS}
    return replace(record, **parts)


def is_plain(name: str) -> bool:
    """Whether a name stays as it is even where another one looks like it, which has a number behind it then.

    So do the labels of partitions, and numbers that are the codes of a column: other parts of the record look for them.
    """
    return name.isascii() and name.isprintable() and (number_of(name) is not None or shown(name) == name)


def names_in(value: object, *, named: bool = False) -> Iterator[str]:
    """Every name in a part of the record."""
    if isinstance(value, str):
        yield from (value,) if named else ()
    elif is_dataclass(value):
        for field in fields(value):
            yield from names_in(getattr(value, field.name), named=field.name in NAMES)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from names_in(key, named=named)
            yield from names_in(one, named=named)
    elif isinstance(value, tuple):
        for one in value:
            yield from names_in(one, named=named)


def renamed(value: Any, say: Callable[[str], str], *, named: bool = False) -> Any:
    """The same part with other names."""
    if isinstance(value, str):
        return say(value) if named else value
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: renamed(getattr(value, field.name), say, named=field.name in NAMES)
                for field in fields(value)
            },
        )
    if isinstance(value, Mapping):
        return {renamed(key, say, named=named): renamed(one, say, named=named) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(renamed(one, say, named=named) for one in value)
    return value
