"""In which columns partitions differ: a table of standardised differences with shades."""

from collections.abc import Sequence

from yasenn_report.numbers import plural
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.report.decisions import MINUS, decision_words
from yasenn_report.report.differences import shown_differences
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.drawing import PAGE_WIDTH, Drawing, short
from yasenn_report.report.figures.marks import legend, mark

SHOWN = 16
LINE, TOP, NAMES = 17.0, 78.0, 130.0
"""Height of a line, room above the first one, width of the columns' names: points."""

WIDEST, NARROWEST = 44.0, 22.0
STEPS = (0.25, 0.5, 1.0, 2.0)
"""Standardised differences from which on the shade is the next."""

ABOVE = (palette.WHITE, "#DCEAF4", "#A9CDE6", "#5E9FCC", "#0B4F82")
BELOW = (palette.WHITE, "#FBE7D8", "#F3BF96", "#E08A4A", "#8A3A00")
"""From no difference on; ink or white reaches 4.5:1 on each."""


def draw_profiles(record: Record, names: Sequence[str]) -> str | NotRun:
    """Return the drawing as SVG text, or why there is none.

    Args:
        record: of an audit.
        names: what the page calls the columns of `record.profiles.columns`.
    """
    profiles = record.profiles
    if not profiles.columns:
        return NotRun(reason="there is no column in which partitions could differ")
    if len(record.partitions) < 2:
        return NotRun(reason="there is one partition only: it differs from none")
    partitions = record.partitions[:SHOWN]
    width = min(WIDEST, (PAGE_WIDTH - NAMES) / len(partitions))
    bottom = TOP + LINE * len(names)
    drawing = Drawing(height=bottom + 48)
    for place, partition in enumerate(partitions):
        draw_head(drawing, partition, NAMES + width * (place + 0.5), width)
    draw_cells(drawing, shown_differences(record)[: len(partitions)], width)
    for line, name in enumerate(names):
        y = TOP + LINE * line + LINE / 2 + 2.7
        drawing.text(NAMES - 6, y, name, room=NAMES - 8, anchor="end", otherwise=f"column {line + 1}")
    draw_key(drawing, bottom + 14)
    end = legend(drawing, 0, bottom + 43, {partition.status for partition in partitions})
    if len(record.partitions) > SHOWN:
        more = f"{plural(len(record.partitions) - SHOWN, 'smaller partition')} not shown"
        drawing.text(PAGE_WIDTH, bottom + 43, more, room=PAGE_WIDTH - end, anchor="end")
    return drawing.svg()


def draw_head(drawing: Drawing, partition: Partition, x: float, width: float) -> None:
    """A partition's mark and name, and its decision on the slant."""
    drawing.text(x, TOP - 5, partition.label, room=width + 4, anchor="middle", bold=True)
    mark(drawing, x, TOP - 18, partition.status)
    words = decision_words(partition)
    drawing.text(x - 1, TOP - 25, words, room=68, turn=45, anchor="end", otherwise="class")


def draw_cells(drawing: Drawing, values: Sequence[Sequence[float]], width: float) -> None:
    """Each difference: its number with its sign on the shade of its size."""
    cells: dict[str, list[str]] = {}
    numbers: dict[str, list[tuple[float, float, str]]] = {palette.INK: [], palette.WHITE: []}
    for place, column in enumerate(values):
        for line, value in enumerate(column):
            x, y, fill = NAMES + width * place, TOP + LINE * line, shade(value)
            cells.setdefault(fill, []).append(f"M{short(x)} {short(y)}h{short(width)}v{short(LINE)}h{short(-width)}z")
            numbers[ink_on(fill)].append((x + width / 2, y + LINE / 2 + 2.7, signed_tenth(value)))
    for fill in (*ABOVE, *BELOW[1:]):
        drawing.paths(cells.get(fill, ()), fill=fill, stroke=palette.WHITE, stroke_width=1)
    for color, places in numbers.items():
        drawing.numbers(places, color=color)


def ink_on(fill: str) -> str:
    """The colour of letters that can be read on a fill."""
    return max((palette.INK, palette.WHITE), key=lambda ink: palette.contrast(ink, fill))


def shade(value: float) -> str:
    """Blue above, brown below, darker with the size."""
    level = sum(abs(value) >= step for step in STEPS)
    return (ABOVE if value > 0 else BELOW)[level]


def signed_tenth(value: float) -> str:
    """A difference with one decimal and always a sign, but for 0."""
    shown = f"{abs(value):.1f}" if abs(value) < 99.95 else "99+"
    if shown == "0.0":
        return "0"
    return ("+" if value > 0 else MINUS) + shown


def draw_key(drawing: Drawing, y: float) -> None:
    """What the shades mean."""
    levels = [*reversed(BELOW[1:]), *ABOVE]
    words = [f"{MINUS}{step:g}" for step in reversed(STEPS)] + [f"+{step:g}" for step in STEPS]
    width, left = 26.0, NAMES
    drawing.text(left - 6, y + 3, "standard deviations", room=NAMES - 8, anchor="end", color=palette.SOFT_INK)
    for place, fill in enumerate(levels):
        drawing.rect(left + width * place, y - 7, width, 7, fill=fill, stroke=palette.OUTLINE, stroke_width=0.4)
    for place, word in enumerate(words, start=1):
        drawing.text(left + width * place, y + 8, word, room=width, anchor="middle", color=palette.SOFT_INK)
