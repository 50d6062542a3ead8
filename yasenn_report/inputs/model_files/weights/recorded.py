"""Records of a pickle into named weights: a state_dict, one of those in a checkpoint, or the tree of a module."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yasenn_report.inputs.model_files.pickles.records import Obj, entries
from yasenn_report.inputs.model_files.tensors import recorded_shape
from yasenn_report.inputs.model_files.wording import printable

_DEEPEST: Final = 50
_MOST_TENSORS: Final = 100_000
_DEEPEST_CHECKPOINT: Final = 3
USUAL_KEYS: Final = ("state_dict", "model_state_dict", "model", "net", "network", "weights", "params", "module")
"""Where checkpoints keep the weights of the network itself; averages and optimisers stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedRecords:
    """Unread tensors by name."""

    place: str
    """The key of the checkpoint that holds them; empty for the file itself."""
    records: dict[str, object]

    @property
    def shapes(self) -> dict[str, tuple[object, ...] | None]:
        """The shape that each record states, unchecked."""
        return {name: recorded_shape(record) for name, record in self.records.items()}


def named_weights(root: object) -> tuple[NamedRecords, ...]:
    """Every set of named weights in what a pickle holds, the most usual place of a network's own first."""
    if isinstance(root, Obj):
        return (NamedRecords(place="", records=dict(_of_module(root, (), 0))),)
    found = list(_in_dictionary(root, (), 0))
    return tuple(sorted(found, key=lambda one: _usual(one.place)))


def _usual(place: str) -> int:
    key = place.partition(".")[0]
    return USUAL_KEYS.index(key) if key in USUAL_KEYS else len(USUAL_KEYS) if place else -1


def _in_dictionary(value: object, path: tuple[str, ...], depth: int) -> Iterator[NamedRecords]:
    """A dictionary of tensors, or one that holds such dictionaries, or modules, in its entries."""
    place = ".".join(path)
    if isinstance(value, Obj) and path:
        records = dict(_of_module(value, (), 0))
        if records:
            yield NamedRecords(place=place, records=records)
        return
    held = entries(value)
    if held is None or depth > _DEEPEST_CHECKPOINT:
        return
    tensors = {printable_key(key): record for key, record in held.items() if recorded_shape(record) is not None}
    if tensors and all(isinstance(key, str) for key in held):
        yield NamedRecords(place=place, records=tensors)
    for key, inner in held.items():
        if isinstance(key, str):
            yield from _in_dictionary(inner, (*path, key), depth + 1)


def printable_key(key: object) -> str:
    """A key as text; only text names weights."""
    return key if isinstance(key, str) else printable(repr(type(key)))


def _of_module(record: object, path: tuple[str, ...], depth: int) -> Iterator[tuple[str, object]]:
    """Weights and stored statistics in the tree of a module, whatever the classes in it are."""
    if not isinstance(record, Obj) or depth > _DEEPEST or len(record.states) != 1:
        return
    state = entries(record.states[0]) or {}
    for part in ("_parameters", "_buffers"):
        left_out = _names_in(state.get("_non_persistent_buffers_set"))
        for name, tensor in (entries(state.get(part)) or {}).items():
            if isinstance(name, str) and tensor is not None and name not in left_out:
                yield ".".join((*path, name)), tensor
    for name, child in (entries(state.get("_modules")) or {}).items():
        if isinstance(name, str):
            yield from _of_module(child, (*path, name), depth + 1)


def _names_in(record: object) -> set[object]:
    """The members of a recorded set."""
    args = getattr(record, "args", ())
    elements = getattr(record, "elements", [])
    members = [*(args[0] if args and isinstance(args[0], list) else []), *elements]
    return {member for member in members if isinstance(member, str)}
