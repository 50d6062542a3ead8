"""Image inputs: what the fit rows of each partition look like on average, and its typical rows."""

import re

import numpy as np
from numpy.typing import NDArray

from yasenn_report.audit import Audit
from yasenn_report.record.images import Images, PartitionImages
from yasenn_report.record.measured import NotRun
from yasenn_report.recording.measured import NO_ROWS

SMALLEST_SIDE = 4
"""Fewer points in a direction are no picture; a third dimension of 1 or 3 is one of channels."""
LARGEST_SIDE = 64
"""Larger images are made smaller, by means over squares: all partitions' fit in a small file, and on a page."""
WHITE = 255
FIRST = re.compile(r"Flatten|Conv2d|Conv1d|Linear|LSTM|GRU|RNN|attention|matmul|Embedding")
"""The first of these tells what the network takes its input for."""


def record_images(audit: Audit, *, shape: tuple[int, ...] | None, rows: bool) -> Images | NotRun:
    """Pictures of all partitions, if the inputs are images; of single rows only where `rows` allows them.

    Args:
        audit: what was found.
        shape: of an image, as the user gave it: height and width, or channels, height and width; None where nobody did.
        rows: whether single rows may be shown.
    """
    if shape is not None:
        channels, height, width = shape if len(shape) == 3 else (1, *shape)
    elif (known := image_shape(audit.network.plan.shape, [one.operations for one in audit.network.layers])) is not None:
        channels, height, width = known
    else:
        return NotRun(reason="the inputs are not known to be images (--image-shape says so where they are)")
    images = reduced(audit.holdout.features[audit.split.fit].reshape(-1, channels, height, width).mean(axis=1))
    lowest, highest = float(images.min()), float(images.max())
    grey = to_grey(images, lowest, highest)
    membership = audit.partitioning.membership
    return Images(
        height=images.shape[1],
        width=images.shape[2],
        lowest=lowest,
        highest=highest,
        partitions=tuple(
            PartitionImages(
                partition=partition.label,
                mean=line(to_grey(images[membership == index].mean(axis=0), lowest, highest)),
                typical=tuple(line(grey[one.row]) for one in audit.typical[index]) if rows else NO_ROWS,
            )
            for index, partition in enumerate(audit.partitioning.partitions)
        ),
    )


def image_shape(row: tuple[int, ...] | None, operations: list[str]) -> tuple[int, int, int] | None:
    """Channels, height and width of a row of this shape; None if it is no image.

    Two dimensions can as well be a series of measurements: they are an image if the network begins with a convolution
    in two dimensions, or takes all points side by side before it multiplies.

    Args:
        row: the shape of one row; None for a line of numbers.
        operations: of each layer from the input on, as the report words them.
    """
    if row is None or len(row) not in (2, 3) or min(row[-2:]) < SMALLEST_SIDE:
        return None
    if len(row) == 3:
        return row[0], row[1], row[2]
    first = FIRST.search(", ".join(operations))
    return (1, row[0], row[1]) if first and first[0] in ("Flatten", "Conv2d") else None


def reduced(images: NDArray[np.float64]) -> NDArray[np.float64]:
    """Images (rows, height, width) with no more than 64 points in a direction: means over squares."""
    side = -(-max(images.shape[1:]) // LARGEST_SIDE)
    if side == 1:
        return images
    for axis in (1, 2):
        starts = np.arange(0, images.shape[axis], side)
        points = np.diff([*starts, images.shape[axis]])
        images = np.moveaxis(np.moveaxis(np.add.reduceat(images, starts, axis=axis), axis, -1) / points, -1, axis)
    return images


def to_grey(images: NDArray[np.float64], lowest: float, highest: float) -> NDArray[np.intp]:
    """Values from the lowest to the highest as whole numbers from 0 to 255; 0 where there is one value only."""
    span = highest - lowest
    return np.rint((images - lowest) / (span or 1.0) * WHITE).astype(np.intp)


def line(image: NDArray[np.intp]) -> tuple[int, ...]:
    """The points row by row from the top."""
    return tuple(image.reshape(-1).tolist())
