"""Partitions of images: what their fit rows look like on average, and typical ones."""

from dataclasses import dataclass

from yasenn_report.record.measured import NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionImages:
    """One partition's pictures, row by row from the top; values from 0 (lowest of all fit rows) to 255 (highest)."""

    partition: str
    mean: tuple[int, ...]
    """Mean of its fit rows, height * width."""
    typical: tuple[tuple[int, ...], ...] | NotRun
    """Its typical rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Images:
    """The inputs as images of one channel; several channels are averaged."""

    height: int
    width: int
    lowest: float
    highest: float
    partitions: tuple[PartitionImages, ...]
