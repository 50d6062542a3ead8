"""A level axis of numbers with round ticks."""

from dataclasses import dataclass

from yasenn_report.report.figures import palette
from yasenn_report.report.figures.drawing import Drawing
from yasenn_report.report.figures.ticks import tick_words, ticks


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """From numbers to places across the drawing."""

    low: float
    high: float
    left: float
    """Where `low` lies, in points."""
    right: float

    def place(self, value: float) -> float:
        """Where a number lies; beyond the ends, at the end."""
        if self.high <= self.low:
            return (self.left + self.right) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def draw_axis(drawing: Drawing, axis: Axis, *, top: float, bottom: float, label: str, as_percent: bool = False) -> None:
    """Put faint lines at round numbers, the numbers below them and what they measure below that.

    Args:
        drawing: where; needs 26 points below `bottom`.
        axis: which.
        top: where its lines begin.
        bottom: where they end.
        label: what it measures.
        as_percent: whether the numbers are shares.
    """
    for tick in ticks(axis.low, axis.high):
        x = axis.place(tick)
        drawing.line(x, top, x, bottom, stroke=palette.GRID, stroke_width=0.6)
        words = f"{tick_words(100 * tick)} %" if as_percent else tick_words(tick)
        drawing.text(x, bottom + 10, words, room=60, anchor="middle", color=palette.SOFT_INK)
    drawing.line(axis.left, bottom, axis.right, bottom, stroke=palette.OUTLINE, stroke_width=0.6)
    drawing.text((axis.left + axis.right) / 2, bottom + 22, label, room=axis.right - axis.left + 100, anchor="middle")
