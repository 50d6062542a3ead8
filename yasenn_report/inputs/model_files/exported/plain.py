"""JSON out of a stranger's file into plain values, within bounds, and with a checked way to each part of them."""

import json
from typing import Final, TypeVar, cast

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive
from yasenn_report.inputs.model_files.wording import FORGED, shown

_MOST_BYTES = 64 * 1024 * 1024
_LONGEST_INTEGER = 40  # digits; every number of a program fits into 64 bits
_WORDS: Final[dict[type, str]] = {
    dict: "a JSON object",
    list: "a list",
    str: "a text",
    int: "a whole number",
    bool: "true or false",
}

_Part = TypeVar("_Part")


def read_json(archive: Archive, name: str) -> object:
    """Read a member that holds JSON.

    Raises:
        ModelFileError: the member is missing, too large, no JSON, or can be read in two ways.
    """
    if archive.size(name) > _MOST_BYTES:
        raise ModelFileError(f"member {shown(name)} has {archive.size(name)} bytes; at most {_MOST_BYTES} are read.")
    try:
        return parsed(archive.read(name).decode("utf-8"), f"member {shown(name)}")
    except UnicodeDecodeError as damage:
        raise ModelFileError(f"member {shown(name)} is no UTF-8 text. {FORGED}.") from damage


def parsed(text: str, where: str) -> object:
    """Read JSON text whose objects have no key twice and whose integers are short.

    Raises:
        ModelFileError: it is no such text.
    """

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        held = dict(pairs)
        if len(held) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ModelFileError(
                f"{where} has the key {shown(twice)!r} twice in one object, so it can be read in two ways."
            )
        return held

    def short(digits: str) -> int:
        if len(digits) > _LONGEST_INTEGER:
            raise ModelFileError(f"{where} has an integer of {len(digits)} digits; no program needs it. {FORGED}.")
        return int(digits)

    try:
        return cast(object, json.loads(text, object_pairs_hook=once, parse_int=short))
    except RecursionError as depth:
        raise ModelFileError(f"{where} is nested too deeply; no program needs it. {FORGED}.") from depth
    except ValueError as damage:
        raise ModelFileError(f"{where} is no JSON ({shown(str(damage))}). {FORGED}.") from damage


def part(held: object, key: str, kind: type[_Part], where: str) -> _Part:
    """One entry of a JSON object, of the type that it must have; true is no number.

    Raises:
        ModelFileError: it is missing or of another type.
    """
    found = known(held, dict, where).get(key)
    if type(found) is not kind:
        raise ModelFileError(f"{where}: {key} is {shown(found)}; {_WORDS[kind]} was expected. {FORGED}.")
    return found


def known(held: object, kind: type[_Part], where: str) -> _Part:
    """The value itself, known to be of that very type.

    Raises:
        ModelFileError: it is of another type.
    """
    if type(held) is not kind:
        raise ModelFileError(f"{where} is {shown(held)}; {_WORDS[kind]} was expected. {FORGED}.")
    return held


def single(held: object, where: str) -> tuple[str, object]:
    """The key and the value of a JSON object with one entry, which is how one of several kinds is written.

    Raises:
        ModelFileError: it is no object, or has none or several entries.
    """
    entries = known(held, dict, where)
    if len(entries) != 1:
        raise ModelFileError(
            f"{where} has {len(entries)} entries; one was expected, which says of what kind it is. {FORGED}."
        )
    key, value = next(iter(entries.items()))
    return str(key), value


def whole(held: object, where: str, lowest: int = -(2**63)) -> int:
    """An integer that fits into 64 bits.

    Raises:
        ModelFileError: it is no integer, below the lowest, or too large.
    """
    number = known(held, int, where)
    if not lowest <= number < 2**63:
        raise ModelFileError(
            f"{where} is {shown(number)}; a whole number from {lowest} to 2^63 - 1 was expected. {FORGED}."
        )
    return number
