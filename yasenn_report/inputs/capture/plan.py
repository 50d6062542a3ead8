"""What to keep of a forward pass, settled once on a few rows, and the passes of all rows that follow it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from yasenn_report.errors import AuditError
from yasenn_report.inputs.capture.flow import Flow
from yasenn_report.inputs.capture.layout import Layout
from yasenn_report.inputs.capture.passing import pass_rows
from yasenn_report.inputs.model_files import ModelFile

WIDEST_MAPS = 512
"""Maps with more numbers per row are summed up; measured: a grid of means and the maxima lose next to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One value of the pass that is kept."""

    reading: int
    """Its place among all that operations with weights read."""
    layout: Layout
    maps: tuple[int, ...] | None
    """(channels, places...) where the value is summed up by channel; None where it is kept as it is."""
    units: int
    """Numbers per row that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """How rows are run: in which form, how many at once, and what is kept."""

    file: ModelFile
    shape: tuple[int, ...] | None
    """Of one row as the network takes it; None for a line of numbers."""
    kept: tuple[Kept, ...]
    """In the order in which they come."""
    readings: int
    """How many readings a pass has; a pass with another number took another way through the network."""
    output: str
    """Which of the outputs is audited, by its name."""
    output_layout: Layout
    block_rows: int
    """Most rows in one pass, for the memory that they take."""

    def run(self, features: NDArray[np.float64]) -> list[NDArray[np.floating]]:
        """What is kept of the rows, each (rows, units), and last the outputs, (rows, outputs).

        Args:
            features: inputs, (rows, features), finite.

        Raises:
            AuditError: the network does not take such rows.
        """
        passes = [self._pass(block) for block in self._blocks(features)]
        return [np.concatenate(parts) for parts in zip(*passes, strict=True)]

    def _blocks(self, features: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
        rows = min(self.block_rows, self.file.most_rows or self.block_rows)
        for start in range(0, len(features), rows):
            yield features[start : start + rows]

    def _pass(self, block: NDArray[np.float64]) -> list[NDArray[np.floating]]:
        """One pass, of two rows at least: a network that ends in ``squeeze()`` loses the rows' dimension with one."""
        padded = filled_up(block, self.file.fewest_rows if self.file.most_rows == 1 else max(2, self.file.fewest_rows))
        kept = {one.reading: one for one in self.kept}
        found: list[NDArray[np.floating]] = []

        def keep(_: Flow, reading: int, value: torch.Tensor) -> None:
            if reading in kept:
                found.append(self._take(kept[reading], value, len(padded))[: len(block)])

        passage = pass_rows(self.file, padded, self.shape, keep)
        if passage.flow.readings != self.readings or self.output not in passage.outputs:
            raise other_layers(self.file)
        output = self._by_row(self.output_layout, passage.outputs[self.output], len(padded))
        return [*found, as_lines(output)[: len(block)]]

    def _take(self, kept: Kept, value: torch.Tensor, rows: int) -> NDArray[np.floating]:
        by_row = self._by_row(kept.layout, value, rows)
        return as_lines(by_row if kept.maps is None else summed_up(by_row.reshape(rows, *kept.maps)))

    def _by_row(self, layout: Layout, value: torch.Tensor, rows: int) -> torch.Tensor:
        if not layout.fits(value, rows):
            raise AuditError(
                f"{self.file.name}: for {rows} rows a layer puts out values of shape {tuple(value.shape)}, in which "
                "the rows have no place of their own; every layer must keep one entry per row"
            )
        return layout.by_row(value, rows)


def other_layers(file: ModelFile) -> AuditError:
    """What is said where rows take different ways through the network."""
    return AuditError(
        f"{file.name}: it does not run the same layers for all rows; an audit compares rows along the same layers, so "
        "that a network with branches that depend on the rows cannot be audited"
    )


def summed_up(maps: torch.Tensor) -> torch.Tensor:
    """Means over a grid of two places in each direction, and the largest number of each channel.

    Args:
        maps: (rows, channels, places...), one to three dimensions of places.

    Returns:
        (rows, channels, 2 ** dimensions + 1).
    """
    match maps.ndim - 2:
        case 1:
            means = functional.adaptive_avg_pool1d(maps, 2)
        case 2:
            means = functional.adaptive_avg_pool2d(maps, (2, 2))
        case _:
            means = functional.adaptive_avg_pool3d(maps, (2, 2, 2))
    return torch.cat([means.flatten(2), maps.flatten(2).amax(dim=2, keepdim=True)], dim=2)


def as_lines(by_row: torch.Tensor) -> NDArray[np.floating]:
    """A copy with one line of numbers per row: a later in-place operation must not rewrite what is kept."""
    wide = by_row if by_row.dtype == torch.float64 else by_row.float()
    array: NDArray[np.floating] = wide.reshape(len(wide), -1).numpy().copy()
    return array


def filled_up(features: NDArray[np.float64], fewest: int) -> NDArray[np.float64]:
    """The rows, and the last one again until there are as many as the network needs at once."""
    missing = max(0, fewest - len(features))
    return np.concatenate([features, np.repeat(features[-1:], missing, axis=0)]) if missing else features
