"""What a pickle of torch.save holds, told from its records; everything but a network is refused with what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.layers import LAYERS
from yasenn_report.inputs.model_files.pickles.reader import Pickle
from yasenn_report.inputs.model_files.pickles.records import ORDERED_DICT, SET, Call, Global, Obj, entries
from yasenn_report.inputs.model_files.tensors import REBUILD_PARAMETER, REBUILD_TENSOR, recorded_shape
from yasenn_report.inputs.model_files.weights.opening import weights_refused
from yasenn_report.inputs.model_files.wording import HOW_TO_SAVE, printable, shown

_KNOWN_CALLS: Final = frozenset([ORDERED_DICT, SET, REBUILD_TENSOR, REBUILD_PARAMETER])
# What trainings leave in checkpoints beside weights: numbers of NumPy, settings, devices, dates, paths.
_OF_TRAINING: Final = frozenset(
    [
        *(
            Global(f"numpy.{core}.multiarray", name)
            for core in ("core", "_core")
            for name in ("scalar", "_reconstruct")
        ),
        *(Global("numpy", name) for name in ("dtype", "ndarray")),
        *(Global("numpy.random._pickle", f"__{name}_ctor") for name in ("bit_generator", "generator", "randomstate")),
        *(Global("torch", name) for name in ("device", "Size", "dtype")),
        *(Global("collections", name) for name in ("defaultdict", "deque", "Counter")),
        *(
            Global("builtins", name)
            for name in ("frozenset", "list", "dict", "tuple", "int", "float", "bool", "complex")
        ),
        *(Global("datetime", name) for name in ("datetime", "timedelta", "date")),
        *(Global("pathlib", name) for name in ("Path", "PosixPath", "PurePosixPath", "WindowsPath", "PureWindowsPath")),
        Global("pathlib._local", "PosixPath"),
        Global("_codecs", "encode"),
        Global("argparse", "Namespace"),
        Global("copyreg", "_reconstructor"),
        Global("uuid", "UUID"),
        Global("torch._utils", "_rebuild_device_tensor_from_numpy"),
    ]
)
_DEEPEST = 4
_MOST_ENTRIES = 100_000
_TENSORS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NetworkRecord:
    """The record of a network, unread, and where it was."""

    record: Obj
    notes: tuple[str, ...]


def network_record(pickle: Pickle) -> NetworkRecord:
    """Find the network among the records.

    Raises:
        ModelFileError: the pickle asks for calls that a network needs none of, or holds something else.
    """
    strange = next((call.func for call in pickle.calls if not _is_known(call.func)), None)
    if strange is not None:
        raise ModelFileError(
            f"asks Python to call {_called(strange)}; it was not run. No network of standard layers needs it. "
            + HOW_TO_SAVE
        )
    root = pickle.root
    if isinstance(root, Obj):
        return NetworkRecord(record=root, notes=())
    held = entries(root)
    if held is None:
        raise ModelFileError(f"holds {_named(root)}, where a network was expected. {HOW_TO_SAVE}")
    return _in_mapping(held)


def calls_beside_weights(pickle: Pickle) -> tuple[str, ...]:
    """Notes on what else a file of weights asks for; a checkpoint keeps much beside them, and none of it is run.

    Raises:
        ModelFileError: it asks for a call that no training leaves behind.
    """
    asked = [call.func for call in pickle.calls if not _is_known(call.func)]
    strange = next((func for func in asked if not (isinstance(func, Global) and func in _OF_TRAINING)), None)
    if strange is not None:
        raise ModelFileError(
            f"asks Python to call {_called(strange)}; it was not run. No weights need it. Save the weights alone: "
            "torch.save(network.state_dict(), 'weights.pt')."
        )
    names = sorted({_called(func) for func in asked})
    return (
        (f"Beside the weights the file asks Python to call {', '.join(names)}; none of it was run.",) if names else ()
    )


def words_of(pickle: Pickle) -> str:
    """What a file of torch.save is, in plain words."""
    root = pickle.root
    if isinstance(root, Obj):
        known = root.func in LAYERS
        return (
            "a whole torch.nn.Module saved by torch.save" if known else "a module of its own class saved by torch.save"
        )
    held = entries(root) or {}
    if "pytorch-lightning_version" in held:
        return "a checkpoint of PyTorch Lightning"
    if any(recorded_shape(value) is not None for value in held.values()):
        return "a state_dict saved by torch.save"
    return "a checkpoint saved by torch.save"


def _called(func: object) -> str:
    return func.dotted if isinstance(func, Global) else "something that it made itself"


def _is_known(func: object) -> bool:
    return isinstance(func, Global) and func in _KNOWN_CALLS


def _in_mapping(held: dict[object, object]) -> NetworkRecord:
    networks = [(key, value) for key, value in held.items() if isinstance(value, Obj) and value.func in LAYERS]
    if len(networks) == 1:
        key, record = networks[0]
        return NetworkRecord(record=record, notes=(f"The network stands under {shown(key)!r} in a dictionary.",))
    if networks:
        keys = ", ".join(repr(shown(key)) for key, _ in networks[:_TENSORS_NAMED])
        raise ModelFileError(
            f"holds a dictionary with {len(networks)} networks, under {keys}. Save the one to be audited alone: "
            f"torch.save(checkpoint[{shown(networks[0][0])!r}], 'model.pt')."
        )
    tensors = dict(_tensors(held, ()))
    if not tensors:
        raise ModelFileError(
            f"holds a dictionary of {_entries(len(held))}, where a network was expected. {HOW_TO_SAVE}"
        )
    raise weights_refused("holds", tensors)


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
