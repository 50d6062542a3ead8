"""Where a tensor lies in a storage, as a file states it."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """Which numbers of a storage a tensor consists of; whole numbers from 0, as many strides as sizes."""

    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many numbers the tensor has."""
        return math.prod(self.size)

    @property
    def end(self) -> int:
        """One past the last number that the tensor reads; its offset where it reads none."""
        reach = sum((size - 1) * stride for size, stride in zip(self.size, self.stride, strict=True))
        return self.offset + reach + 1 if self.count else self.offset
