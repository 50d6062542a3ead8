"""The inputs that a graph declares, into the rows that it takes: their shape, type, and how many at once."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.onnx.tensors import dtype_of
from yasenn_report.inputs.model_files.onnx.wording import FORGED
from yasenn_report.inputs.model_files.wording import counted, shown

if TYPE_CHECKING:
    from onnx import ValueInfoProto

_MOST_NAMED = 4
_MOST_DIMENSIONS = 8
_MOST_SIZE = 2**40


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What one call takes."""

    name: str
    """The input's name in the graph."""
    elem_type: int
    """ONNX's number of its type."""
    dtype: torch.dtype
    """The type in which it is run."""
    shape: tuple[int, ...] | None
    """Of one row; None where the file leaves it open."""
    count: int | None
    """How many rows at once, where the file fixes it."""

    @property
    def inputs(self) -> int | None:
        """How many numbers a row has."""
        return None if self.shape is None else math.prod(self.shape)


def read_rows(declared: Sequence["ValueInfoProto"], initialisers: Collection[str]) -> Rows:
    """Read what the graph says of its one input; old files list the weights among the inputs, too.

    Raises:
        ModelFileError: there are several inputs or none, or it is no tensor of rows.
    """
    names = [value.name for value in declared]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ModelFileError(f"has the input {shown(twice)} twice. {FORGED}")
    inputs = [value for value in declared if value.name not in initialisers]
    if len(inputs) != 1:
        raise ModelFileError(_several(inputs))
    (value,) = inputs
    where = f"its input {shown(value.name)}"
    if not value.type.HasField("tensor_type"):
        raise ModelFileError(f"{where} is a {_kind(value)}; one tensor of rows was expected.")
    tensor = value.type.tensor_type
    dtype = dtype_of(tensor.elem_type, where)
    if not tensor.HasField("shape"):
        return Rows(name=value.name, elem_type=tensor.elem_type, dtype=dtype, shape=None, count=None)
    sizes = _sizes(value)
    fixed = all(size is None or 0 < size < _MOST_SIZE for size in sizes)
    if not 1 <= len(sizes) <= _MOST_DIMENSIONS or not fixed:
        raise ModelFileError(
            f"{where} has the shape {_shape_shown(value)}; rows in the first dimension and sizes from 1 were expected."
        )
    shape = None if None in sizes[1:] else tuple(size for size in sizes[1:] if size is not None)
    return Rows(name=value.name, elem_type=tensor.elem_type, dtype=dtype, shape=shape, count=sizes[0])


def _sizes(value: "ValueInfoProto") -> list[int | None]:
    dims = value.type.tensor_type.shape.dim
    return [dim.dim_value if dim.HasField("dim_value") else None for dim in dims]


def _several(inputs: Sequence["ValueInfoProto"]) -> str:
    if not inputs:
        return "takes no input; one tensor of rows was expected."
    named = ", ".join(f"{shown(value.name)} {_shape_shown(value)}" for value in inputs[:_MOST_NAMED])
    more = ", ..." if len(inputs) > _MOST_NAMED else ""
    return (
        f"takes {counted(len(inputs), 'input')} ({named}{more}); one tensor of rows is given here. Export it again "
        "behind a forward that takes one tensor and splits it."
    )


def _shape_shown(value: "ValueInfoProto") -> str:
    if not value.type.tensor_type.HasField("shape"):
        return "of unknown shape"
    sizes = ["any" if size is None else str(size) for size in _sizes(value)[: _MOST_DIMENSIONS + 1]]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def _kind(value: "ValueInfoProto") -> str:
    return (value.type.WhichOneof("value") or "value of no type").removesuffix("_type").replace("_", " ")
