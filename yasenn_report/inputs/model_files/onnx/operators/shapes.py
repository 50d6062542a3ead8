"""Operators that lay the same numbers out in another shape, and those that compute with shapes."""

import math
from typing import Final

import torch

from yasenn_report.inputs.model_files.onnx.calls import Call, Made, Operator, axis_of, bounded, broadcast

_AXES_AS_INPUT = 13
_MOST_PARTS = 4096


def _identity(call: Call) -> torch.Tensor:
    """The very tensor, so that a weight under a second name stays the weight that it is."""
    return call.tensor(0)


def _flatten(call: Call) -> torch.Tensor:
    values = call.tensor(0)
    axis = call.integer("axis")
    axis = axis if axis == values.ndim else axis_of(axis, values.ndim)
    if axis == 1:
        return values.flatten(1) if values.ndim > 1 else values.reshape(len(values), 1)
    return values.reshape(math.prod(values.shape[:axis]), math.prod(values.shape[axis:]))


def _reshape(call: Call) -> torch.Tensor:
    values, sizes = call.tensor(0), call.listed(1)
    if sizes is None:
        raise ValueError("its input 2 is absent")
    if not call.attributes.get("allowzero", 0):
        copied = [place for place, size in enumerate(sizes) if size == 0]
        if copied and copied[-1] >= values.ndim:
            raise ValueError(f"it keeps size {copied[-1]} of a value with {values.ndim} dimensions")
        sizes = [values.shape[place] if size == 0 else size for place, size in enumerate(sizes)]
    return values.reshape(sizes)


def _squeeze(call: Call) -> torch.Tensor:
    values = call.tensor(0)
    axes = call.axes(1, input_since=_AXES_AS_INPUT)
    if axes is None:
        return values.squeeze()
    places = [axis_of(axis, values.ndim) for axis in axes]
    if any(values.shape[place] != 1 for place in places):
        raise ValueError(f"it drops axes {axes[:8]} of a value of shape {tuple(values.shape)}")
    return values.squeeze(places)


def _unsqueeze(call: Call) -> torch.Tensor:
    values = call.tensor(0)
    axes = call.axes(1, input_since=_AXES_AS_INPUT) or []
    places = sorted(axis_of(axis, values.ndim + len(axes)) for axis in axes)
    for place in places:
        values = values.unsqueeze(place)
    return values


def _transpose(call: Call) -> torch.Tensor:
    values = call.tensor(0)
    order = call.integers("perm")
    return values.permute(list(range(values.ndim))[::-1] if order is None else order)


def _split(call: Call) -> Made:
    values = call.tensor(0)
    axis = axis_of(call.integer("axis"), values.ndim)
    sizes = call.listed(1) if call.opset >= 13 else call.integers("split")
    if sizes is None:
        parts = int(str(call.attributes.get("num_outputs", call.results)))
        if not 1 <= parts <= _MOST_PARTS:
            raise ValueError(f"it splits a value into {parts} parts")
        return torch.split(values, max(1, -(-values.shape[axis] // parts)), axis)
    return torch.split(values, sizes, axis)


def _expand(call: Call) -> torch.Tensor:
    values, sizes = call.tensor(0), call.listed(1) or []
    return values.expand(bounded(broadcast(values, torch.empty(()).expand(bounded(sizes)))))


def _tile(call: Call) -> torch.Tensor:
    values, repeats = call.tensor(0), call.listed(1) or []
    if len(repeats) != values.ndim:
        raise ValueError(f"it repeats {len(repeats)} dimensions of a value with {values.ndim}")
    bounded([size * times for size, times in zip(values.shape, bounded(repeats), strict=True)])
    return values.repeat(repeats)


def _concat(call: Call) -> torch.Tensor:
    bounded([sum(value.numel() for value in call.tensors())])
    return torch.cat(call.tensors(), call.integer("axis"))


def _shape(call: Call) -> torch.Tensor:
    sizes = list(call.tensor(0).shape)
    start = call.integer("start") if "start" in call.attributes else None
    end = call.integer("end") if "end" in call.attributes else None
    return torch.tensor(sizes[start:end], dtype=torch.int64)


def _size(call: Call) -> torch.Tensor:
    return torch.tensor(call.tensor(0).numel(), dtype=torch.int64)


def _resize(call: Call) -> torch.Tensor:
    """Only where it changes nothing."""
    values, scales = call.tensor(0), call.optional(2)
    sizes = call.listed(3)
    if sizes is not None and sizes == list(values.shape):
        return values
    if sizes is None and scales is not None and scales.tolist() == [1.0] * values.ndim:
        return values
    raise ValueError("it makes maps larger or smaller between their places, which is not computed here")


OPERATORS: Final[dict[str, Operator]] = {
    "Identity": _identity,
    "Dropout": _identity,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Transpose": _transpose,
    "Split": _split,
    "Expand": _expand,
    "Tile": _tile,
    "Concat": _concat,
    "Shape": _shape,
    "Size": _size,
    "Resize": _resize,
}
