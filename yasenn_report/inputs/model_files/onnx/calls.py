"""One call of an operator: its tensors, its attributes, and the version of ONNX that says what they mean."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import torch

MOST_MADE: Final = 2**28
"""Numbers that one operator makes at once: 1 GiB in 32 bits."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Call:
    """What an operator is given. What does not fit is a ValueError: the run turns it into one line with the node."""

    opset: int
    attributes: Mapping[str, object]
    """By their names, defaults included; an attribute without a default may be absent."""
    given: tuple[torch.Tensor | None, ...]
    results: int = 1
    """How many results the node names."""

    def tensor(self, place: int) -> torch.Tensor:
        """The input at a place, which must be there."""
        found = self.optional(place)
        if found is None:
            raise ValueError(f"its input {place + 1} is absent")
        return found

    def optional(self, place: int) -> torch.Tensor | None:
        """The input at a place, None where the node leaves it out."""
        return self.given[place] if place < len(self.given) else None

    def tensors(self) -> list[torch.Tensor]:
        """All inputs of an operator that takes any number of them."""
        return [self.tensor(place) for place in range(len(self.given))]

    def integer(self, name: str) -> int:
        """An attribute that is a whole number."""
        value = self.attributes.get(name)
        if not isinstance(value, int):
            raise ValueError(f"its attribute {name} is absent")  # noqa: TRY004 - the file is at fault, not the caller
        return value

    def real(self, name: str) -> float:
        """An attribute that is a number."""
        value = self.attributes.get(name)
        if not isinstance(value, float):
            raise ValueError(f"its attribute {name} is absent")  # noqa: TRY004
        return value

    def text(self, name: str) -> str:
        """An attribute that is text; empty where it is absent."""
        value = self.attributes.get(name, "")
        return value if isinstance(value, str) else ""

    def integers(self, name: str) -> list[int] | None:
        """An attribute that is a list of whole numbers, None where it is absent."""
        value = self.attributes.get(name)
        return list(value) if isinstance(value, tuple) else None

    def listed(self, place: int) -> list[int] | None:
        """An input that is a list of whole numbers (a shape, axes), None where the node leaves it out."""
        value = self.optional(place)
        return None if value is None else whole_numbers(value)

    def axes(self, place: int, *, input_since: int) -> list[int] | None:
        """Axes, which newer versions of an operator take as an input and older ones as an attribute."""
        return self.listed(place) if self.opset >= input_since else self.integers("axes")


Made = torch.Tensor | tuple[torch.Tensor, ...]
Operator = Callable[[Call], Made]


def whole_numbers(value: torch.Tensor) -> list[int]:
    """The numbers of a tensor of one dimension, or of none."""
    if value.is_floating_point() or value.ndim > 1:
        raise ValueError(f"a list of whole numbers was expected, not {value.dtype} of shape {tuple(value.shape)}")
    return [int(number) for number in value.reshape(-1).tolist()]


def axis_of(axis: int, dimensions: int) -> int:
    """An axis counted from 0, where negative ones count from the end."""
    if not -dimensions <= axis < max(1, dimensions):
        raise ValueError(f"it names axis {axis} of a value with {dimensions} dimensions")
    return axis % dimensions if dimensions else 0


def broadcast(*values: torch.Tensor) -> list[int]:
    """The shape that values take together, before they do: memory for it is asked for only within bounds."""
    return list(torch.broadcast_shapes(*(value.shape for value in values)))  # type: ignore[no-untyped-call]


def bounded(shape: Sequence[int]) -> list[int]:
    """A shape that may be made: a small file must not fill the memory."""
    if any(size < 0 for size in shape):
        raise ValueError(f"it makes a tensor with the negative size {min(shape)}")
    if math.prod(shape) > MOST_MADE:
        figure = str(math.prod(shape)) if math.prod(shape) < 10**18 else "more than 10^18"
        raise ValueError(f"it makes {figure} numbers at once; at most {MOST_MADE} are made")
    return list(shape)
