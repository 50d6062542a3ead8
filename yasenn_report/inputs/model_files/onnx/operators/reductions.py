"""Operators that sum up along axes."""

from collections.abc import Callable
from typing import Final

import torch

from yasenn_report.inputs.model_files.onnx.calls import Call, Operator, axis_of

_AXES_AS_INPUT = 18
_SUM_AXES_AS_INPUT = 13
_Along = Callable[[torch.Tensor, list[int], bool], torch.Tensor]


def _along(function: _Along, input_since: int = _AXES_AS_INPUT) -> Operator:
    def run(call: Call) -> torch.Tensor:
        values = call.tensor(0)
        axes = call.axes(1, input_since=input_since) or []
        if not axes and call.attributes.get("noop_with_empty_axes", 0):
            return values
        places = [axis_of(axis, values.ndim) for axis in axes] or list(range(values.ndim))
        return function(values, places, bool(call.integer("keepdims")))

    return run


def _sum(values: torch.Tensor, axes: list[int], keep: bool) -> torch.Tensor:
    return values.sum(axes, keepdim=keep, dtype=values.dtype) if axes else values


def _mean(values: torch.Tensor, axes: list[int], keep: bool) -> torch.Tensor:
    return values.mean(axes, keepdim=keep) if axes else values


def _prod(values: torch.Tensor, axes: list[int], keep: bool) -> torch.Tensor:
    for axis in sorted(axes, reverse=True):
        values = values.prod(axis, keepdim=keep, dtype=values.dtype)
    return values


def _l1(values: torch.Tensor, axes: list[int], keep: bool) -> torch.Tensor:
    return _sum(values.abs(), axes, keep)


def _l2(values: torch.Tensor, axes: list[int], keep: bool) -> torch.Tensor:
    return _sum(values * values, axes, keep).sqrt()


def _sum_square(values: torch.Tensor, axes: list[int], keep: bool) -> torch.Tensor:
    return _sum(values * values, axes, keep)


def _log_sum_exp(values: torch.Tensor, axes: list[int], keep: bool) -> torch.Tensor:
    return values.logsumexp(axes, keepdim=keep)


def _extreme(function: Callable[..., torch.Tensor]) -> Operator:
    """ArgMax and ArgMin: the first of equal numbers, or the last."""

    def run(call: Call) -> torch.Tensor:
        values, keep = call.tensor(0), bool(call.integer("keepdims"))
        axis = axis_of(call.integer("axis"), values.ndim)
        if not call.attributes.get("select_last_index", 0):
            return function(values, dim=axis, keepdim=keep)
        return values.shape[axis] - 1 - function(values.flip(axis), dim=axis, keepdim=keep)

    return run


OPERATORS: Final[dict[str, Operator]] = {
    "ReduceSum": _along(_sum, _SUM_AXES_AS_INPUT),
    "ReduceMean": _along(_mean),
    "ReduceMax": _along(lambda values, axes, keep: values.amax(axes, keepdim=keep)),
    "ReduceMin": _along(lambda values, axes, keep: values.amin(axes, keepdim=keep)),
    "ReduceProd": _along(_prod),
    "ReduceL1": _along(_l1),
    "ReduceL2": _along(_l2),
    "ReduceSumSquare": _along(_sum_square),
    "ReduceLogSumExp": _along(_log_sum_exp),
    "ArgMax": _extreme(torch.argmax),
    "ArgMin": _extreme(torch.argmin),
}
