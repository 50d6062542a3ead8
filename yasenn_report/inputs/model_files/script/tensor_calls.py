"""Calls of operators on tensors into calls of PyTorch, with their sizes known before they run."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import torch
from torch.utils._python_dispatch import _disable_current_modes

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.operators import FAMILIES, not_run, operator
from yasenn_report.inputs.model_files.script.fused import NEVER_RUN, STEPWISE
from yasenn_report.inputs.model_files.script.training import check_evaluation
from yasenn_report.inputs.model_files.wording import printable, shown

_MOST_NUMBERS = 2**30  # in one result: 4 GiB of float32
_SUSPICIOUS = 2**28
_KEYWORDS: Final = frozenset(
    [
        *("alpha", "beta", "approximate", "rounding_mode", "dtype", "memory_format", "scale", "enable_gqa", "value"),
        *("right", "side", "correction", "keepdim", "decimals", "stable", "indexing", "non_blocking", "copy"),
    ]
)  # `out` would write into any tensor
_STRIDED = 0  # the layout of every tensor here
# Uninitialised numbers may be any numbers, so also zeros; and without gradients detaching in place changes nothing.
RENAMED: Final = {"empty": "zeros", "new_empty": "new_zeros", "empty_like": "zeros_like", "detach_": "detach"}
_MAKING: Final = frozenset(FAMILIES["making"])
_NEVER_LARGER: Final = frozenset(
    [
        *("slice", "select", "narrow", "view", "reshape", "flatten", "unflatten", "transpose", "permute", "squeeze"),
        *("unsqueeze", "t", "chunk", "split", "to", "clone", "contiguous", "detach", "relu", "dropout"),
    ]
)  # than what they are given
_HALVES: Final = (5, 15)  # numbers of the types float16 and bfloat16
_FLOAT32: Final = 6


class TensorCalls:
    """Runs operators of PyTorch, and keeps the weights as they are."""

    def __init__(self, weights: Iterable[torch.Tensor], *, widened: bool) -> None:
        """Args: the network's weights, and whether those of half precision were made float32."""
        self._storages = {weight.untyped_storage().data_ptr() for weight in weights if weight.numel()}
        self._widened = widened

    def __call__(self, name: str, arguments: list[Any], keywords: Mapping[str, Any]) -> Any:
        """Run one operator.

        Args:
            name: as the program writes it after ``torch.``.
            arguments: by position.
            keywords: by name.

        Raises:
            ModelFileError: it is not run here, would change a weight, or would make more numbers than fit.
            RuntimeError: PyTorch refuses the arguments; so ValueError, TypeError, IndexError.
        """
        check_evaluation(name, arguments)
        if name in NEVER_RUN:
            raise not_run(name, f"torch.{name}")
        if name in STEPWISE:
            return _stepwise(name, arguments)
        name = RENAMED.get(name, name)
        run = operator(name, f"torch.{name}")
        self._check_target(name, arguments)
        arguments = self._prepared(name, arguments)
        settled = self._settled(name, keywords)
        self._check_size(name, run, arguments, settled)
        result = run(*arguments, **settled)
        for tensor in _tensors([result]):
            _check_numbers(name, tensor.numel())
        return result

    def _check_target(self, name: str, arguments: list[Any]) -> None:
        in_place = name.endswith("_") and not name.endswith("__")
        if not in_place or not arguments or not isinstance(arguments[0], torch.Tensor):
            return
        if arguments[0].untyped_storage().data_ptr() in self._storages:
            raise ModelFileError(
                f"its program changes a weight of its own while it runs (torch.{printable(name)}), so that every batch "
                "would meet another network; weights that stay were expected."
            )

    def _prepared(self, name: str, arguments: list[Any]) -> list[Any]:
        for value in arguments:
            if isinstance(value, list | tuple) and any(isinstance(part, list | tuple | dict) for part in value):
                raise ModelFileError(f"its program gives torch.{printable(name)} lists of lists, which it cannot take.")
        if self._widened and name == "to" and len(arguments) > 1:
            return [arguments[0], *(_FLOAT32 if _is_half(value) else value for value in arguments[1:])]
        return arguments

    def _settled(self, name: str, keywords: Mapping[str, Any]) -> dict[str, Any]:
        """What stays of the keywords: every tensor is an ordinary one in this machine's memory."""
        kept = {key: value for key, value in keywords.items() if key not in ("device", "pin_memory", "layout")}
        layout = keywords.get("layout")
        strange = next((key for key in kept if key not in _KEYWORDS), None)
        if strange is not None or layout not in (None, _STRIDED):
            found = f"the argument {shown(strange)}" if strange is not None else f"the layout {shown(layout)}"
            raise ModelFileError(f"its program calls torch.{printable(name)} with {found}, which is not known here.")
        if self._widened and _is_half(kept.get("dtype")):
            kept["dtype"] = _FLOAT32
        return kept

    def _check_size(self, name: str, run: Any, arguments: list[Any], keywords: dict[str, Any]) -> None:
        """Where the result might be large, let PyTorch compute its shape alone, unseen by whoever watches the run."""
        if name == "one_hot" and not _states_classes(arguments):
            raise ModelFileError("its program calls torch.one_hot without the number of classes, which was expected.")
        if name in _NEVER_LARGER or (name not in _MAKING and _most_numbers(arguments) <= _SUSPICIOUS):
            return
        with _disable_current_modes():
            shapes = [_without_memory(value) for value in arguments]
            try:
                if not any(True for _ in _tensors(arguments)):
                    keywords = keywords | {"device": torch.device("meta")}
                results = list(_tensors([run(*shapes, **keywords)]))
            except (RuntimeError, TypeError, ValueError, IndexError):
                return  # the same refusal follows without this, or the operator cannot tell its shape beforehand
        for result in results:
            _check_numbers(name, result.numel())


def _stepwise(name: str, arguments: list[Any]) -> Any:
    try:
        return STEPWISE[name](*arguments)
    except (AttributeError, ArithmeticError, LookupError) as failure:
        raise ModelFileError(f"its program calls torch.{name} with values that it cannot take.") from failure


def _check_numbers(name: str, numbers: int) -> None:
    if numbers > _MOST_NUMBERS:
        raise ModelFileError(
            f"its program makes {numbers} numbers at once (torch.{printable(name)}); at most {_MOST_NUMBERS} fit. It "
            "was stopped."
        )


def _most_numbers(arguments: list[Any]) -> int:
    """More than the result can have: every dimension of every tensor, times every whole number."""
    sizes = [tensor.numel() for tensor in _tensors(arguments)]
    wholes = [abs(number) for value in arguments for number in _numbers(value) if abs(number) > 1]
    return math.prod(max(size, 1) for size in sizes) * math.prod(int(min(number, _MOST_NUMBERS)) for number in wholes)


def _numbers(value: Any) -> Iterator[float]:
    for part in value if isinstance(value, list | tuple) else (value,):
        if isinstance(part, int | float) and math.isfinite(part):
            yield part


def _tensors(values: Iterable[Any]) -> Iterator[torch.Tensor]:
    for value in values:
        if isinstance(value, torch.Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from (part for part in value if isinstance(part, torch.Tensor))


def _without_memory(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device="meta")
    if isinstance(value, list | tuple):
        return type(value)(_without_memory(part) for part in value)
    return value


def _states_classes(arguments: list[Any]) -> bool:
    """Without the number, the largest number in a tensor would say how large the result is."""
    return len(arguments) > 1 and type(arguments[1]) is int and arguments[1] > 0


def _is_half(value: Any) -> bool:
    return type(value) is int and value in _HALVES
