"""Nodes that are refused for what they do, each with what to do about it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.parsing import DOMAINS
from yasenn_report.inputs.model_files.onnx.wording import EXPORT_AGAIN
from yasenn_report.inputs.model_files.wording import HOW_TO_SAVE, shown

if TYPE_CHECKING:
    from onnx import NodeProto

_BRANCHING = (
    "chooses or repeats parts of the graph while it runs, which is not followed here. Ask for a network without "
    "branches and loops."
)
_RANDOM = f"draws numbers at random, where an audit needs the same answer every time. {EXPORT_AGAIN}"
_QUANTISED = "computes with quantised numbers, which is not done here. Ask for the model before it was quantised."
_RECURRENT = f"is a recurrent layer, which is not read from ONNX files. {HOW_TO_SAVE}"
_REASONS: Final[dict[str, str]] = {
    **dict.fromkeys(["If", "Loop", "Scan", "SequenceMap"], _BRANCHING),
    **dict.fromkeys(["RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike"], _RANDOM),
    **dict.fromkeys(["Multinomial", "Bernoulli"], _RANDOM),
    **dict.fromkeys(["QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear"], _QUANTISED),
    **dict.fromkeys(["QLinearConv", "QLinearMatMul", "ConvInteger", "MatMulInteger"], _QUANTISED),
    **dict.fromkeys(["LSTM", "GRU", "RNN"], _RECURRENT),
}
_TRAINED_MODE = f"the model was exported in training mode. {EXPORT_AGAIN}"
_MODE_AS_INPUT = 12
_MODE_AS_ATTRIBUTE = 14


def refuse_operator(node: "NodeProto", where: str) -> None:
    """Refuse an operator that is not one of ONNX's own, or one that is known to be no part of an audit.

    Raises:
        ModelFileError: it is such an operator.
    """
    if node.domain not in DOMAINS:
        raise ModelFileError(
            f"{where} belongs to {shown(node.domain)}; only operators of ONNX itself (ai.onnx) are run here, so that "
            f"it was not run. {HOW_TO_SAVE}"
        )
    if node.op_type in _REASONS:
        raise ModelFileError(f"{where} {_REASONS[node.op_type]}")


def not_run(where: str) -> ModelFileError:
    """What is said of an operator that has no function here."""
    return ModelFileError(f"{where} is not among the operators that are run here; it was not run. {HOW_TO_SAVE}")


def refuse_training(
    node: "NodeProto", opset: int, attributes: Mapping[str, object], given: Mapping[str, torch.Tensor], where: str
) -> None:
    """Refuse a node that computes something only training needs.

    Args:
        node: of the graph.
        opset: the version of ONNX's operators.
        attributes: the node's, defaults included.
        given: tensors that stand in the file, by their names.
        where: the node, for messages.

    Raises:
        ModelFileError: it drops numbers at random or takes its statistics from the batch.
    """
    if node.op_type == "Dropout" and opset >= _MODE_AS_INPUT and len(node.input) > 2 and node.input[2]:
        mode = given.get(node.input[2])
        if mode is None or mode.numel() != 1 or bool(mode):
            raise ModelFileError(f"{where} drops numbers at random: {_TRAINED_MODE}")
    if node.op_type == "BatchNormalization":
        older = opset < _MODE_AS_ATTRIBUTE and any(node.output[1:])
        if older or attributes.get("training_mode", 0):
            raise ModelFileError(f"{where} takes its statistics from each batch: {_TRAINED_MODE}")
