"""What a graph says of sizes, such as the number of rows: plain arithmetic, in Python, on numbers only.

These are no operations on the rows' values, so whoever follows the rows through PyTorch's operators never sees them.
"""

import math
import operator as python
from collections.abc import Callable
from typing import Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.exported.target import Target
from yasenn_report.inputs.model_files.wording import shown


def _on_numbers(func: Callable[..., object], *names: str) -> Target:
    """Plain arithmetic; a list or a text in a number's place could be multiplied until the memory is full."""

    def call(**operands: object) -> object:
        values = [operands[name] for name in names]
        if not all(type(value) in (int, bool, float) for value in values):
            raise ModelFileError("its arithmetic on sizes reads something that is no number.")
        result = func(*values)
        if type(result) is int and not -(2**63) <= result < 2**63:
            raise ModelFileError("its arithmetic on sizes leaves the range of 64-bit integers.")
        return result

    return Target(name=func.__name__, call=call, arguments=frozenset(names), required=frozenset(names))


def _of_tensor(read: Callable[[torch.Tensor, int], int], *names: str) -> Target:
    def call(*, self: object, dim: object = 0) -> int:
        if not isinstance(self, torch.Tensor) or type(dim) is not int:
            raise ModelFileError("it asks for the size of something that is no tensor.")
        return read(self, dim)

    return Target(name="size", call=call, arguments=frozenset(names), required=frozenset(names))


def _assert_scalar(*, self: object, assert_msg: object) -> None:
    if not self:
        raise ModelFileError(f"the program's condition on its rows is not met ({shown(assert_msg)}).")


def _constrain(*, size: object, min: object = None, max: object = None) -> None:  # noqa: A002 - the operator's names
    low, high = (bound if type(bound) is int else None for bound in (min, max))
    if type(size) is not int or (low is not None and size < low) or (high is not None and size > high):
        raise ModelFileError(f"the program's condition on its rows is not met ({shown(size)} from {low} to {high}).")


def _condition(call: Callable[..., None], required: str, *others: str) -> Target:
    return Target(
        name="condition",
        call=call,
        arguments=frozenset([required, *others]),
        required=frozenset([required]),
        returns=0,
    )


_TWO: Final = ("a", "b")
ON_SIZES: Final[dict[str, Target]] = {
    **{
        f"_operator.{func.__name__}": _on_numbers(func, *_TWO)
        for func in (python.add, python.sub, python.mul, python.floordiv, python.mod, python.truediv)
    },
    **{
        f"_operator.{func.__name__}": _on_numbers(func, *_TWO)
        for func in (python.eq, python.ne, python.lt, python.le, python.gt, python.ge, python.and_, python.or_)
    },
    "_operator.neg": _on_numbers(python.neg, "a"),
    "_operator.pos": _on_numbers(python.pos, "a"),
    "math.trunc": _on_numbers(math.trunc, "x"),
    "torch.sym_max": _on_numbers(max, *_TWO),
    "torch.sym_min": _on_numbers(min, *_TWO),
    "torch.sym_not": _on_numbers(python.not_, "a"),
    "torch.sym_int": _on_numbers(int, "a"),
    "torch.sym_float": _on_numbers(float, "a"),
    "torch.ops.aten.sym_size.int": _of_tensor(lambda tensor, dim: tensor.shape[dim], "self", "dim"),
    "torch.ops.aten.sym_stride.int": _of_tensor(lambda tensor, dim: tensor.stride(dim), "self", "dim"),
    "torch.ops.aten.sym_numel.default": _of_tensor(lambda tensor, dim: tensor.numel(), "self"),  # noqa: ARG005
    "torch.ops.aten._assert_scalar.default": _condition(_assert_scalar, "self", "assert_msg"),
    "torch.ops.aten.sym_constrain_range.default": _condition(_constrain, "size", "min", "max"),
    "torch.ops.aten.sym_constrain_range_for_size.default": _condition(_constrain, "size", "min", "max"),
}
"""By the text that torch.export writes for them."""
