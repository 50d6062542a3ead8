"""Syntax trees of plain values into the values."""

import ast
import math
from collections.abc import Sequence
from typing import Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import shown

LONGEST_TEXT: Final = 10_000
LARGEST: Final = 2**63  # whole numbers of TorchScript have 64 bits
NAMED: Final[dict[str, float]] = {"inf": math.inf, "nan": math.nan}
"""Numbers that TorchScript writes as names."""


def literal(tree: ast.expr) -> object:
    """The value that a tree of constants, tuples and lists writes down.

    Raises:
        ModelFileError: it is anything else, such as a call; or a number or a text is too large.
    """
    match tree:
        case ast.Constant(value=value):
            return checked_constant(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _negative(literal(operand))
        case ast.Name(id=name) if name in NAMED:
            return NAMED[name]
        case ast.Tuple(elts=elements):
            return tuple(_literals(elements))
        case ast.List(elts=elements):
            return _literals(elements)
        case ast.Call(func=ast.Name(id="annotate"), args=[_, value], keywords=[]):
            return literal(value)
    raise ModelFileError(f"has {_named(tree)} where a plain value was expected; it was not run.")


def _literals(elements: Sequence[ast.expr]) -> list[object]:
    return [literal(element) for element in elements]


def _negative(value: object) -> float:
    if isinstance(value, int | float):
        return -value
    raise ModelFileError(f"has the negative of {shown(value)}, which is no number.")


def checked_constant(value: object) -> object:
    """A constant that TorchScript knows: None, a truth value, a number of 64 bits, a text.

    Raises:
        ModelFileError: it is of another kind or too large.
    """
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise ModelFileError(f"has a text of {len(value)} letters; at most {LONGEST_TEXT} are read.")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ModelFileError(f"has {shown(value)} as a number; at most 64 bits were expected.")
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise ModelFileError(f"has {shown(value)} as a constant, which TorchScript does not know.")


def _named(tree: ast.expr) -> str:
    return f"code ({type(tree).__name__})"
