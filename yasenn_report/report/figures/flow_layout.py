"""Where everything in the picture of the flow stands: blocks of each layer, partitions, and bands between them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from yasenn_report.record.flow import Flow
from yasenn_report.record.partitions import Status
from yasenn_report.report.figures.drawing import PAGE_WIDTH, WIDE_WIDTH
from yasenn_report.report.figures.flow_order import Order, Weights, ordered
from yasenn_report.report.figures.marks import LOOKS

MANY_STAGES = 5
"""From so many layers on the picture needs a page on its side."""

TALL_ENOUGH = 10.0
"""Height of a block from which on its words stand inside it; those of smaller ones stand above."""

ROWS_HEIGHT, LABEL_PITCH = 215.0, 11.0
LABELS_WIDTH, STATION_WIDTH, END_WIDTH = 158.0, 44.0, 8.0
ROOM_ABOVE, LEAST_GAP, WIDEST_GAP = 11.0, 5.0, 20.0
THIN = 0.8
"""Bands between the same blocks, of the same status, and thinner than this become one."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Rows that go from one block to one of the next column."""

    column: int
    """Of the block that they leave."""
    status: Status
    """Of the partitions that they end in."""
    rows: int
    start: tuple[float, float]
    """Its upper left corner."""
    end: tuple[float, float]
    """Its upper right corner."""
    thickness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole picture without words."""

    width: float
    height: float
    """Of the blocks."""
    columns: tuple[tuple[Block, ...], ...]
    """Blocks from the top, by layer; the partitions last."""
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Rows that take one way through all columns."""

    blocks: tuple[int, ...]
    """Index of the block in each column."""
    rows: int


def threads_of(flow: Flow, labels: Sequence[str]) -> tuple[Thread, ...]:
    """The ways with the index of the partition as their last block."""
    places = {label: index for index, label in enumerate(labels)}
    return tuple(Thread(blocks=(*path.stops, places[path.partition]), rows=path.fit_rows) for path in flow.paths)


def laid_out(flow: Flow, labels: Sequence[str], statuses: Sequence[Status]) -> Layout:
    """Return the layout of a flow.

    Args:
        flow: at least one stage and one path.
        labels: of all partitions, as the paths name them.
        statuses: of all partitions.
    """
    threads = threads_of(flow, labels)
    sizes = [*(len(stage.leaves) for stage in flow.stages), len(labels)]
    rows = rows_of(threads, sizes)
    orders = ordered(weights_of(threads, sizes))
    wide = len(flow.stages) >= MANY_STAGES
    width = WIDE_WIDTH if wide else PAGE_WIDTH
    scale = ROWS_HEIGHT / sum(thread.rows for thread in threads)
    height = max(least_height(column, scale, last) for column, last in with_last(rows))
    lefts = lefts_of(width, len(flow.stages))
    columns = tuple(
        stacked(order, column, scale=scale, height=height, left=left, last=last)
        for order, (column, last), left in zip(orders, with_last(rows), lefts, strict=True)
    )
    return Layout(width=width, height=height, columns=columns, bands=bands_of(threads, columns, statuses, scale))


def with_last(rows: Sequence[Sequence[int]]) -> list[tuple[Sequence[int], bool]]:
    """The rows of each column, and whether it is the partitions'."""
    return [(column, place == len(rows) - 1) for place, column in enumerate(rows)]


def rows_of(threads: Sequence[Thread], sizes: Sequence[int]) -> list[list[int]]:
    """Rows by column and block."""
    rows = [[0] * size for size in sizes]
    for thread in threads:
        for column, block in enumerate(thread.blocks):
            rows[column][block] += thread.rows
    return rows


def weights_of(threads: Sequence[Thread], sizes: Sequence[int]) -> list[Weights]:
    """Rows between the blocks of each two columns."""
    weights = [np.zeros((here, there)) for here, there in zip(sizes[:-1], sizes[1:], strict=True)]
    for thread in threads:
        for column, part in enumerate(weights):
            part[thread.blocks[column], thread.blocks[column + 1]] += thread.rows
    return weights


def lefts_of(width: float, stages: int) -> list[float]:
    """Where columns begin: layers evenly, the partitions before the room for their labels."""
    end = width - LABELS_WIDTH - END_WIDTH
    return [end * place / stages for place in range(stages + 1)]


def gap_before(height: float, last: bool) -> float:
    """The room that a block needs between it and the one above."""
    return 2.0 if last else ROOM_ABOVE if height < TALL_ENOUGH else LEAST_GAP


def least_height(rows: Sequence[int], scale: float, last: bool) -> float:
    """The height that a column needs with its blocks as close as can be."""
    heights = [count * scale for count in rows]
    stacked_up = sum(height + gap_before(height, last) for height in heights)
    return max(stacked_up, LABEL_PITCH * len(rows)) if last else stacked_up


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


def bands_of(
    threads: Sequence[Thread], columns: Sequence[Sequence[Block]], statuses: Sequence[Status], scale: float
) -> tuple[Band, ...]:
    """The bands between each two columns, each block's whole side taken without a gap."""
    bands: list[Band] = []
    ends = {block.index: place for place, block in enumerate(columns[-1])}
    for column in range(len(columns) - 1):
        here, there = columns[column], columns[column + 1]
        streams = thick_enough(streams_of(threads, column, ends, statuses), scale)
        leaving = starts(here, streams, own=0, other=[block.index for block in there], scale=scale)
        arriving = starts(there, streams, own=1, other=[block.index for block in here], scale=scale)
        x, x_next = here[0].left + here[0].width, there[0].left
        for key, rows in streams.items():
            bands.append(
                Band(
                    column=column,
                    status=key[2],
                    rows=rows,
                    start=(x, leaving[key]),
                    end=(x_next, arriving[key]),
                    thickness=rows * scale,
                )
            )
    return tuple(bands)


Stream = tuple[int, int, Status, int]
"""From which block to which block, the status at the end, and the place of the partition at the end."""


def streams_of(
    threads: Sequence[Thread], column: int, ends: Mapping[int, int], statuses: Sequence[Status]
) -> dict[Stream, int]:
    """Rows between two columns by partition at the end, in an order that does not depend on the threads'."""
    streams: dict[Stream, int] = defaultdict(int)
    for thread in threads:
        partition = thread.blocks[-1]
        streams[thread.blocks[column], thread.blocks[column + 1], statuses[partition], ends[partition]] += thread.rows
    return dict(sorted(streams.items()))


def thick_enough(streams: Mapping[Stream, int], scale: float) -> dict[Stream, int]:
    """Make one of those too thin to see that go the same way with the same status."""
    merged: dict[Stream, int] = defaultdict(int)
    thin: dict[tuple[int, int, Status], Stream] = {}
    for key, rows in streams.items():
        if rows * scale < THIN:
            key = thin.setdefault(key[:3], key)  # noqa: PLW2901  the first of the thin ones takes the others
        merged[key] += rows
    return dict(merged)


def starts(
    blocks: Sequence[Block], streams: Mapping[Stream, int], *, own: int, other: Sequence[int], scale: float
) -> dict[Stream, float]:
    """Where each band begins on the side of its block: in the order of the blocks at its other end."""
    places = {index: place for place, index in enumerate(other)}
    ranks: dict[Status, int] = {status: rank for rank, status in enumerate(LOOKS)}
    tops = {block.index: block.top for block in blocks}
    found = {}
    for key in sorted(streams, key=lambda key: (places[key[1 - own]], ranks[key[2]], key[3])):
        found[key] = tops[key[own]]
        tops[key[own]] += streams[key] * scale
    return found
