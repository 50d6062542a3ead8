"""Tensors of an ONNX file into tensors of PyTorch, each checked against the bytes that are there."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.wording import FORGED
from yasenn_report.inputs.model_files.wording import shown

if TYPE_CHECKING:
    from onnx import TensorProto

_MOST_DIMENSIONS = 8
_EXTERNAL = 1
FLOAT, INT32, INT64, BOOL, FLOAT16, DOUBLE, BFLOAT16 = 1, 6, 7, 9, 10, 11, 16
HALVES: Final = {FLOAT16: torch.float16, BFLOAT16: torch.bfloat16}
"""Half precision, which a processor runs slowly or not at all: it is read as float32."""
DTYPES: Final = {
    FLOAT: torch.float32,
    DOUBLE: torch.float64,
    INT32: torch.int32,
    INT64: torch.int64,
    BOOL: torch.bool,
    FLOAT16: torch.float32,
    BFLOAT16: torch.float32,
}
"""By ONNX's number of a type: the type in which it is run here."""
_STORED: Final = DTYPES | HALVES
_FIELDS: Final = {
    FLOAT: "float_data",
    DOUBLE: "double_data",
    INT32: "int32_data",
    INT64: "int64_data",
    BOOL: "int32_data",
    FLOAT16: "int32_data",
    BFLOAT16: "int32_data",
}
_NUMBERS: Final = ("float_data", "double_data", "int32_data", "int64_data", "uint64_data", "string_data")


def dtype_of(number: int, where: str) -> torch.dtype:
    """The type in which numbers of ONNX's type are run.

    Raises:
        ModelFileError: it is text, or a type that only quantised networks need.
    """
    if number not in DTYPES:
        raise ModelFileError(f"{where} is of the type {type_name(number)}, which is not read here.")
    return DTYPES[number]


def type_name(number: int) -> str:
    """ONNX's name for a type of numbers: ``uint8``."""
    from onnx import TensorProto

    return TensorProto.DataType.Name(number).lower() if number in TensorProto.DataType.values() else f"no. {number}"


def tensor_of(proto: "TensorProto", where: str) -> torch.Tensor:
    """Make a tensor of what the file states, in memory of its own.

    Args:
        proto: the message.
        where: what messages call it.

    Raises:
        ModelFileError: its numbers stand in another file, are not as many as its shape says, or are of a type that is
            not read.
    """
    dtype = dtype_of(proto.data_type, where)
    _refuse_elsewhere(proto, where)
    shape = _shape(proto.dims, where)
    held = [name for name in _NUMBERS if len(getattr(proto, name))]
    if proto.HasField("raw_data"):
        if held:
            raise ModelFileError(f"{where} states its numbers twice, as raw_data and as {held[0]}. {FORGED}")
        return _from_bytes(proto.raw_data, proto.data_type, shape, where).to(dtype)
    field = _FIELDS[proto.data_type]
    other = next((name for name in held if name != field), None)
    if other is not None:
        raise ModelFileError(f"{where} of the type {type_name(proto.data_type)} states {other}. {FORGED}")
    return _from_numbers(getattr(proto, field), proto.data_type, shape, where).to(dtype)


def _refuse_elsewhere(proto: "TensorProto", where: str) -> None:
    if proto.data_location == _EXTERNAL or proto.external_data:
        places = [entry.value for entry in proto.external_data if entry.key == "location"]
        named = f" ({shown(places[0])})" if places else ""
        raise ModelFileError(
            f"its weights stand in other files{named}, which are not opened; ask for one file: torch.onnx.export(..., "
            "external_data=False), or onnx.save(onnx.load('model.onnx'), 'one_file.onnx')."
        )
    if proto.HasField("segment"):
        raise ModelFileError(f"{where} is one segment of a larger tensor, which is not read. Ask for one file.")


def _shape(dims: Iterable[int], where: str) -> tuple[int, ...]:
    shape = tuple(dims)
    if len(shape) > _MOST_DIMENSIONS or not all(0 <= size < 2**40 for size in shape):
        raise ModelFileError(
            f"{where} has the shape {shown(shape)}; at most {_MOST_DIMENSIONS} sizes from 0 were expected. {FORGED}"
        )
    return shape


def _from_bytes(raw: bytes, number: int, shape: tuple[int, ...], where: str) -> torch.Tensor:
    stored = _STORED[number]
    expected = math.prod(shape) * stored.itemsize
    if len(raw) != expected:
        raise ModelFileError(
            f"{where} of shape {shown(shape)} needs {shown(expected)} bytes; {len(raw)} are there. {FORGED}"
        )
    if not raw:
        return torch.empty(shape, dtype=stored)
    # A byte that is neither 0 nor 1 is no bool for PyTorch, so that bools are read as bytes.
    made = torch.frombuffer(bytearray(raw), dtype=torch.uint8 if number == BOOL else stored).clone()
    return (made != 0 if number == BOOL else made).reshape(shape)


def _from_numbers(numbers: Iterable[float], number: int, shape: tuple[int, ...], where: str) -> torch.Tensor:
    held = list(numbers)
    if len(held) != math.prod(shape):
        raise ModelFileError(
            f"{where} of shape {shown(shape)} needs {shown(math.prod(shape))} numbers; {len(held)} are there. {FORGED}"
        )
    if number in HALVES:
        bits = torch.tensor([int(one) & 0xFFFF for one in held], dtype=torch.int32).to(torch.uint16)
        return bits.view(HALVES[number]).reshape(shape)
    return torch.tensor(held, dtype=_STORED[number]).reshape(shape)
