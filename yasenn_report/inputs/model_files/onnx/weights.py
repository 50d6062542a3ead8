"""Which of the tensors in an ONNX file are weights, and how many trained numbers they have."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.steps import Step
from yasenn_report.inputs.model_files.onnx.tensors import tensor_of
from yasenn_report.inputs.model_files.onnx.wording import FORGED
from yasenn_report.inputs.model_files.wording import shown

if TYPE_CHECKING:
    from onnx import TensorProto

_STATISTICS: Final[Mapping[str, tuple[int, ...]]] = {"BatchNormalization": (3, 4)}
"""By operator: the inputs that are counted in training, but not trained."""
_NORMS: Final = ("BatchNormalization", "LayerNormalization", "InstanceNormalization", "GroupNormalization")
_TRAINED_ALONE: Final = frozenset(["Gemm", "MatMul", "Einsum", "Conv", "ConvTranspose", "Add", "PRelu", *_NORMS])
"""Operators in which a line of one number may be trained, a bias; elsewhere it is a factor or a bound."""


def read_initialisers(protos: Iterable["TensorProto"]) -> dict[str, torch.Tensor]:
    """The tensors that stand in the file, by their names.

    Raises:
        ModelFileError: a name is there twice, or absent, or a tensor does not fit the bytes that are there.
    """
    found: dict[str, torch.Tensor] = {}
    for number, proto in enumerate(protos):
        where = f"its tensor {shown(proto.name or str(number))}"
        if not proto.name or proto.name in found:
            raise ModelFileError(f"{where} has {'a name of another' if proto.name else 'no name'}. {FORGED}")
        found[proto.name] = tensor_of(proto, where)
    return found


def weights_of(given: Mapping[str, torch.Tensor], constants: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Floating numbers: all initialisers, and constants in the graph, where some exporters keep weights.

    A constant of one number, a factor or a bound, is part of the program.
    """
    held = {**given, **{name: tensor for name, tensor in constants.items() if tensor.numel() > 1}}
    return {name: tensor for name, tensor in held.items() if tensor.is_floating_point()}


def trained_numbers(weights: Mapping[str, torch.Tensor], steps: Iterable[Step]) -> int:
    """How many numbers the weights have that some step reads; statistics of batches, factors and bounds aside."""
    read = {
        name
        for step in steps
        for place, name in enumerate(step.inputs)
        if name in weights and _is_trained(weights[name], step.operator, place)
    }
    return sum(weights[name].numel() for name in read)


def _is_trained(tensor: torch.Tensor, operator: str, place: int) -> bool:
    alone = tensor.ndim >= 2 or (tensor.ndim == 1 and operator in _TRAINED_ALONE)
    return place not in _STATISTICS.get(operator, ()) and (tensor.numel() > 1 or alone)
