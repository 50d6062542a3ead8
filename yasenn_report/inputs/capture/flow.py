"""Watch a network run, operation by operation, and follow which values depend on the rows.

The one place that knows ``TorchDispatchMode``, which PyTorch documents but keeps in a module with an underscore. It
sees what forward hooks cannot: functions that ``forward`` calls, products with a parameter, programs without modules.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.weak import WeakTensorKeyDictionary

from yasenn_report.inputs.capture.operations import IMAGES, LOOK_UPS, SILENT, WEIGHTED, Operation, base_name, in_words

Reads = Callable[[torch.Tensor], None]
"""Told of each value that an operation with weights reads, if it is what a layer before it put out."""


ByTensor = MutableMapping[torch.Tensor, Any]
_by_tensor: Callable[[], ByTensor] = WeakTensorKeyDictionary  # it ships no types


class Flow(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """What happens to some rows on their way through a network.

    A value depends on the rows if an operation made it from one that does. It is *weighted* if weights came in on the
    way: only then is it what a layer put out.
    """

    def __init__(self, rows: torch.Tensor, weights: Mapping[str, torch.Tensor], reads: Reads) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.operations: list[Operation] = []
        self.numbers = 0
        """How many numbers all operations on the rows put out together."""
        self.failed: tuple[Operation, tuple[int, ...]] | None = None
        """The operation that could not be carried out, and the shape of what it read."""
        self.readings = 0
        """How often ``reads`` was told of a value."""
        self._weighted = _by_tensor()
        self._origins = _by_tensor()
        self._names = _by_tensor()
        self._maps = _by_tensor()
        self._made_by = _by_tensor()
        self._written: list[torch.Tensor] = []  # kept alive, so that their memory has no other owner
        self._reads = reads
        self._weighted[rows] = False
        for name, tensor in weights.items():
            self._names.setdefault(tensor, name)

    def depends(self, value: torch.Tensor) -> bool:
        """Whether the value depends on the rows, as far as operations of PyTorch tell."""
        return value in self._weighted or self._in_written(value)

    def made_by(self, value: torch.Tensor) -> str:
        """The last operation that changed the numbers of a value, in words; empty for the rows themselves."""
        return str(self._made_by.get(value, ""))

    def origins(self, value: torch.Tensor) -> frozenset[int]:
        """Which of the readings, counted from 0, a value was computed from."""
        found: frozenset[int] = self._origins.get(value, frozenset())
        return found

    def maps(self, value: torch.Tensor) -> tuple[int, ...] | None:
        """(channels, places...) if each row of the value is one map per channel, perhaps laid out in one line."""
        found: tuple[int, ...] | None = self._maps.get(value)
        return found

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """See ``TorchDispatchMode``: carry the operation out, and note what came of it."""
        kwargs = kwargs or {}
        given = [*tensors(args), *tensors(kwargs)]
        depending = [value for value in given if self.depends(value)]
        if not depending:
            made = func(*args, **kwargs)
            self._pass_name(given, made)
            return made
        name = base_name(func)
        others = [value for value in given if not self.depends(value)]
        weighted = name in WEIGHTED and len({id(value) for value in depending}) == 1 and bool(others)
        operation = self._describe(name, depending[0], others, weighted=weighted)
        origins = frozenset[int]().union(*map(self.origins, depending))
        if weighted and name not in LOOK_UPS and self._weighted.get(depending[0], True):
            self._reads(depending[0])
            origins |= {self.readings}
            self.readings += 1
        if name not in SILENT:
            self.operations.append(operation)
        try:
            made = func(*args, **kwargs)
        except Exception:
            self.failed = operation, tuple(depending[0].shape)
            raise
        for value in tensors(made):
            self._origins[value] = origins | self.origins(value)
        self._note(name, func, depending, made, weighted=weighted, words=operation.words)
        return made

    def _describe(self, name: str, reads: torch.Tensor, others: list[torch.Tensor], *, weighted: bool) -> Operation:
        named = next((self._names[value] for value in others if value in self._names), None)
        weight = max(others, key=lambda value: value.ndim, default=None) if weighted else None
        words = in_words(name, reads, weight)
        return Operation(words=words, path=None if named is None else named.rpartition(".")[0], weighted=weighted)

    def _note(
        self, name: str, func: Any, depending: list[torch.Tensor], made: object, *, weighted: bool, words: str
    ) -> None:
        through = weighted or any(self._weighted.get(value, True) for value in depending)
        maker = self.made_by(depending[0]) if name in SILENT or name in ("flatten", "unflatten") else words
        for value in tensors(made):
            self.numbers += value.numel()
            if func.name().partition(".")[0].endswith("_") and not self.depends(value):
                self._written.append(value)
            self._weighted[value] = through
            self._made_by[value] = maker
            self._note_maps(name, depending[0], value)

    def _note_maps(self, name: str, read: torch.Tensor, made: torch.Tensor) -> None:
        """Maps stay maps through what keeps their shape, and are remembered when they are laid out in one line."""
        before = self.maps(read)
        if name in IMAGES and made.ndim > 2:
            self._maps[made] = tuple(made.shape[1:])
        elif before is not None and (made.shape == read.shape or made.shape == (len(read), read[0].numel())):
            self._maps[made] = before

    def _pass_name(self, given: list[torch.Tensor], made: object) -> None:
        """What is computed from weights alone, a normalised weight for example, goes by the first one's name."""
        name = next((self._names[value] for value in given if value in self._names), None)
        if name is not None:
            for value in tensors(made):
                self._names.setdefault(value, name)

    def _in_written(self, value: torch.Tensor) -> bool:
        """Whether it shares memory with a tensor that rows were written into."""
        place = value.untyped_storage().data_ptr() if self._written else 0
        return any(written.untyped_storage().data_ptr() == place for written in self._written)


def tensors(value: object) -> Iterator[torch.Tensor]:
    """The tensors in nested tuples, lists and dictionaries, in order."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from tensors(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from tensors(part)
