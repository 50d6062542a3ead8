"""Operators that centre and scale: with stored statistics, or with those of each row."""

from typing import Final

import torch
from torch.nn import functional

from yasenn_report.inputs.model_files.onnx.calls import Call, Operator, axis_of


def _batch_norm(call: Call) -> torch.Tensor:
    values, scale, bias, mean, variance = (call.tensor(place) for place in range(5))
    if not 2 <= values.ndim <= 5:
        raise ValueError(f"a value with 2 to 5 dimensions was expected, not with {values.ndim}")
    return functional.batch_norm(
        values, mean, variance, weight=scale, bias=bias, training=False, eps=call.real("epsilon")
    )


def _layer_norm(call: Call) -> torch.Tensor:
    values, scale, bias = call.tensor(0), call.tensor(1), call.optional(2)
    shape = list(values.shape[axis_of(call.integer("axis"), values.ndim) :])
    plain = list(scale.shape) == shape and (bias is None or list(bias.shape) == shape)
    if plain:
        return functional.layer_norm(values, shape, scale, bias, call.real("epsilon"))
    made = functional.layer_norm(values, shape, eps=call.real("epsilon")) * scale
    return made if bias is None else made + bias


def _instance_norm(call: Call) -> torch.Tensor:
    return functional.instance_norm(
        call.tensor(0), weight=call.tensor(1), bias=call.tensor(2), eps=call.real("epsilon")
    )


def _group_norm(call: Call) -> torch.Tensor:
    """Before version 21 there is one scale per group."""
    values, scale, bias, groups = call.tensor(0), call.tensor(1), call.tensor(2), call.integer("num_groups")
    if values.ndim < 2 or groups < 1 or values.shape[1] % groups:
        raise ValueError(f"{groups} groups of channels do not fit a value of shape {tuple(values.shape)}")
    if call.opset < 21:
        each = values.shape[1] // groups
        scale, bias = scale.repeat_interleave(each), bias.repeat_interleave(each)
    return functional.group_norm(values, groups, scale, bias, call.real("epsilon"))


OPERATORS: Final[dict[str, Operator]] = {
    "BatchNormalization": _batch_norm,
    "LayerNormalization": _layer_norm,
    "InstanceNormalization": _instance_norm,
    "GroupNormalization": _group_norm,
}
