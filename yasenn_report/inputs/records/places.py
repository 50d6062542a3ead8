"""Places in a record as messages name them: `partitions[3].value`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.record import Record

Place = tuple[int | str, ...]
"""Keys and indices that lead to a value."""

Part = TypeVar("Part")


def place_of(parts: Iterable[int | str]) -> str:
    """A place as it is printed."""
    words = [f"[{part}]" if isinstance(part, int) else f".{printable(part)}" for part in parts]
    return "".join(words).removeprefix(".") or "the record"


class Parts:
    """All that stands in a record, by type, with the place of each."""

    def __init__(self, record: Record) -> None:
        """Walk through all of it, once."""
        self.record = record
        self._by_type: dict[type, list[tuple[Place, object]]] = defaultdict(list)
        for place, value in walk(record, ()):
            self._by_type[type(value)].append((place, value))

    def of(self, kind: type[Part]) -> Iterator[tuple[str, Part]]:
        """Every value of exactly this type, with its place as it is printed."""
        for place, value in self._by_type[kind]:
            yield place_of(place), value  # type: ignore[misc]

    def under(self, kind: type[Part]) -> Iterator[tuple[Place, Part]]:
        """The same with places as they are."""
        yield from self._by_type[kind]  # type: ignore[misc]


def walk(value: object, place: Place) -> Iterator[tuple[Place, object]]:
    """A value and all that stands in it."""
    yield place, value
    if is_dataclass(value):
        for field in fields(value):
            yield from walk(getattr(value, field.name), (*place, field.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from walk(one, (*place, key))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from walk(one, (*place, index))
