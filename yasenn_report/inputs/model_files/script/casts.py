"""The functions that a program calls without a name before them: int, annotate, isinstance."""

import ast
from collections.abc import Callable
from typing import Any, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.script.values import dotted
from yasenn_report.inputs.model_files.wording import shown

_LONGEST_NUMBER = 40  # letters
_NUMBERS: Final = frozenset(["int", "float", "number"])
_TYPES: Final[dict[str, type[Any]]] = {
    "Tensor": torch.Tensor,
    "int": int,
    "float": float,
    "bool": bool,
    "str": str,
    "NoneType": type(None),
    "List": list,
    "Dict": dict,
    "Tuple": tuple,
}


def cast(name: str, value: Any) -> Any:
    """``int(value)`` and so on, also of a tensor of one number.

    Raises:
        ModelFileError: the value is no number.
        RuntimeError: the tensor holds more than one number.
    """
    if isinstance(value, torch.Tensor):
        value = value.item()
    spelled = isinstance(value, str) and len(value) <= _LONGEST_NUMBER
    if name == "str" and (spelled or isinstance(value, int | float)):
        return str(value)
    if isinstance(value, int | float) or (spelled and name != "bool"):
        try:
            return _CASTS[name](value)
        except (ValueError, OverflowError, KeyError) as failure:
            raise _no_number(name, value) from failure
    raise _no_number(name, value)


def _no_number(name: str, value: Any) -> ModelFileError:
    return ModelFileError(f"its program takes {name} of {shown(value)}, which is none.")


def annotated(kind: ast.expr, value: Any) -> Any:
    """``annotate(kind, value)``: the value; a number where a tensor of one number stands for it."""
    name = dotted(kind)
    if isinstance(value, torch.Tensor) and name in _NUMBERS:
        return value.item() if name == "number" else cast(name, value)
    return value


def is_instance(value: Any, kind: ast.expr) -> bool:
    """``isinstance(value, kind)`` for the kinds of plain values and tensors.

    Raises:
        ModelFileError: the kind is another one.
    """
    if isinstance(kind, ast.Tuple | ast.List):
        return any(is_instance(value, one) for one in kind.elts)
    name = dotted(kind.value if isinstance(kind, ast.Subscript) else kind)
    if name not in _TYPES:
        raise ModelFileError("its program asks for a type that is not known here; it was not run.")
    expected = _TYPES[name]
    # A truth value is no whole number in TorchScript.
    return isinstance(value, expected) and not (expected is int and isinstance(value, bool))


_CASTS: Final[dict[str, Callable[[Any], Any]]] = {"int": int, "float": float, "bool": bool}
