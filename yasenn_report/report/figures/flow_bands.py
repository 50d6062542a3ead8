"""Bands of the picture of the flow: rows between the blocks of two columns, told apart by where they end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yasenn_report.record.partitions import Status
from yasenn_report.report.figures.flow_blocks import Block
from yasenn_report.report.figures.marks import LOOKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Rows that take one way through all columns."""

    blocks: tuple[int, ...]
    """Index of the block in each column."""
    rows: int


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


def bands_of(
    threads: Sequence[Thread],
    columns: Sequence[Sequence[Block]],
    statuses: Sequence[Status],
    *,
    scale: float,
    thin: float,
) -> tuple[Band, ...]:
    """The bands between each two columns, each block's whole side taken without a gap."""
    bands: list[Band] = []
    ends = {block.index: place for place, block in enumerate(columns[-1])}
    for column in range(len(columns) - 1):
        here, there = columns[column], columns[column + 1]
        streams = thick_enough(streams_of(threads, column, ends, statuses), thin / scale)
        leaving = starts(here, streams, others=there, leaving=True, scale=scale)
        arriving = starts(there, streams, others=here, leaving=False, scale=scale)
        x, x_next = here[0].left + here[0].width, there[0].left
        for stream, rows in streams.items():
            bands.append(
                Band(
                    column=column,
                    status=stream.status,
                    rows=rows,
                    start=(x, leaving[stream]),
                    end=(x_next, arriving[stream]),
                    thickness=rows * scale,
                )
            )
    return tuple(bands)


class Stream(NamedTuple):
    """Rows between two columns that are told apart from others."""

    source: int
    """Index of the block that they leave."""
    target: int
    status: Status
    """Of the partition at the end."""
    end: int
    """Place of that partition from the top."""


def streams_of(
    threads: Sequence[Thread], column: int, ends: Mapping[int, int], statuses: Sequence[Status]
) -> dict[Stream, int]:
    """Rows between two columns by partition at the end, in an order that does not depend on the threads'."""
    streams: dict[Stream, int] = defaultdict(int)
    for thread in threads:
        source, target = thread.blocks[column : column + 2]
        partition = thread.blocks[-1]
        streams[Stream(source, target, statuses[partition], ends[partition])] += thread.rows
    return dict(sorted(streams.items()))


def thick_enough(streams: Mapping[Stream, int], least: float) -> dict[Stream, int]:
    """Make one of those with fewer rows than `least` that go the same way with the same status."""
    merged: dict[Stream, int] = defaultdict(int)
    thin: dict[tuple[int, int, Status], Stream] = {}
    for stream, rows in streams.items():
        # The first of the thin ones takes the others.
        taker = stream if rows >= least else thin.setdefault((stream.source, stream.target, stream.status), stream)
        merged[taker] += rows
    return dict(merged)


def starts(
    blocks: Sequence[Block], streams: Mapping[Stream, int], *, others: Sequence[Block], leaving: bool, scale: float
) -> dict[Stream, float]:
    """Where each band begins on the side of its block: in the order of the blocks at its other end."""
    places = {block.index: place for place, block in enumerate(others)}
    ranks: dict[Status, int] = {status: rank for rank, status in enumerate(LOOKS)}
    tops = {block.index: block.top for block in blocks}

    def order(stream: Stream) -> tuple[int, int, int]:
        return places[stream.target if leaving else stream.source], ranks[stream.status], stream.end

    found = {}
    for stream in sorted(streams, key=order):
        own = stream.source if leaving else stream.target
        found[stream] = tops[own]
        tops[own] += streams[stream] * scale
    return found
