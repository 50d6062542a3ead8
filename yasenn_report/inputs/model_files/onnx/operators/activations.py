"""Operators that bend each number, and those that make shares of them."""

import math
from collections.abc import Callable
from typing import Final

import torch
from torch.nn import functional

from yasenn_report.inputs.model_files.onnx.calls import Call, Operator, axis_of

_SELU = (1.67326319, 1.05070102)
_CLOSE = 1e-6


def _leaky_relu(call: Call) -> torch.Tensor:
    return functional.leaky_relu(call.tensor(0), call.real("alpha"))


def _prelu(call: Call) -> torch.Tensor:
    """PyTorch's own where there is one slope per channel, so that it goes by its name; numbers are the same."""
    values, slope = call.tensor(0), call.tensor(1)
    by_channel = (1, *values.shape[1:2], *(1 for _ in values.shape[2:]))
    if slope.numel() == 1:
        return functional.prelu(values, slope.reshape(1))
    if (1,) * (values.ndim - slope.ndim) + tuple(slope.shape) == by_channel:
        return functional.prelu(values, slope.reshape(-1))
    return torch.where(values < 0, values * slope, values)


def _elu(call: Call) -> torch.Tensor:
    return functional.elu(call.tensor(0), call.real("alpha"))


def _selu(call: Call) -> torch.Tensor:
    alpha, gamma = call.real("alpha"), call.real("gamma")
    if math.dist((alpha, gamma), _SELU) < _CLOSE:
        return functional.selu(call.tensor(0))
    return gamma * functional.elu(call.tensor(0), alpha)


def _celu(call: Call) -> torch.Tensor:
    return functional.celu(call.tensor(0), call.real("alpha"))


def _hard_sigmoid(call: Call) -> torch.Tensor:
    alpha, beta = call.real("alpha"), call.real("beta")
    if math.dist((alpha, beta), (1 / 6, 0.5)) < _CLOSE:
        return functional.hardsigmoid(call.tensor(0))
    return (call.tensor(0) * alpha + beta).clamp(0, 1)


def _gelu(call: Call) -> torch.Tensor:
    return functional.gelu(call.tensor(0), approximate=call.text("approximate") or "none")


def _thresholded_relu(call: Call) -> torch.Tensor:
    return functional.threshold(call.tensor(0), call.real("alpha"), 0.0)


def _shares(function: Callable[..., torch.Tensor]) -> Operator:
    """Softmax and its logarithm; before version 13 over all dimensions from the axis on, laid out in one line."""

    def run(call: Call) -> torch.Tensor:
        values = call.tensor(0)
        axis = axis_of(call.integer("axis"), values.ndim)
        if call.opset >= 13 or axis == values.ndim - 1:
            return function(values, dim=axis)
        line = values.reshape(math.prod(values.shape[:axis]), math.prod(values.shape[axis:]))
        return function(line, dim=1).reshape(values.shape)

    return run


def _clip(call: Call) -> torch.Tensor:
    lowest, highest = (_bound(call, place, name) for place, name in ((1, "min"), (2, "max")))
    if lowest is None and highest is None:
        return call.tensor(0)
    return call.tensor(0).clamp(lowest, highest)


def _bound(call: Call, place: int, name: str) -> float | None:
    if call.opset < 11:
        return call.real(name)
    given = call.optional(place)
    return None if given is None else given.item()


def _of_one(function: Callable[[torch.Tensor], torch.Tensor]) -> Operator:
    return lambda call: function(call.tensor(0))


OPERATORS: Final[dict[str, Operator]] = {
    "Relu": _of_one(functional.relu),
    "LeakyRelu": _leaky_relu,
    "PRelu": _prelu,
    "ThresholdedRelu": _thresholded_relu,
    "Elu": _elu,
    "Selu": _selu,
    "Celu": _celu,
    "Gelu": _gelu,
    "Mish": _of_one(functional.mish),
    "Sigmoid": _of_one(torch.sigmoid),
    "HardSigmoid": _hard_sigmoid,
    "HardSwish": _of_one(functional.hardswish),
    "Tanh": _of_one(torch.tanh),
    "Softplus": _of_one(functional.softplus),
    "Softsign": _of_one(functional.softsign),
    "Softmax": _shares(functional.softmax),
    "LogSoftmax": _shares(functional.log_softmax),
    "Clip": _clip,
}
