"""What a pickle of torch.save holds, told from its records; everything but a network is refused with what it is."""

from collections.abc import Iterator
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.layers import LAYERS
from yasenn_report.inputs.model_files.pickles.reader import Pickle
from yasenn_report.inputs.model_files.pickles.records import ORDERED_DICT, SET, Call, Global, Obj, entries
from yasenn_report.inputs.model_files.tensors import REBUILD_PARAMETER, REBUILD_TENSOR, recorded_shape
from yasenn_report.inputs.model_files.wording import HOW_TO_SAVE, counted, printable, shown

_KNOWN_CALLS: Final = frozenset([ORDERED_DICT, SET, REBUILD_TENSOR, REBUILD_PARAMETER])
_DEEPEST = 4
_MOST_ENTRIES = 100_000
_TENSORS_NAMED = 3


def network_record(pickle: Pickle) -> Obj:
    """Find the network among the records.

    Returns:
        The record of the network, unread.

    Raises:
        ModelFileError: the pickle asks for calls that a network needs none of, or holds something else.
    """
    _check_calls(pickle.calls)
    root = pickle.root
    if isinstance(root, Obj):
        return root
    held = entries(root)
    if held is None:
        raise ModelFileError(f"holds {_named(root)}, where a network was expected. {HOW_TO_SAVE}")
    raise _mapping_refused(held)


def _check_calls(calls: tuple[Call, ...]) -> None:
    """A call counts wherever it stands: one whose result is thrown away would run all the same."""
    strange = next((call.func for call in calls if not _is_known(call.func)), None)
    if strange is None:
        return
    name = strange.dotted if isinstance(strange, Global) else "something that it made itself"
    raise ModelFileError(
        f"asks Python to call {name}; it was not run. No network of standard layers needs it. {HOW_TO_SAVE}"
    )


def _is_known(func: object) -> bool:
    return isinstance(func, Global) and func in _KNOWN_CALLS


def _mapping_refused(held: dict[object, object]) -> ModelFileError:
    network = next((key for key, value in held.items() if isinstance(value, Obj) and value.func in LAYERS), None)
    if network is not None:
        key = shown(network)
        return ModelFileError(
            f"holds a dictionary with a network under {key!r}. Save that alone: "
            f"torch.save(checkpoint[{key!r}], 'model.pt')."
        )
    tensors = list(_tensors(held, ()))
    if not tensors:
        return ModelFileError(
            f"holds a dictionary of {_entries(len(held))}, where a network was expected. {HOW_TO_SAVE}"
        )
    return ModelFileError(
        f"holds weights only, without the network that they belong to ({_summary(tensors)}). The activation functions "
        "and the order of the layers cannot be read from weights, and a wrong guess gives a wrong audit. " + HOW_TO_SAVE
    )


def _tensors(held: dict[object, object], path: tuple[str, ...]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Find tensors by name, in dictionaries of dictionaries down to a depth that checkpoints have."""
    for key, value in list(held.items())[:_MOST_ENTRIES]:
        here = (*path, shown(key))
        shape = recorded_shape(value)
        inner = entries(value)
        if shape is not None:
            yield ".".join(here), shape
        elif inner is not None and len(here) < _DEEPEST:
            yield from _tensors(inner, here)


def _summary(tensors: list[tuple[str, tuple[object, ...]]]) -> str:
    named = ", ".join(f"{name} {shown(shape)}" for name, shape in tensors[:_TENSORS_NAMED])
    more = ", ..." if len(tensors) > _TENSORS_NAMED else ""
    return f"{counted(len(tensors), 'tensor')}: {named}{more}"


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


def _named(root: object) -> str:
    if recorded_shape(root) is not None:
        return "a single tensor"
    match root:
        case Global():
            return f"the name {root.dotted}"
        case Call(func=Global() as func):
            return f"a {printable(func.name)}"
    return shown(root)
