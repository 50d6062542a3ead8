"""How rows stream through the leaves of each layer into partitions: an alluvial drawing."""

from collections.abc import Sequence

from yasenn_report.numbers import count, percent
from yasenn_report.record import Record
from yasenn_report.record.flow import Stage
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.decisions import decision_words
from yasenn_report.report.figures.drawing import NORMAL, SMALL, Drawing, short
from yasenn_report.report.figures.flow_layout import (
    END_WIDTH,
    LABEL_PITCH,
    LABELS_WIDTH,
    TALL_ENOUGH,
    Band,
    Block,
    Layout,
    laid_out,
)
from yasenn_report.report.figures.letters import width_of
from yasenn_report.report.figures.marks import LOOKS, area, legend, mark

HEAD, FOOT = 22.0, 24.0
"""Room above and below the blocks: names of the layers, and what the colours mean."""

MOST_PARTITIONS = 40
OUTLINED = 1.6
"""Thickness of a band from which on it has an outline; thinner ones have the outline's colour all over."""

FINEST = 0.4
TWO_LINES = 21.0


def draw_flow(record: Record) -> str | NotRun:
    """Return the drawing as SVG text, or why there is none."""
    flow, partitions = record.flow, record.partitions
    if not flow.stages or not flow.paths:
        return NotRun(reason="no way of any row through the layers was recorded")
    if len(partitions) > MOST_PARTITIONS:
        return NotRun(reason=f"{count(len(partitions))} partitions are too many to tell apart in one drawing")
    statuses = [partition.status for partition in partitions]
    layout = laid_out(flow, [partition.label for partition in partitions], statuses)
    drawing = Drawing(width=layout.width, height=HEAD + layout.height + FOOT)
    draw_bands(drawing, layout.bands)
    for stage, blocks in zip(flow.stages, layout.columns[:-1], strict=True):
        draw_head(drawing, stage.layer, blocks[0].left, pitch_of(layout))
        for block in blocks:
            draw_leaf(drawing, block, stage)
    draw_ends(drawing, layout, partitions)
    legend(drawing, 0, HEAD + layout.height + FOOT - 5, set(statuses))
    return drawing.svg()


def is_wide(record: Record) -> bool:
    """Whether the drawing needs a page on its side."""
    from yasenn_report.report.figures.flow_layout import MANY_STAGES

    return len(record.flow.stages) >= MANY_STAGES


def pitch_of(layout: Layout) -> float:
    """From one column to the next."""
    return layout.columns[1][0].left - layout.columns[0][0].left


def draw_bands(drawing: Drawing, bands: Sequence[Band]) -> None:
    """The gravest on top, and of one status the thinnest."""
    ranks = {status: rank for rank, status in enumerate(LOOKS)}
    for band in sorted(bands, key=lambda band: (ranks[band.status], -band.rows, band.start, band.end)):
        path = ribbon(band)
        if band.thickness >= OUTLINED:
            area(drawing, path, band.status, outline=0.4)
        else:
            drawing.add("path", d=path, fill=LOOKS[band.status].edge)


def ribbon(band: Band) -> str:
    """The closed path of a band: level at both ends."""
    thickness = max(band.thickness, FINEST)
    (x, y), (x_end, y_end) = band.start, band.end
    y, y_end, middle = y + HEAD, y_end + HEAD, short((x + x_end) / 2)
    return (
        f"M{short(x)} {short(y)}C{middle} {short(y)} {middle} {short(y_end)} {short(x_end)} {short(y_end)}"
        f"v{short(thickness)}C{middle} {short(y_end + thickness)} {middle} {short(y + thickness)} "
        f"{short(x)} {short(y + thickness)}Z"
    )


def draw_head(drawing: Drawing, words: str, left: float, room: float) -> None:
    """What a column is."""
    drawing.text(left, 9, words, room=room - 4, size=NORMAL, bold=True, otherwise="layer")


def draw_leaf(drawing: Drawing, block: Block, stage: Stage) -> None:
    """A block of a layer with its leaf and its rows: inside where they fit, else above."""
    top, middle, right = HEAD + block.top, block.left + block.width / 2, block.left + block.width
    drawing.rect(block.left, top, block.width, block.height, fill="#F4F4F4", stroke=palette.OUTLINE, stroke_width=0.7)
    leaves = stage.leaves[block.index]
    if block.height >= TWO_LINES:
        y = top + block.height / 2
        drawing.text(middle, y - 2, leaf_words(leaves), room=block.width - 4, anchor="middle", bold=True)
        drawing.text(
            middle, y + 7.5, rows_words(block), room=block.width - 2, anchor="middle", color=palette.SOFT_INK
        )
        return
    y = top + block.height / 2 + 2.7 if block.height >= TALL_ENOUGH else top - 2.2
    name, rows = "-".join(map(str, leaves)) or "others", count(block.rows)
    drawing.text(
        block.left + 2, y, name, room=block.width - 6 - width_of(rows, SMALL), bold=True, otherwise="leaf"
    )
    drawing.text(right - 2, y, rows, room=block.width, anchor="end", color=palette.SOFT_INK)


def leaf_words(leaves: tuple[int, ...]) -> str:
    """A leaf by its index; several trees' by all of them."""
    if not leaves:
        return "others"
    return f"leaf {leaves[0]}" if len(leaves) == 1 else "-".join(map(str, leaves))


def rows_words(block: Block) -> str:
    """How many rows, without the word where it would not fit."""
    words = f"{count(block.rows)} rows"
    return words if width_of(words, SMALL) <= block.width - 2 else count(block.rows)


def draw_ends(drawing: Drawing, layout: Layout, partitions: Sequence[Partition]) -> None:
    """The partitions with their marks, names, decisions and shares."""
    blocks = layout.columns[-1]
    left, right = blocks[0].left, layout.width
    draw_head(drawing, "partition: decision", left, LABELS_WIDTH - 40)
    drawing.text(right, 9, "fit rows", room=50, anchor="end", color=palette.SOFT_INK)
    total = sum(block.rows for block in blocks)
    labels_at = spread([block.top + block.height / 2 for block in blocks], layout.height)
    for block, label_at in zip(blocks, labels_at, strict=True):
        partition = partitions[block.index]
        top, y = HEAD + block.top, HEAD + label_at
        look = LOOKS[partition.status]
        drawing.rect(left, top, END_WIDTH, max(block.height, FINEST), fill=look.edge)
        line = f"M{short(left + END_WIDTH)} {short(top + block.height / 2)}L{short(left + END_WIDTH + 8)} {short(y)}"
        drawing.add("path", d=line, stroke=palette.OUTLINE, stroke_width=0.5)
        mark(drawing, left + END_WIDTH + 13, y, partition.status)
        share = percent(block.rows / total)
        label_width = max(18.0, width_of(partition.label, SMALL, bold=True)) + 4
        x = left + END_WIDTH + 19
        drawing.text(x, y + 2.7, partition.label, room=label_width, bold=True)
        room = right - x - label_width - width_of(share, SMALL) - 5
        drawing.text(x + label_width, y + 2.7, decision_words(partition), room=room, otherwise="class")
        drawing.text(right, y + 2.7, share, room=50, anchor="end")


def spread(wanted: Sequence[float], height: float) -> list[float]:
    """Move places apart, as little as their order lets, so that labels do not lie on each other."""
    pitch = min(LABEL_PITCH, height / max(1, len(wanted)))
    places: list[float] = []
    for want in wanted:
        places.append(max(want, places[-1] + pitch) if places else max(want, pitch / 2))
    limit = height - pitch / 2
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], limit)
        limit = places[index] - pitch
    return places
