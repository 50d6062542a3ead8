"""Partitions of images: what their rows look like on average, and typical ones."""

from collections.abc import Sequence

from yasenn_report.numbers import count, plural
from yasenn_report.record import Record
from yasenn_report.record.images import Images, PartitionImages
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.report.decisions import decision_words
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.drawing import PAGE_WIDTH, Drawing
from yasenn_report.report.figures.marks import legend, mark
from yasenn_report.report.figures.png import data_address, grey_png

SHOWN = 16
ABREAST = 4
MEAN, TYPICAL, GAP = 60.0, 28.0, 3.0
"""Heights of the images, at most, and the gap between them: points."""

TYPICAL_SHOWN = 3
CELL_WIDTH, CELL_HEIGHT, HEAD = PAGE_WIDTH / ABREAST, MEAN + 42.0, 24.0


def draw_images(record: Record) -> str | NotRun:
    """Return the drawing as SVG text, or why there is none."""
    images = record.images
    if isinstance(images, NotRun):
        return images
    if not images.partitions:
        return NotRun(reason="no partition has an image")
    partitions = {partition.label: partition for partition in record.partitions}
    shown = images.partitions[:SHOWN]
    lines = -(-len(shown) // ABREAST)
    drawing = Drawing(height=CELL_HEIGHT * lines + 10)
    for place, found in enumerate(shown):
        line, column = divmod(place, ABREAST)
        draw_partition(drawing, images, found, partitions[found.partition], column * CELL_WIDTH, line * CELL_HEIGHT)
    bottom = CELL_HEIGHT * lines + 5
    end = legend(drawing, 0, bottom, {partitions[found.partition].status for found in shown})
    if len(images.partitions) > len(shown):
        more = f"{plural(len(images.partitions) - len(shown), 'smaller partition')} not shown"
        drawing.text(PAGE_WIDTH, bottom, more, room=PAGE_WIDTH - end, anchor="end")
    return drawing.svg()


def draw_partition(
    drawing: Drawing, images: Images, found: PartitionImages, partition: Partition, x: float, y: float
) -> None:
    """One partition: its name over its mean image, typical ones beside that."""
    mark(drawing, x + 4, y + 7, partition.status)
    drawing.text(x + 11, y + 9.7, partition.label, room=30, bold=True)
    drawing.text(x + 36, y + 9.7, decision_words(partition), room=CELL_WIDTH - 42, otherwise="class")
    rows = f"{count(partition.fit_rows)} fit rows"
    drawing.text(x, y + 20, rows, room=CELL_WIDTH - 8, color=palette.SOFT_INK)
    width, height = within(images, MEAN, MEAN)
    draw_image(drawing, images, found.mean, x, y + HEAD, width, height)
    if isinstance(found.typical, NotRun):
        return
    small, low = within(images, TYPICAL, (MEAN - (TYPICAL_SHOWN - 1) * GAP) / TYPICAL_SHOWN)
    for place, pixels in enumerate(found.typical[:TYPICAL_SHOWN]):
        draw_image(drawing, images, pixels, x + width + 2 * GAP, y + HEAD + place * (low + GAP), small, low)


def within(images: Images, width: float, height: float) -> tuple[float, float]:
    """The largest size with the images' proportions inside a box."""
    scale = min(width / images.width, height / images.height)
    return images.width * scale, images.height * scale


def draw_image(
    drawing: Drawing, images: Images, pixels: Sequence[int], x: float, y: float, width: float, height: float
) -> None:
    """One image, high values dark as ink, in a thin frame."""
    shown = [255 - min(255, max(0, pixel)) for pixel in pixels]
    drawing.add(
        "image",
        x=x,
        y=y,
        width=width,
        height=height,
        image_rendering="pixelated",  # whoever smooths it into a PDF breaks PDF/A
        href=data_address(grey_png(shown, width=images.width)),
    )
    drawing.rect(x, y, width, height, fill="none", stroke=palette.OUTLINE, stroke_width=0.5)
