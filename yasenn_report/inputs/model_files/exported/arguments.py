"""An argument of a node, as JSON states it, into a value or the name of a value that is computed before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.payloads import DTYPES, STRIDED
from yasenn_report.inputs.model_files.exported.plain import known, part, single, whole
from yasenn_report.inputs.model_files.wording import FORGED, shown

_MOST_ENTRIES = 100_000
_MEMORY_FORMATS: Final = {
    1: torch.contiguous_format,
    2: torch.channels_last,
    3: torch.channels_last_3d,
    4: torch.preserve_format,
}
_FLOATS: Final = {"Infinity": float("inf"), "-Infinity": float("-inf"), "NaN": float("nan")}


@dataclass(frozen=True, slots=True)
class Ref:
    """The value that an earlier node computed, or a weight, or the rows."""

    name: str


def value_of(argument: object, where: str) -> object:
    """Turn one argument into a plain value, a ``Ref``, or a list of both.

    Args:
        argument: a JSON object with one entry whose key says of what kind it is, for example ``{"as_int": 3}``.
        where: the node and the argument, for messages.

    Raises:
        ModelFileError: it is of a kind that no operator here takes, or not what its kind says.
    """
    kind, value = single(argument, where)
    if kind in _SINGLE:
        return _SINGLE[kind](value, where)
    if kind in _LISTS:
        entries = known(value, list, where)
        if len(entries) > _MOST_ENTRIES:
            raise ModelFileError(f"{where} lists {len(entries)} values; at most {_MOST_ENTRIES} are read. {FORGED}.")
        return [_LISTS[kind](entry, where) for entry in entries]
    raise ModelFileError(f"{where} is of the kind {shown(kind)}, which is not run here.")


def ref_of(held: object, where: str) -> Ref:
    """The name in a JSON object such as ``{"name": "linear_2"}``.

    Raises:
        ModelFileError: there is none.
    """
    return Ref(part(held, "name", str, where))


def _none(value: object, where: str) -> None:
    known(value, bool, where)


def _truth(value: object, where: str) -> bool:
    return known(value, bool, where)


def _text(value: object, where: str) -> str:
    return known(value, str, where)


def _float(value: object, where: str) -> float:
    if type(value) is str and value in _FLOATS:  # JSON itself has no infinity
        return _FLOATS[value]
    if type(value) is float:
        return value
    return float(whole(value, where))


def _scalar_type(value: object, where: str) -> torch.dtype:
    number = whole(value, where)
    if number not in DTYPES:
        raise ModelFileError(f"{where} has the number type {shown(number)} of torch.export, which is not read here.")
    return DTYPES[number]


def _memory_format(value: object, where: str) -> torch.memory_format:
    number = whole(value, where)
    if number not in _MEMORY_FORMATS:
        raise ModelFileError(f"{where} has the memory format {shown(number)}; 1 to 4 were expected. {FORGED}.")
    return _MEMORY_FORMATS[number]


def _layout(value: object, where: str) -> torch.layout:
    if whole(value, where) != STRIDED:
        raise ModelFileError(
            f"{where} has the memory layout {shown(value)}; only dense tensors ({STRIDED}) are run here."
        )
    return torch.strided


def _device(value: object, where: str) -> torch.device:
    """Whatever device the program was exported on, it runs here on the CPU."""
    part(value, "type", str, where)
    return torch.device("cpu")


def _symbolic(value: object, where: str) -> object:
    kind, held = single(value, where)
    match kind, held:
        case "as_name", str():
            return Ref(held)
        case "as_int", _:
            return whole(held, where)
        case "as_float", _:
            return _float(held, where)
        case "as_bool", bool():
            return held
    raise ModelFileError(f"{where} is of the kind {shown(kind)}; a number or the name of one was expected. {FORGED}.")


def _optional_tensor(value: object, where: str) -> object:
    kind, held = single(value, where)
    return None if kind == "as_none" else ref_of(held, where)


_SINGLE: Final[dict[str, Callable[[object, str], object]]] = {
    "as_none": _none,
    "as_tensor": ref_of,
    "as_optional_tensor": _optional_tensor,
    "as_int": whole,
    "as_float": _float,
    "as_bool": _truth,
    "as_string": _text,
    "as_sym_int": _symbolic,
    "as_sym_float": _symbolic,
    "as_sym_bool": _symbolic,
    "as_scalar_type": _scalar_type,
    "as_memory_format": _memory_format,
    "as_layout": _layout,
    "as_device": _device,
}
_LISTS: Final[dict[str, Callable[[object, str], object]]] = {
    "as_tensors": ref_of,
    "as_optional_tensors": _optional_tensor,
    "as_ints": whole,
    "as_floats": _float,
    "as_bools": _truth,
    "as_sym_ints": _symbolic,
    "as_sym_floats": _symbolic,
    "as_sym_bools": _symbolic,
}
