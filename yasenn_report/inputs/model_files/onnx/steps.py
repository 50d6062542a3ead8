"""The nodes of a graph into steps: every operator known, every value computed before it is read, and only once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.attributes import read_attributes, schema_of
from yasenn_report.inputs.model_files.onnx.calls import Operator
from yasenn_report.inputs.model_files.onnx.operators import CONSTANT, LOOK_UP, OPERATORS
from yasenn_report.inputs.model_files.onnx.refusals import not_run, refuse_operator, refuse_training
from yasenn_report.inputs.model_files.onnx.wording import FORGED
from yasenn_report.inputs.model_files.wording import shown

if TYPE_CHECKING:
    from onnx import NodeProto

_MOST_NODES: Final = 100_000
_SEVERAL_RESULTS = "Split"
_SHAPES_ONLY = ("Shape", "Size")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """One call of an operator."""

    where: str
    """The node in messages: ``node /0/Gemm (Gemm)``."""
    operator: str
    run: Operator
    attributes: Mapping[str, object]
    inputs: tuple[str, ...]
    """Names of values; empty for an input that is left out."""
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """All nodes."""

    steps: tuple[Step, ...]
    constants: Mapping[str, torch.Tensor]
    """What the nodes named Constant hold, by the names of their results."""


def read_steps(nodes: Iterable["NodeProto"], opset: int, given: Mapping[str, torch.Tensor], rows: str) -> Steps:
    """Read the nodes in their order.

    Args:
        nodes: of the graph.
        opset: the version of ONNX's operators.
        given: tensors that stand in the file, by their names.
        rows: the name of the input.

    Raises:
        ModelFileError: a node is not run here, or reads what no node before it computes.
    """
    constants: dict[str, torch.Tensor] = {}
    computed, depending = {*given, rows}, {rows}
    steps = []
    for number, node in enumerate(nodes):
        if number == _MOST_NODES:
            raise ModelFileError(f"has more than {_MOST_NODES} nodes, which no network needs.")
        where = f"node {shown(node.name or str(number))} ({shown(node.op_type)})"
        step = _step(node, opset, {**constants, **given} if node.op_type == "Dropout" else {}, where)
        _check_order(step, computed)
        if step.operator == "Gather" and step.inputs[0] not in depending:
            step = replace(step, run=LOOK_UP)
        if not depending.isdisjoint(step.inputs) and step.operator not in _SHAPES_ONLY:
            depending.update(filter(None, step.outputs))
        computed.update(filter(None, step.outputs))
        if node.op_type == CONSTANT:
            constants[step.outputs[0]] = _constant(step)
        else:
            steps.append(step)
    return Steps(steps=tuple(steps), constants=constants)


def _step(node: "NodeProto", opset: int, given: Mapping[str, torch.Tensor], where: str) -> Step:
    refuse_operator(node, where)
    if node.op_type not in OPERATORS and node.op_type != CONSTANT:
        raise not_run(where)
    attributes = read_attributes(node, schema_of(node, opset, where), where)
    refuse_training(node, opset, attributes, given, where)
    if node.op_type != _SEVERAL_RESULTS and any(node.output[1:]):
        raise ModelFileError(f"{where} is asked for more than its first result, which alone is computed here.")
    return Step(
        where=where,
        operator=node.op_type,
        run=OPERATORS.get(node.op_type, lambda call: call.tensor(0)),
        attributes=attributes,
        inputs=tuple(node.input),
        outputs=tuple(node.output) if node.op_type == _SEVERAL_RESULTS else tuple(node.output[:1]),
    )


def _check_order(step: Step, computed: set[str]) -> None:
    unknown = next((name for name in step.inputs if name and name not in computed), None)
    if unknown is not None:
        raise ModelFileError(f"{step.where} reads {shown(unknown)}, which no node before it computes. {FORGED}")
    names = [name for name in step.outputs if name]
    twice = next((name for name in names if name in computed or names.count(name) > 1), None)
    if twice is not None:
        raise ModelFileError(f"{step.where} computes {shown(twice)} a second time. {FORGED}")


def _constant(step: Step) -> torch.Tensor:
    match list(step.attributes.items()):
        case [("value", torch.Tensor() as value)]:
            return value
        case [("value_float" | "value_floats", value)]:
            return torch.tensor(value, dtype=torch.float32)
        case [("value_int" | "value_ints", value)]:
            return torch.tensor(value, dtype=torch.int64)
    raise ModelFileError(f"{step.where} holds {shown(', '.join(step.attributes))}; one tensor was expected. {FORGED}")
