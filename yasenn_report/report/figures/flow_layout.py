"""Where everything in the picture of the flow stands: blocks of each layer, partitions, and bands between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from yasenn_report.record.flow import Flow
from yasenn_report.record.partitions import Status
from yasenn_report.report.figures.drawing import PAGE_WIDTH, WIDE_WIDTH
from yasenn_report.report.figures.flow_bands import Band, Thread, bands_of
from yasenn_report.report.figures.flow_blocks import LABEL_PITCH, Block, least_height, lefts_of, stacked
from yasenn_report.report.figures.flow_order import Weights, ordered

MANY_STAGES = 5
"""From so many layers on the picture needs a page on its side."""

ROWS_HEIGHT = 215.0
"""Of all rows together, in points; more where many partitions need room for their labels."""

THIN = (2.0, 4.0, 8.0, float("inf"))
"""Bands between the same blocks, of the same status, and thinner than this become one; the first that leaves few."""

MOST_BANDS = 400

WIDE_HEIGHT = 360.0
"""That a page on its side leaves for the blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The whole picture without words."""

    width: float
    height: float
    """Of the blocks."""
    columns: tuple[tuple[Block, ...], ...]
    """Blocks from the top, by layer; the partitions last."""
    bands: tuple[Band, ...]


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
    pitch = min(LABEL_PITCH, WIDE_HEIGHT / len(labels)) if wide else LABEL_PITCH
    scale = max(ROWS_HEIGHT, 0.7 * pitch * len(labels)) / sum(thread.rows for thread in threads)
    height = max(pitch * len(labels), *(least_height(column, scale, last) for column, last in with_last(rows)))
    lefts = lefts_of(width, len(flow.stages))
    columns = tuple(
        stacked(order, column, scale=scale, height=height, left=left, last=last)
        for order, (column, last), left in zip(orders, with_last(rows), lefts, strict=True)
    )
    tries = (bands_of(threads, columns, statuses, scale=scale, thin=thin) for thin in THIN)
    bands = next((bands for bands in tries if len(bands) <= MOST_BANDS), None)
    if bands is None:
        bands = bands_of(threads, columns, statuses, scale=scale, thin=THIN[-1])
    return Layout(width=width, height=height, columns=columns, bands=bands)


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
    weights = [np.zeros((here, there)) for here, there in pairwise(sizes)]
    for thread in threads:
        for column, part in enumerate(weights):
            part[thread.blocks[column], thread.blocks[column + 1]] += thread.rows
    return weights
