"""An operator as the program names it into whatever runs it: a query, plain Python, or PyTorch."""

from collections.abc import Iterable, Mapping
from typing import Any

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.operators import not_run
from yasenn_report.inputs.model_files.script.plain import ON_LISTS, PLAIN, bounded, plain_operator
from yasenn_report.inputs.model_files.script.primitives import PRIMITIVES, QUERIES
from yasenn_report.inputs.model_files.script.tensor_calls import TensorCalls
from yasenn_report.inputs.model_files.wording import printable


class ScriptOperators:
    """Runs ``torch.NAME`` and ``ops.prim.NAME``."""

    def __init__(self, weights: Iterable[torch.Tensor], *, widened: bool) -> None:
        """Args: the network's weights, and whether those of half precision were made float32."""
        self._on_tensors = TensorCalls(weights, widened=widened)

    def __call__(self, name: str, arguments: list[Any], keywords: Mapping[str, Any]) -> Any:
        """Run one operator.

        Raises:
            ModelFileError: it is not run here, or cannot take its arguments.
            RuntimeError: PyTorch refuses the arguments; so ValueError, TypeError, IndexError.
        """
        bare = name.removeprefix("torch.")
        if name.startswith("ops."):
            return self._told(PRIMITIVES, name.removeprefix("ops.prim."), name, arguments, {})
        if bare in QUERIES:
            return self._told(QUERIES, bare, name, arguments, keywords)
        if bare in PLAIN and not keywords and _is_plain(bare, arguments):
            return plain_operator(bare, arguments)
        return self._on_tensors(bare, arguments, keywords)

    def _told(
        self, table: Mapping[str, Any], bare: str, name: str, arguments: list[Any], keywords: Mapping[str, Any]
    ) -> Any:
        if bare not in table:
            raise not_run(bare, name)
        try:
            return bounded(table[bare](*arguments, **keywords))
        except (AttributeError, ArithmeticError, MemoryError) as failure:
            raise ModelFileError(f"its program calls {printable(name)} with values that it cannot take.") from failure


def _is_plain(name: str, arguments: list[Any]) -> bool:
    """Whether no argument is a tensor; a list of tensors is plain to what only handles lists."""
    if name in ON_LISTS and arguments and not isinstance(arguments[0], torch.Tensor):
        return True
    if name in ("add", "add_", "slice", "mul", "copy") and isinstance(arguments[:1], list) and arguments:
        return not any(isinstance(value, torch.Tensor) for value in arguments)
    return not any(
        isinstance(part, torch.Tensor)
        for value in arguments
        for part in (value if isinstance(value, list | tuple) else (value,))
    )
