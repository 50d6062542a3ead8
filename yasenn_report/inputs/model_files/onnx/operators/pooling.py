"""Operators that sum maps up by places: poolings."""

from typing import Final

import torch
from torch.nn import functional

from yasenn_report.inputs.model_files.onnx.calls import Call, Operator
from yasenn_report.inputs.model_files.onnx.windows import Window, padded, read_window

_MAX = (functional.max_pool1d, functional.max_pool2d, functional.max_pool3d)
_AVERAGE = (functional.avg_pool1d, functional.avg_pool2d, functional.avg_pool3d)
_GLOBAL_AVERAGE = (*(functional.adaptive_avg_pool1d, functional.adaptive_avg_pool2d, functional.adaptive_avg_pool3d),)
_GLOBAL_MAX = (functional.adaptive_max_pool1d, functional.adaptive_max_pool2d, functional.adaptive_max_pool3d)


def _max_pool(call: Call) -> torch.Tensor:
    values, window = _maps(call), _window(call)
    if not _fits(window):
        values, window = padded(values, window, -torch.inf)
    pool = _MAX[values.ndim - 3]
    ceil_mode = _ceil_mode(call)
    made: torch.Tensor = pool(values, window.kernel, window.strides, window.begins, window.dilations, ceil_mode)
    return made


def _average_pool(call: Call) -> torch.Tensor:
    values, window = _maps(call), _window(call)
    if set(window.dilations) != {1}:
        raise ValueError("its dilations are not 1, which is not computed here")
    counting = bool(call.integer("count_include_pad"))
    if _fits(window):
        return _averaged(call, values, window, counting=counting)
    ones = torch.ones_like(values[:1, :1])
    values, without = padded(values, window, 0.0)
    made = _averaged(call, values, without, counting=True)
    if counting:
        return made
    return made / _averaged(call, padded(ones, window, 0.0)[0], without, counting=True)


def _averaged(call: Call, values: torch.Tensor, window: Window, *, counting: bool) -> torch.Tensor:
    pool = _AVERAGE[values.ndim - 3]
    made: torch.Tensor = pool(values, window.kernel, window.strides, window.begins, _ceil_mode(call), counting)
    return made


def _global_average(call: Call) -> torch.Tensor:
    values = _maps(call)
    made: torch.Tensor = _GLOBAL_AVERAGE[values.ndim - 3](values, 1)
    return made


def _global_max(call: Call) -> torch.Tensor:
    values = _maps(call)
    made: torch.Tensor = _GLOBAL_MAX[values.ndim - 3](values, 1)
    return made


def _maps(call: Call) -> torch.Tensor:
    values = call.tensor(0)
    if not 3 <= values.ndim <= 5:
        raise ValueError(f"maps were expected, not a value with {values.ndim} dimensions")
    return values


def _window(call: Call) -> Window:
    return read_window(call, call.integers("kernel_shape") or [], list(call.tensor(0).shape[2:]))


def _ceil_mode(call: Call) -> bool:
    return bool(call.attributes.get("ceil_mode", 0))


def _fits(window: Window) -> bool:
    """Whether PyTorch's own poolings add such places: as many on both sides, at most half of the window."""
    halves = zip(window.begins, window.kernel, strict=True)
    return window.symmetric and all(2 * begin <= kernel for begin, kernel in halves)


OPERATORS: Final[dict[str, Operator]] = {
    "MaxPool": _max_pool,
    "AveragePool": _average_pool,
    "GlobalAveragePool": _global_average,
    "GlobalMaxPool": _global_max,
}
