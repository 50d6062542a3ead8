"""What a node of the graph calls, found in our own tables by its text; nothing else can be reached."""

import math
import operator as python
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.operators import operator
from yasenn_report.inputs.model_files.wording import shown

_ATEN = re.compile(r"torch\.ops\.aten\.([A-Za-z_]\w*)\.([A-Za-z_]\w*)", re.ASCII)
_MOST_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target:
    """A call and how it is made."""

    name: str
    """The operator's name without its namespace and overload: ``linear``."""
    call: Callable[..., Any]
    """Takes its arguments by name."""
    arguments: frozenset[str]
    required: frozenset[str]
    written: tuple[str, ...] = ()
    """The arguments that are changed in place."""
    returns: int = 1
    """How many values come back."""


def find_target(text: str, where: str) -> Target:
    """Find the call that a text such as ``torch.ops.aten.linear.default`` names.

    Args:
        text: from the file.
        where: the node, for messages.

    Raises:
        ModelFileError: it is none of PyTorch's operators that are run here.
    """
    if text in _ARITHMETIC:
        return _ARITHMETIC[text]
    names = _ATEN.fullmatch(text[:_MOST_LETTERS])
    if names is None:
        raise ModelFileError(
            f"{where} asks Python to call {shown(text)}; it was not run. Only operators of torch.ops.aten are run here."
        )
    name, overload = names.groups()
    try:
        packet = operator(name)
    except ModelFileError as refusal:
        raise ModelFileError(f"{where} {refusal}") from refusal
    if overload not in packet.overloads():
        raise ModelFileError(
            f"{where} uses {shown(text)}, an overload that this PyTorch ({torch.__version__}) does not have."
        )
    return _of_schema(name, getattr(packet, overload), where)


def _of_schema(name: str, overload: Any, where: str) -> Target:
    arguments = overload._schema.arguments
    written = tuple(one.name for one in arguments if one.alias_info is not None and one.alias_info.is_write)
    if any(one.kwarg_only and one.name in written for one in arguments):
        raise ModelFileError(
            f"{where} uses {overload.name()}, which writes into a tensor that it is given; no program needs it."
        )
    return Target(
        name=name,
        call=overload,
        arguments=frozenset(one.name for one in arguments),
        required=frozenset(one.name for one in arguments if not one.has_default_value()),
        written=written,
        returns=len(overload._schema.returns),
    )


def _on_numbers(func: Callable[..., object], *names: str) -> Target:
    """Plain arithmetic on sizes; a list or a text in a number's place could be multiplied until the memory is full."""

    def call(**operands: object) -> object:
        values = [operands[name] for name in names]
        if not all(type(value) in (int, bool, float) for value in values):
            raise ModelFileError("its arithmetic on sizes reads something that is no number.")
        result = func(*values)
        if type(result) is int and not -(2**63) <= result < 2**63:
            raise ModelFileError("its arithmetic on sizes leaves the range of 64-bit integers.")
        return result

    return Target(name=func.__name__, call=call, arguments=frozenset(names), required=frozenset(names))


_TWO: Final = ("a", "b")
_ARITHMETIC: Final[dict[str, Target]] = {
    **{
        f"_operator.{func.__name__}": _on_numbers(func, *_TWO)
        for func in (python.add, python.sub, python.mul, python.floordiv, python.mod, python.truediv)
    },
    **{
        f"_operator.{func.__name__}": _on_numbers(func, *_TWO)
        for func in (python.eq, python.ne, python.lt, python.le, python.gt, python.ge)
    },
    "_operator.and_": _on_numbers(python.and_, *_TWO),
    "_operator.or_": _on_numbers(python.or_, *_TWO),
    "_operator.neg": _on_numbers(python.neg, "a"),
    "_operator.pos": _on_numbers(python.pos, "a"),
    "math.trunc": _on_numbers(math.trunc, "x"),
    "torch.sym_max": _on_numbers(max, *_TWO),
    "torch.sym_min": _on_numbers(min, *_TWO),
    "torch.sym_not": _on_numbers(python.not_, "a"),
    "torch.sym_int": _on_numbers(int, "a"),
    "torch.sym_float": _on_numbers(float, "a"),
}
"""Arithmetic on the number of rows, by the text that torch.export writes for it."""
