"""Operators that pick numbers out, put some in, and make new tensors."""

import math
from collections.abc import Sequence
from typing import Final

import torch
from torch.nn import functional

from yasenn_report.inputs.model_files.onnx.calls import Call, Operator, axis_of, bounded, broadcast
from yasenn_report.inputs.model_files.onnx.tensors import DTYPES

_PAD_MODES: Final = {"constant": "constant", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}


def _gather(call: Call) -> torch.Tensor:
    values, places = call.tensor(0), call.tensor(1)
    axis = axis_of(call.integer("axis"), values.ndim)
    if places.ndim == 0:
        return values.select(axis, int(places))
    return _picked(values, axis, places)


def look_up(call: Call) -> torch.Tensor:
    """Gather out of weights: what networks call an embedding, by the operator that it is found by.

    Those that PyTorch writes count no places from the end, but ONNX allows it.
    """
    table, places = call.tensor(0), call.tensor(1)
    if call.integer("axis") != 0 or table.ndim != 2 or places.ndim == 0 or not table.is_floating_point():
        return _gather(call)
    try:
        return functional.embedding(places, table)
    except IndexError:
        return functional.embedding(torch.where(places < 0, places + len(table), places), table)


def _picked(values: torch.Tensor, axis: int, places: torch.Tensor) -> torch.Tensor:
    size = values.shape[axis]
    line = places.reshape(-1)
    chosen = values.index_select(axis, torch.where(line < 0, line + size, line))
    return chosen.reshape(*values.shape[:axis], *places.shape, *values.shape[axis + 1 :])


def _gather_elements(call: Call) -> torch.Tensor:
    values, places = call.tensor(0), call.tensor(1)
    axis = axis_of(call.integer("axis"), values.ndim)
    return values.gather(axis, torch.where(places < 0, places + values.shape[axis], places))


def _scatter_nd(call: Call) -> torch.Tensor:
    values, places, updates = call.tensor(0), call.tensor(1), call.tensor(2)
    if call.text("reduction") not in ("", "none"):
        raise ValueError("it adds to what it overwrites, which is not computed here")
    if not 1 <= (places.shape[-1] if places.ndim else 0) <= values.ndim:
        raise ValueError(f"its places of shape {tuple(places.shape)} are none in a value with {values.ndim} dimensions")
    return values.index_put(places.unbind(-1), updates)


def _slice(call: Call) -> torch.Tensor:
    values = call.tensor(0)
    if call.opset < 10:
        starts, ends, axes = (call.integers(name) for name in ("starts", "ends", "axes"))
        steps = None
    else:
        starts, ends, axes, steps = (call.listed(place) for place in (1, 2, 3, 4))
    starts, ends = starts or [], ends or []
    axes = list(range(len(starts))) if axes is None else axes
    steps = [1] * len(starts) if steps is None else steps
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        values = _cut(values, axis_of(axis, values.ndim), slice(start, end, step))
    return values


def _cut(values: torch.Tensor, axis: int, part: slice) -> torch.Tensor:
    start, end, step = part.indices(values.shape[axis])
    if step > 0:
        return values[(slice(None),) * axis + (slice(start, max(start, end), step),)]
    return values.index_select(
        axis, torch.arange(start, end, step) if end < start else torch.empty(0, dtype=torch.int64)
    )


def _where(call: Call) -> torch.Tensor:
    condition, one, other = (call.tensor(place) for place in range(3))
    bounded(broadcast(condition, one, other))
    return torch.where(condition, one, other)


def _pad(call: Call) -> torch.Tensor:
    values, mode = call.tensor(0), call.text("mode") or "constant"
    pads = call.integers("pads") if call.opset < 11 else call.listed(1)
    pads = _for_all_axes(pads or [], call.listed(3) if call.opset >= 18 else None, values.ndim)
    count = values.ndim
    bounded([size + pads[axis] + pads[axis + count] for axis, size in enumerate(values.shape)])
    pairs = [(pads[axis], pads[axis + count]) for axis in range(count)][::-1]
    while pairs and mode != "constant" and pairs[-1] == (0, 0):
        pairs.pop()  # PyTorch mirrors the last dimensions only
    if mode not in _PAD_MODES:
        raise ValueError("its mode is none that ONNX knows")
    flat = [number for pair in pairs for number in pair]
    return functional.pad(values, flat, _PAD_MODES[mode], _padding(call) if mode == "constant" else None)


def _for_all_axes(pads: Sequence[int], axes: Sequence[int] | None, count: int) -> list[int]:
    named = range(count) if axes is None else [axis_of(axis, count) for axis in axes]
    if len(pads) != 2 * len(named):
        raise ValueError(f"it states {len(pads)} pads for {len(named)} axes")
    full = [0] * (2 * count)
    for place, axis in enumerate(named):
        full[axis], full[axis + count] = pads[place], pads[place + len(named)]
    return full


def _padding(call: Call) -> float:
    if call.opset < 11:
        return call.real("value")
    given = call.optional(2)
    return 0.0 if given is None else given.item()


def _cast(call: Call) -> torch.Tensor:
    return call.tensor(0).to(DTYPES[call.integer("to")])


def _constant_of_shape(call: Call) -> torch.Tensor:
    value = call.attributes.get("value")
    filling = value if isinstance(value, torch.Tensor) else torch.zeros(1)
    if filling.numel() != 1:
        raise ValueError(f"its value has {filling.numel()} numbers; one was expected")
    return torch.full(bounded(call.listed(0) or []), filling.item(), dtype=filling.dtype)


def _range(call: Call) -> torch.Tensor:
    start, limit, step = (call.tensor(place) for place in range(3))
    first, last, by = start.item(), limit.item(), step.item()
    if by == 0 or not all(math.isfinite(number) for number in (first, last, by)):
        raise ValueError(f"it counts from {first} to {last} by {by}")
    bounded([max(0, math.ceil((last - first) / by))])
    return torch.arange(first, last, by, dtype=start.dtype) if (last - first) / by > 0 else start.new_empty(0)


OPERATORS: Final[dict[str, Operator]] = {
    "Gather": _gather,
    "GatherElements": _gather_elements,
    "ScatterND": _scatter_nd,
    "Slice": _slice,
    "Where": _where,
    "Pad": _pad,
    "Cast": _cast,
    "ConstantOfShape": _constant_of_shape,
    "Range": _range,
}
