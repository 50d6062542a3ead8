"""The attributes of a node, checked against what ONNX says that its operator takes."""

from typing import TYPE_CHECKING

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.tensors import dtype_of, tensor_of
from yasenn_report.inputs.model_files.onnx.wording import FORGED
from yasenn_report.inputs.model_files.wording import shown

if TYPE_CHECKING:
    from onnx import AttributeProto, NodeProto
    from onnx.defs import OpSchema


def schema_of(node: "NodeProto", opset: int, where: str) -> "OpSchema":
    """What ONNX says of the node's operator, in the version that the model is written for.

    Raises:
        ModelFileError: that version has no such operator, or one with fewer or more inputs and outputs.
    """
    from onnx import defs

    try:
        schema = defs.get_schema(node.op_type, opset, "")
    except defs.SchemaError as unknown:
        raise ModelFileError(
            f"{where} is no operator of version {opset}, which the model states. {FORGED}"
        ) from unknown
    if not schema.min_input <= len(node.input) <= schema.max_input or not all(node.input[: schema.min_input]):
        raise ModelFileError(
            f"{where} has {sum(map(bool, node.input))} inputs; {_range(schema.min_input, schema.max_input)} were "
            f"expected. {FORGED}"
        )
    if not schema.min_output <= len(node.output) <= schema.max_output or not node.output[0]:
        raise ModelFileError(
            f"{where} has {len(node.output)} results; {_range(schema.min_output, schema.max_output)} were expected. "
            + FORGED
        )
    return schema


def read_attributes(node: "NodeProto", schema: "OpSchema", where: str) -> dict[str, object]:
    """The attributes by their names, with the operator's own values for those that the node leaves out.

    Returns:
        Numbers, text, tuples of numbers, and tensors.

    Raises:
        ModelFileError: one is unknown, of another type, there twice, or absent though the operator needs it.
    """
    found: dict[str, object] = {}
    for attribute in node.attribute:
        name = attribute.name
        if name in found:
            raise ModelFileError(f"{where} has the attribute {shown(name)} twice. {FORGED}")
        if name not in schema.attributes:
            raise ModelFileError(f"{where} has an attribute {shown(name)}, which its operator does not take. {FORGED}")
        expected = str(schema.attributes[name].type).rpartition(".")[2]
        if attribute.ref_attr_name or _type_name(attribute) != expected:
            raise ModelFileError(f"{where} has an attribute {shown(name)} that is no {expected.lower()}. {FORGED}")
        found[name] = _value(attribute, f"{where}: its attribute {name}")
    for name, known in schema.attributes.items():
        if name not in found and known.required:
            raise ModelFileError(f"{where} lacks the attribute {name}, which its operator needs. {FORGED}")
        if name not in found and known.default_value.name:
            found[name] = _value(known.default_value, where)
    if "to" in found:
        dtype_of(int(str(found["to"])), f"{where}: what it makes")
    return found


def _type_name(attribute: "AttributeProto") -> str:
    names: dict[int, str] = {number: name for name, number in type(attribute).AttributeType.items()}
    return names.get(attribute.type, "")


def _value(attribute: "AttributeProto", where: str) -> object:
    match _type_name(attribute):
        case "FLOAT":
            return float(attribute.f)
        case "INT":
            return int(attribute.i)
        case "STRING":
            return attribute.s.decode()
        case "FLOATS":
            return tuple(attribute.floats)
        case "INTS":
            return tuple(attribute.ints)
        case "TENSOR":
            return tensor_of(attribute.t, where)
        case other:
            raise ModelFileError(f"{where} is of the kind {other.lower()}, which is not read here.")


def _range(fewest: int, most: int) -> str:
    if fewest == most:
        return str(fewest)
    return f"{fewest} or more" if most > 2**20 else f"{fewest} to {most}"
