"""Where the rows are in a value: found by changing one row after the other and looking which numbers move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Rows run along one dimension, alone or folded together with others: its size is before x rows x after."""

    dimension: int
    before: int = 1
    after: int = 1

    def fits(self, value: torch.Tensor, rows: int) -> bool:
        """Whether a value of so many rows has that form."""
        return value.ndim > self.dimension and value.shape[self.dimension] == self.before * rows * self.after

    def by_row(self, value: torch.Tensor, rows: int) -> torch.Tensor:
        """The value with its rows first: (rows, ...)."""
        shape = value.shape
        folded = (*shape[: self.dimension], self.before, rows, self.after, *shape[self.dimension + 1 :])
        return value.reshape(folded).movedim(self.dimension + 1, 0)


PLAIN = Layout(dimension=0)


def find_layout(value: torch.Tensor, moved: Sequence[torch.Tensor], rows: int) -> Layout | None:
    """Tell which numbers of a value belong to which row.

    Args:
        value: of some rows.
        moved: for the first rows, which of its numbers moved when that row alone was changed: bool, of its shape.
        rows: how many rows there are.

    Returns:
        The first layout in which a row's change moved only what belongs to it; None if there is none.
    """
    for layout in _layouts(value, rows):
        belongs = [layout.by_row(one, rows).reshape(rows, -1).any(dim=1) for one in moved]
        if all(not changed.any() or (changed.sum() == 1 and changed[row]) for row, changed in enumerate(belongs)):
            return layout
    return None


def _layouts(value: torch.Tensor, rows: int) -> Iterator[Layout]:
    for dimension, size in enumerate(value.shape):
        if size and size % rows == 0:
            for before in range(1, size // rows + 1):
                if (size // rows) % before == 0:
                    yield Layout(dimension=dimension, before=before, after=size // rows // before)
