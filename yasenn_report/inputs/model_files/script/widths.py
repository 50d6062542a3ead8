"""How many numbers per row a program takes, told by the first operator that meets the rows."""

import warnings
from collections.abc import Mapping
from typing import Any, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.script.machine import Machine
from yasenn_report.inputs.model_files.script.program import Operators, Program

_MOST_STEPS = 2_000

# Operators that hand on as many numbers per row as they take, so that the next one may tell.
_PASSING: Final = frozenset(
    [
        *("relu", "relu_", "tanh", "sigmoid", "gelu", "silu", "elu", "leaky_relu", "hardtanh", "softplus", "dropout"),
        *("clone", "contiguous", "detach", "to", "flatten", "mul", "div", "neg", "abs", "clamp", "log1p", "type_as"),
        *("feature_dropout", "alpha_dropout", "nan_to_num", "lift_fresh", "alias", "softsign"),
    ]
)
# They fix the number of channels, which for images is not the number of inputs; what follows tells.
_NORMALISING: Final = frozenset(["batch_norm", "layer_norm"])
_FLOAT32 = 6
_QUERIES: Final[dict[str, Any]] = {
    "torch.dim": 2,
    "torch.is_floating_point": True,
    "ops.prim.dtype": _FLOAT32,
    "ops.prim.device": torch.device("cpu"),
}
_GIVEN_UP = (
    *(ModelFileError, RuntimeError, ValueError, TypeError, ArithmeticError, LookupError, AttributeError),
    *(AssertionError, MemoryError),
)


class _Rows:
    """Stands for a table of rows whose width is not known yet."""


class _ToldError(Exception):
    """No failure: the answer, on its way out of the program."""

    def __init__(self, width: int | None) -> None:
        self.width = width


class _Asking:
    """Runs operators until one meets the rows."""

    def __init__(self, operators: Operators) -> None:
        self._operators = operators

    def __call__(self, name: str, arguments: list[Any], keywords: Mapping[str, Any]) -> Any:
        rows = next((value for value in arguments if isinstance(value, _Rows)), None)
        if rows is None:
            return self._operators(name, arguments, keywords)
        if name in _QUERIES:
            return _QUERIES[name]
        bare = name.removeprefix("torch.")
        alone = not any(isinstance(one, torch.Tensor) for one in arguments)
        if bare in _NORMALISING or (bare in _PASSING and alone):
            return rows
        raise _ToldError(_width(bare, arguments))


def input_width(program: Program, operators: Operators) -> int | None:
    """Run the program on rows of unknown width until an operator fixes how many numbers a row has.

    Returns:
        The count, or None where the first operator does not tell, as in convolutional networks.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Machine(program, _Asking(operators), steps=_MOST_STEPS).run(_Rows())
    except _ToldError as told:
        return told.width
    except _GIVEN_UP:
        return None
    return None


def _width(name: str, arguments: list[Any]) -> int | None:
    match name, arguments:
        case "linear", [_Rows(), torch.Tensor() as weight, *_] if weight.dim() == 2:
            return weight.shape[1]
        case "matmul" | "mm", [_Rows(), torch.Tensor() as weight] if weight.dim() == 2:
            return weight.shape[0]
        case "addmm", [_, _Rows(), torch.Tensor() as weight, *_] if weight.dim() == 2:
            return weight.shape[0]
    return None
