"""The operators of TorchScript on numbers, texts and lists, each of bounded size."""

import math
import operator
from collections.abc import Callable
from typing import Any, Final

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.script.literals import LARGEST, LONGEST_TEXT
from yasenn_report.inputs.model_files.wording import shown

_LONGEST_LIST = 10_000
_WIDEST_POWER = 64  # bits


def bounded(value: object) -> object:
    """The value, if it is of a size that a program of layers needs.

    Raises:
        ModelFileError: a number of more than 64 bits, or a text or a list that grows without end.
    """
    if isinstance(value, int) and not -LARGEST <= value < LARGEST:
        raise ModelFileError("its program computes a whole number of more than 64 bits; it was stopped.")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise ModelFileError(f"its program makes a text of more than {LONGEST_TEXT} letters; it was stopped.")
    if isinstance(value, list | tuple | dict) and len(value) > _LONGEST_LIST:
        raise ModelFileError(f"its program makes a list of more than {_LONGEST_LIST} values; it was stopped.")
    return value


def plain_operator(name: str, arguments: list[Any]) -> object:
    """Run an operator on values that are no tensors.

    Raises:
        ModelFileError: the values are not such that the operator takes, or the result is too large.
    """
    try:
        return bounded(PLAIN[name](*arguments))
    except (TypeError, AttributeError, LookupError, ArithmeticError, ValueError) as failure:
        raise ModelFileError(
            f"its program calls torch.{name} with {shown(tuple(arguments))}, which it cannot take "
            f"({shown(str(failure))})."
        ) from failure


def _add(left: Any, right: Any, alpha: int = 1) -> object:
    if isinstance(left, list) and isinstance(right, list):
        return left + right
    return _number(left) + _number(alpha) * _number(right) if not isinstance(left, str) else left + right


def _multiply(left: Any, right: Any) -> object:
    if isinstance(left, list):
        if len(left) * _number(right) > _LONGEST_LIST:
            raise ModelFileError(f"its program makes a list of more than {_LONGEST_LIST} values; it was stopped.")
        return left * right
    return _number(left) * _number(right)


def _power(base: Any, exponent: Any) -> object:
    if isinstance(base, int) and isinstance(exponent, int):
        if exponent < 0:
            return float(base) ** exponent
        if base.bit_length() * exponent > _WIDEST_POWER * 2:
            raise ModelFileError("its program computes a whole number of more than 64 bits; it was stopped.")
    return _number(base) ** _number(exponent)


def _number(value: Any) -> Any:
    """Only numbers: texts and lists would grow by multiplication."""
    if isinstance(value, int | float):
        return value
    raise TypeError("a number was expected")


def _same(left: Any, right: Any) -> bool:
    """Values of one level: lists that hold one list many times over would compare for ever."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(operator.eq, map(_single, left), map(_single, right)))
    return bool(_single(left) == _single(right))


def _single(value: Any) -> Any:
    if isinstance(value, list | tuple | dict):
        raise TypeError("values of one level were expected")
    return value


def _contains(held: Any, value: Any) -> bool:
    if isinstance(held, dict):
        return value in held
    return any(_single(one) == _single(value) for one in held)


def _append(held: list[Any], value: Any) -> object:
    held.append(value)
    return held


def _extend(held: list[Any], values: list[Any]) -> object:
    bounded([*held, *values])
    held.extend(values)
    return held


def _set_item(held: Any, key: Any, value: Any) -> None:
    held[key] = value
    bounded(held)


def _slice(held: Any, start: int | None = None, end: int | None = None, step: int = 1) -> object:
    return held[start:end:step]


def _on_numbers(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *values: function(*map(_number, values))


def _whole_or(function: Callable[[float], float]) -> Callable[..., Any]:
    """Rounding of a number gives a whole one in TorchScript."""
    return lambda value: int(function(_number(value)))


PLAIN: Final[dict[str, Callable[..., Any]]] = {
    "add": _add,
    "add_": _extend,
    "mul": _multiply,
    "pow": _power,
    "sub": _on_numbers(operator.sub),
    "rsub": _on_numbers(lambda left, right: right - left),
    "div": _on_numbers(operator.truediv),
    "floordiv": _on_numbers(operator.floordiv),
    "remainder": _on_numbers(operator.mod),
    "fmod": _on_numbers(math.fmod),
    "__derive_index": _on_numbers(lambda index, start, step: start + index * step),
    "__range_length": _on_numbers(lambda start, end, step: len(range(start, end, step))),
    "neg": _on_numbers(operator.neg),
    "abs": _on_numbers(abs),
    "sqrt": _on_numbers(math.sqrt),
    "exp": _on_numbers(math.exp),
    "log": _on_numbers(math.log),
    "log2": _on_numbers(math.log2),
    "sin": _on_numbers(math.sin),
    "cos": _on_numbers(math.cos),
    "tanh": _on_numbers(math.tanh),
    "isnan": _on_numbers(math.isnan),
    "isinf": _on_numbers(math.isinf),
    "floor": _whole_or(math.floor),
    "ceil": _whole_or(math.ceil),
    "round": _on_numbers(lambda value: float(round(value))),
    "lt": _on_numbers(operator.lt),
    "le": _on_numbers(operator.le),
    "gt": _on_numbers(operator.gt),
    "ge": _on_numbers(operator.ge),
    "eq": _same,
    "ne": lambda left, right: not _same(left, right),
    "__and__": _on_numbers(operator.and_),
    "__or__": _on_numbers(operator.or_),
    "__xor__": _on_numbers(operator.xor),
    "__contains__": _contains,
    "any": lambda values: any(map(_number, values)),
    "all": lambda values: all(map(_number, values)),
    "sum": lambda values: sum(map(_number, values)),
    "max": max,
    "min": min,
    "slice": _slice,
    "append": _append,
    "extend": _extend,
    "_set_item": _set_item,
    "insert": lambda held, index, value: held.insert(index, value),
    "pop": lambda held, *index: held.pop(*index),
    "reverse": lambda held: held.reverse(),
    "clear": lambda held: held.clear(),
    "list": list,
    "copy": lambda held: held.copy(),
    "keys": lambda held: list(held.keys()),
    "values": lambda held: list(held.values()),
    "items": lambda held: list(held.items()),
    "get": lambda held, key, otherwise=None: held.get(key, otherwise),
}
"""By TorchScript's name; some stand among the operators on tensors too and then take either."""
ON_LISTS: Final = frozenset(
    ["append", "extend", "_set_item", "insert", "pop", "reverse", "clear", "list", "keys", "values", "items", "get"]
)
"""Those that take a list or a dictionary whatever is in it."""
