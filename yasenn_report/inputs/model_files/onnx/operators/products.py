"""Operators that multiply by weights: these are what the layers of a network are found by."""

from typing import Final

import torch
from torch.nn import functional

from yasenn_report.inputs.model_files.onnx.calls import Call, Operator
from yasenn_report.inputs.model_files.onnx.windows import (
    Window,
    check_convolved,
    check_spread,
    cropped,
    padded,
    read_window,
)

_LONGEST_EQUATION = 200


def _gemm(call: Call) -> torch.Tensor:
    """The weight is read through a view at most, so that its name in the file can be followed."""
    rows = call.tensor(0).t() if call.integer("transA") else call.tensor(0)
    weight = call.tensor(1) if call.integer("transB") else call.tensor(1).t()
    if rows.ndim != 2 or weight.ndim != 2:
        raise ValueError(f"matrices were expected, not values with {rows.ndim} and {weight.ndim} dimensions")
    bias, alpha, beta = call.optional(2), call.real("alpha"), call.real("beta")
    if alpha == 1 and (bias is None or (beta == 1 and bias.shape == weight.shape[:1])):
        return functional.linear(rows, weight, bias)
    product = functional.linear(rows, weight)
    product = product if alpha == 1 else product * alpha
    return product if bias is None else product + (bias if beta == 1 else bias * beta)


def _matmul(call: Call) -> torch.Tensor:
    return torch.matmul(call.tensor(0), call.tensor(1))


def _einsum(call: Call) -> torch.Tensor:
    equation = call.text("equation")
    if len(equation) > _LONGEST_EQUATION:
        raise ValueError(f"its equation has {len(equation)} letters; at most {_LONGEST_EQUATION} are read")
    return torch.einsum(equation, *call.tensors())


def _conv(call: Call) -> torch.Tensor:
    values, weight, bias = call.tensor(0), call.tensor(1), call.optional(2)
    window = _window(call, values, weight)
    check_convolved(values, window, len(weight))
    if not window.symmetric:
        values, window = padded(values, window, 0.0)
    convolve = (functional.conv1d, functional.conv2d, functional.conv3d)[values.ndim - 3]
    return convolve(values, weight, bias, window.strides, window.begins, window.dilations, call.integer("group"))


def _conv_transpose(call: Call) -> torch.Tensor:
    values, weight, bias = call.tensor(0), call.tensor(1), call.optional(2)
    window = _window(call, values, weight)
    check_spread(values, window, weight.shape[1] * max(0, call.integer("group")))
    outside = call.integers("output_padding") or [0] * len(window.kernel)
    convolve = (functional.conv_transpose1d, functional.conv_transpose2d, functional.conv_transpose3d)[values.ndim - 3]
    padding = window.begins if window.symmetric else [0] * len(window.kernel)
    made: torch.Tensor = convolve(
        values, weight, bias, window.strides, padding, outside, call.integer("group"), window.dilations
    )
    return made if window.symmetric else cropped(made, window)


def _window(call: Call, values: torch.Tensor, weight: torch.Tensor) -> Window:
    if not 3 <= values.ndim <= 5 or weight.ndim != values.ndim:
        raise ValueError(f"maps were expected, not values of {values.ndim} and weights of {weight.ndim} dimensions")
    kernel = list(weight.shape[2:])
    if call.integers("kernel_shape") not in (None, kernel):
        raise ValueError(f"its kernel_shape is {call.integers('kernel_shape')}, but its weights have {kernel}")
    return read_window(call, kernel, list(values.shape[2:]))


OPERATORS: Final[dict[str, Operator]] = {
    "Gemm": _gemm,
    "MatMul": _matmul,
    "Einsum": _einsum,
    "Conv": _conv,
    "ConvTranspose": _conv_transpose,
}
