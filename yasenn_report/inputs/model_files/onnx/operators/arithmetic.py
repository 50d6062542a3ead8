"""Operators that compute number by number, and compare."""

from collections.abc import Callable
from functools import reduce
from typing import Final

import torch

from yasenn_report.inputs.model_files.onnx.calls import Call, Operator, bounded, broadcast

_Pair = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def _of_one(function: Callable[[torch.Tensor], torch.Tensor]) -> Operator:
    return lambda call: function(call.tensor(0))


def _of_two(function: _Pair) -> Operator:
    def run(call: Call) -> torch.Tensor:
        one, other = call.tensor(0), call.tensor(1)
        bounded(broadcast(one, other))
        return function(one, other)

    return run


def _folded(function: _Pair, call: Call) -> torch.Tensor:
    bounded(broadcast(*call.tensors()))
    return reduce(function, call.tensors())


def _of_many(function: _Pair) -> Operator:
    return lambda call: _folded(function, call)


def _divided(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """Whole numbers are rounded towards 0. By -1 they are negated: the lowest one divided by it ends the process."""
    if one.is_floating_point() or other.is_floating_point():
        return torch.div(one, other)
    negated = other == -1
    return torch.where(negated, -one, torch.div(one, other.masked_fill(negated, 1), rounding_mode="trunc"))


def _power(base: torch.Tensor, exponent: torch.Tensor) -> torch.Tensor:
    made = torch.pow(base, exponent)
    return made if made.dtype == base.dtype else made.to(base.dtype)


def _mod(call: Call) -> torch.Tensor:
    """The remainder has the sign of the divisor, with fmod that of the number."""
    return _of_two(torch.fmod if call.integer("fmod") else torch.remainder)(call)  # type: ignore[return-value]


def _mean(call: Call) -> torch.Tensor:
    return _folded(torch.add, call) / len(call.given)


OPERATORS: Final[dict[str, Operator]] = {
    "Add": _of_two(torch.add),
    "Sub": _of_two(torch.sub),
    "Mul": _of_two(torch.mul),
    "Div": _of_two(_divided),
    "Pow": _of_two(_power),
    "Mod": _mod,
    "Sum": _of_many(torch.add),
    "Mean": _mean,
    "Min": _of_many(torch.minimum),
    "Max": _of_many(torch.maximum),
    "Sqrt": _of_one(torch.sqrt),
    "Exp": _of_one(torch.exp),
    "Log": _of_one(torch.log),
    "Abs": _of_one(torch.abs),
    "Neg": _of_one(torch.neg),
    "Reciprocal": _of_one(torch.reciprocal),
    "Erf": _of_one(torch.erf),
    "Sign": _of_one(torch.sign),
    "Floor": _of_one(torch.floor),
    "Ceil": _of_one(torch.ceil),
    "Round": _of_one(torch.round),
    "Sin": _of_one(torch.sin),
    "Cos": _of_one(torch.cos),
    "Equal": _of_two(torch.eq),
    "Greater": _of_two(torch.gt),
    "GreaterOrEqual": _of_two(torch.ge),
    "Less": _of_two(torch.lt),
    "LessOrEqual": _of_two(torch.le),
    "Not": _of_one(torch.logical_not),
    "And": _of_two(torch.logical_and),
    "Or": _of_two(torch.logical_or),
    "Xor": _of_two(torch.logical_xor),
}
