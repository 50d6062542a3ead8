"""What a program asks about tensors, and TorchScript's own operators beside PyTorch's."""

from collections.abc import Callable
from typing import Any, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.script.literals import LONGEST_TEXT
from yasenn_report.inputs.model_files.script.plain import bounded
from yasenn_report.inputs.model_files.wording import printable, shown

DTYPES: Final[dict[int, torch.dtype]] = {
    0: torch.uint8,
    1: torch.int8,
    2: torch.int16,
    3: torch.int32,
    4: torch.int64,
    5: torch.float16,
    6: torch.float32,
    7: torch.float64,
    11: torch.bool,
    15: torch.bfloat16,
}
"""TorchScript writes types as numbers."""
_CODES: Final = {dtype: code for code, dtype in DTYPES.items()}
_LONGEST_NESTING = 4


class ProgramRaisedError(ValueError):
    """The program itself refuses its input, for example one of too few dimensions."""


def _size(tensor: Any, dimension: int | None = None) -> object:
    shape = _tensor(tensor).shape
    return list(shape) if dimension is None else shape[dimension]


def _length(value: Any) -> int:
    if isinstance(value, str | list | tuple | dict):
        return len(value)
    return int(_tensor(value).shape[0])


def _format(template: Any, *values: Any) -> object:
    """Fill the places of a message, in which only a reader of messages is interested."""
    if not isinstance(template, str) or len(template) > LONGEST_TEXT:
        raise _unfit("format", template)
    for value in values:
        template = template.replace("{}", "a tensor" if isinstance(value, torch.Tensor) else shown(value), 1)
    return bounded(template)


def _make_tensor(value: Any, dtype: Any = None, device: Any = None, requires_grad: bool = False) -> torch.Tensor:
    del device, requires_grad
    _check_nesting(value, _LONGEST_NESTING)
    return torch.tensor(value, dtype=None if dtype is None else _dtype(dtype))


def _check_nesting(value: Any, deepest: int) -> None:
    if isinstance(value, list | tuple):
        if deepest == 0:
            raise _unfit("tensor", value)
        for part in value:
            _check_nesting(part, deepest - 1)
    elif not isinstance(value, int | float):
        raise _unfit("tensor", value)


def _number_to_tensor(value: Any) -> torch.Tensor:
    if isinstance(value, float):
        return torch.tensor(value, dtype=torch.float64)
    if isinstance(value, int):
        return torch.tensor(value)
    return _tensor(value)


def _tensor(value: Any) -> torch.Tensor:
    if isinstance(value, torch.Tensor):
        return value
    raise ModelFileError(f"its program takes {shown(value)} for a tensor, which it is not.")


def _dtype(code: Any) -> torch.dtype:
    dtype = DTYPES.get(code) if isinstance(code, int) else None
    if dtype is None:
        raise ModelFileError(f"its program uses the type of numbers {shown(code)}, which is not known here.")
    return dtype


def _code(tensor: Any) -> int:
    dtype = _tensor(tensor).dtype
    if dtype not in _CODES:
        raise ModelFileError(f"its program computes with {dtype} numbers, which are not known here.")
    return _CODES[dtype]


def _raise(message: Any, *_: Any) -> None:
    raise ProgramRaisedError(printable(message) if isinstance(message, str) else "the program refuses its input")


def _unwrap(value: Any) -> Any:
    if value is None:
        raise ModelFileError("its program reads a value that is None, where a value was expected.")
    return value


def _unfit(name: str, value: Any) -> ModelFileError:
    return ModelFileError(f"its program calls torch.{name} with {shown(value)}, which it cannot take.")


def _choose(function: Callable[..., Any]) -> Callable[..., Any]:
    def chosen(*values: Any) -> Any:
        numbers = values[0] if len(values) == 1 and isinstance(values[0], list) else values
        if not numbers or not all(isinstance(number, int | float) for number in numbers):
            raise _unfit(function.__name__, values)
        return function(numbers)

    return chosen


QUERIES: Final[dict[str, Callable[..., Any]]] = {
    "size": _size,
    "len": _length,
    "dim": lambda tensor: _tensor(tensor).dim(),
    "numel": lambda tensor: _tensor(tensor).numel(),
    "item": lambda tensor: _tensor(tensor).item(),
    "is_floating_point": lambda tensor: _tensor(tensor).is_floating_point(),
    "is_complex": lambda tensor: _tensor(tensor).is_complex(),
    "__is__": lambda left, right: left is right,
    "__isnot__": lambda left, right: left is not right,
    "__not__": lambda value: not _boolean(value),
    "format": _format,
    "warn": lambda *_: None,
    "tensor": _make_tensor,
    "as_tensor": lambda value, **_: value if isinstance(value, torch.Tensor) else _make_tensor(value),
    "device": lambda _: torch.device("cpu"),
    "_unwrap_optional": _unwrap,
    "is_grad_enabled": lambda: False,
    # So that attention computes layer by layer: with it, PyTorch's layers do not take their fused way.
    "is_autocast_enabled": lambda: True,
    "is_scripting": lambda: True,
}
"""Operators written ``torch.NAME`` that tell something, on whatever values."""


def _boolean(value: Any) -> bool:
    if isinstance(value, bool | int):
        return bool(value)
    raise _unfit("__not__", value)


PRIMITIVES: Final[dict[str, Callable[..., Any]]] = {
    "NumToTensor": _number_to_tensor,
    "RaiseException": _raise,
    "data": lambda tensor: _tensor(tensor).detach(),
    "dtype": _code,
    "device": lambda tensor: _tensor(tensor).device,
    "layout": lambda _: 0,
    "type": lambda _: "cpu",
    "index": lambda _: None,
    "requires_grad": lambda _: False,
    "is_nested": lambda _: False,
    "is_sparse": lambda _: False,
    "is_quantized": lambda _: False,
    "is_cuda": lambda _: False,
    "is_mkldnn": lambda _: False,
    "is_meta": lambda _: False,
    "unchecked_unwrap_optional": _unwrap,
    "shape": _size,
    "max": _choose(max),
    "min": _choose(min),
    "abs": lambda value: bounded(abs(value)) if isinstance(value, int | float) else _tensor(value).abs(),
}
"""Operators written ``ops.prim.NAME``."""
