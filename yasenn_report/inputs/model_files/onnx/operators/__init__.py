"""ONNX's operators that are run here, each by one function of PyTorch's own operators."""

from collections.abc import Mapping
from typing import Final

from yasenn_report.inputs.model_files.onnx.calls import Operator
from yasenn_report.inputs.model_files.onnx.operators import (
    activations,
    arithmetic,
    normalisation,
    picking,
    pooling,
    products,
    reductions,
    shapes,
)

_TABLES: Final[Mapping[str, Mapping[str, Operator]]] = {
    "weights": products.OPERATORS,
    "activations": activations.OPERATORS,
    "normalisation": normalisation.OPERATORS,
    "pooling": pooling.OPERATORS,
    "arithmetic and comparison": arithmetic.OPERATORS,
    "reduction": reductions.OPERATORS,
    "shape": shapes.OPERATORS,
    "picking and making": picking.OPERATORS,
}
OPERATORS: Final[Mapping[str, Operator]] = {name: run for table in _TABLES.values() for name, run in table.items()}
LOOK_UP: Final[Operator] = picking.look_up
"""Gather, where what it picks from does not depend on the rows."""
CONSTANT: Final = "Constant"
"""Its numbers stand in the file, so that they are read with the weights."""
FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    **{family: tuple(table) for family, table in _TABLES.items()},
    "constants": (CONSTANT,),
}
"""What is run, by what it is for; a list for readers."""
