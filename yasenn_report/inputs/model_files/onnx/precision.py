"""Half precision in a file, which is run as float32, and what the report says of it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from yasenn_report.inputs.model_files.onnx.tensors import HALVES

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto


def notes_on_precision(graph: "GraphProto", input_type: int) -> tuple[str, ...]:
    """Sentences on the types that are stored and those that the graph converts to."""
    stored = {tensor.data_type for tensor in graph.initializer} | set(_constants(graph.node)) | {input_type}
    converted = {attribute.i for node in graph.node for attribute in node.attribute if _is_cast(node, attribute.name)}
    notes = []
    if named := _named(stored):
        notes.append(f"The weights are stored as {named} and are run as float32.")
    if named := _named(converted):
        notes.append(f"On its way the file converts numbers to {named}; they are kept as float32.")
    return tuple(notes)


def _constants(nodes: Iterable["NodeProto"]) -> Iterator[int]:
    for node in nodes:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                yield attribute.t.data_type


def _is_cast(node: "NodeProto", attribute: str) -> bool:
    return node.op_type == "Cast" and attribute == "to"


def _named(types: Iterable[int]) -> str:
    return " and ".join(sorted(str(HALVES[number]).removeprefix("torch.") for number in set(types) & HALVES.keys()))
