"""Plain values out of JSON into the record's types, or one sentence that says where they are something else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from yasenn_report.inputs.record_file import RecordFile
from yasenn_report.inputs.records.places import Place, place_of
from yasenn_report.inputs.small_files import shown_value
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.record import Record
from yasenn_report.record.adapter import adapter

LONGEST_EXPECTED = 160
BEGINNING = "Input should be "
"""Of what pydantic says it expected."""

TIME = "a time in UTC like 2026-11-24T00:00:00Z"

NOWHERE = object()
"""In place of a value where there is none."""


def take_types(found: RecordFile) -> Record:
    """The record that a file holds.

    Raises:
        RecordError: a field is missing, unknown, or of another type; the message names the first.
    """
    try:
        return adapter().validate_json(found.file.text())
    except ValidationError as error:
        said = said_of(error.errors(include_url=False), found.content)
        raise found.file.refusal(f"{said}: it is not as an audit writes it") from None


def said_of(errors: Sequence[ErrorDetails], content: Mapping[str, object]) -> str:
    """What the first error says; where a value may be of several types, of the one that it is nearest to."""
    error = nearest(errors, content)
    loc, kind = error["loc"], error["type"]
    if kind == "json_invalid":  # what Python's reader takes, and pydantic's does not
        return "its values are nested too deeply" if "recursion" in error["msg"] else "it holds half of a character"
    place = known_parts(loc, content)
    if kind == "missing":
        return f"{place_of((*place, loc[-1]))} is missing"
    if kind == "unexpected_keyword_argument":
        return f"{place_of(place)} is no field of a record"
    said = TIME if kind.startswith("datetime") else error["msg"].removeprefix(BEGINNING)
    return f"{place_of(place)} is {shown_value(error['input'])}; {printable(said, LONGEST_EXPECTED)} was expected"


def nearest(errors: Sequence[ErrorDetails], content: Mapping[str, object]) -> ErrorDetails:
    """Of the errors at the first place, one of the type that the value looks most like: with the fewest at its top.

    Where a value may be of several types, pydantic tells what is wrong for each, and puts the type's name in the place.
    """
    left, start = list(errors), 0
    while True:
        place = left[0]["loc"]
        at = type_at(left[0], content, start)
        if at is None:
            return left[0]
        by_type: dict[int | str, list[ErrorDetails]] = defaultdict(list)
        for error in left:
            if len(error["loc"]) > at and error["loc"][:at] == place[:at]:
                by_type[error["loc"][at]].append(error)
        left = min(by_type.values(), key=lambda found: sum(len(one["loc"]) <= at + 2 for one in found))
        start = at + 1


def type_at(error: ErrorDetails, content: object, start: int) -> int | None:
    """Which part of an error's place, from `start` on, is the name of a type, and no key or index; None if none is."""
    loc = error["loc"]
    for at, part in enumerate(loc):
        below = step(content, part)
        if below is not NOWHERE:
            content = below
        elif at >= start and not (error["type"] == "missing" and at == len(loc) - 1):
            return at
    return None


def known_parts(loc: Place, content: object) -> Place:
    """The keys and indices of a place that lead through the values, without names of types."""
    parts = []
    for part in loc:
        below = step(content, part)
        if below is not NOWHERE:
            parts.append(part)
            content = below
    return tuple(parts)


def step(content: object, part: int | str) -> object:
    """What stands under a key or at an index; NOWHERE if nothing does."""
    if isinstance(content, dict):
        return content.get(part, NOWHERE)
    if isinstance(content, list) and isinstance(part, int) and part < len(content):
        return content[part]
    return NOWHERE
