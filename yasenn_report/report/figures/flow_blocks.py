"""Blocks of the picture of the flow: leaves of layers and partitions, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.report.figures.flow_order import Order

TALL_ENOUGH = 10.0
"""Height of a block from which on its words stand inside it; those of smaller ones stand above."""

LABEL_PITCH = 11.0
"""From the label of a partition to the next, where there is room."""

LABELS_WIDTH, STATION_WIDTH, END_WIDTH = 158.0, 46.0, 8.0
OUTLINE = 0.5
"""Room for half of an outline at the edge of the picture."""

ROOM_ABOVE, LEAST_GAP, WIDEST_GAP = 13.0, 5.0, 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A leaf of a layer, or a partition; lengths in points, `top` from the top of all blocks."""

    index: int
    """In the stage's leaves, or the record's partitions."""
    rows: int
    left: float
    top: float
    width: float
    height: float


def lefts_of(width: float, stages: int) -> list[float]:
    """Where columns begin: layers evenly, the partitions before the room for their labels."""
    end = width - LABELS_WIDTH - END_WIDTH
    return [OUTLINE + (end - OUTLINE) * place / stages for place in range(stages + 1)]


def gap_before(height: float, last: bool) -> float:
    """The room that a block needs between it and the one above."""
    return 2.0 if last else ROOM_ABOVE if height < TALL_ENOUGH else LEAST_GAP


def least_height(rows: Sequence[int], scale: float, last: bool) -> float:
    """The height that a column needs with its blocks as close as can be."""
    heights = [count * scale for count in rows]
    return sum(height + gap_before(height, last) for height in heights)


def stacked(
    order: Order, rows: Sequence[int], *, scale: float, height: float, left: float, last: bool
) -> tuple[Block, ...]:
    """A column's blocks from the top, spread over the height and as a whole in its middle."""
    heights = [rows[index] * scale for index in order]
    spare = (height - sum(tall + gap_before(tall, last) for tall in heights)) / max(1, len(order) - 1)
    gaps = [gap_before(tall, last) + min(max(0.0, spare), WIDEST_GAP) for tall in heights]
    gaps[0] = gap_before(heights[0], last)
    top = (height - sum(heights) - sum(gaps)) / 2
    blocks = []
    for index, tall, gap in zip(order, heights, gaps, strict=True):
        top += gap
        width = END_WIDTH if last else STATION_WIDTH
        blocks.append(Block(index=index, rows=rows[index], left=left, top=top, width=width, height=tall))
        top += tall
    return tuple(blocks)
