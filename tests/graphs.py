"""Small ONNX models made by hand, honest and forged."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Sizes = Sequence[int | str | None]


def model(
    nodes: Sequence[onnx.NodeProto],
    tensors: Mapping[str, np.ndarray] | None = None,
    *,
    rows: Sizes | None = ("n", 3),
    opset: int = 20,
    outputs: Sequence[str] = ("y",),
    elem_type: int = TensorProto.FLOAT,
) -> onnx.ModelProto:
    """A model whose one input is ``x``."""
    graph = helper.make_graph(
        nodes,
        "made by hand",
        [helper.make_tensor_value_info("x", elem_type, rows)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [numpy_helper.from_array(array, name) for name, array in (tensors or {}).items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)


def node(operator: str, inputs: str, outputs: str = "y", **attributes: Any) -> onnx.NodeProto:
    """A node; inputs and outputs by their names with spaces between, ``-`` for one that is left out."""
    given = ["" if name == "-" else name for name in inputs.split()]
    return helper.make_node(operator, given, outputs.split(), name=attributes.pop("called", ""), **attributes)


def mlp(opset: int = 20) -> onnx.ModelProto:
    """Three inputs, a hidden layer of four, two outputs."""
    drawn = np.random.default_rng(5)
    weights = {name: drawn.normal(size=size).astype(np.float32) for name, size in _SIZES.items()}
    return model(
        [
            node("Gemm", "x 0.weight 0.bias", "h", transB=1),
            node("Relu", "h", "a"),
            node("Gemm", "a 2.weight 2.bias", "y", transB=1),
        ],
        weights,
        opset=opset,
    )


_SIZES = {"0.weight": (4, 3), "0.bias": (4,), "2.weight": (2, 4), "2.bias": (2,)}


def constant(name: str, array: np.ndarray) -> onnx.NodeProto:
    return helper.make_node("Constant", [], [name], value=numpy_helper.from_array(array))
