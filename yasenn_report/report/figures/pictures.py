"""From a leaf, or a word on a branch, to the small picture of it that Graphviz lays out."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yasenn_report.report.figures import palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SMALLEST_PIE, LARGEST_PIE = 0.35, 1.3
"""Diameters in inches."""


def write_words(path: Path, words: str, size: float) -> None:
    """Write a picture of `words`, one or two short lines of `size` points, to an SVG file."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    figure.text(0.5, 0.5, words, ha="center", va="center", fontsize=size, linespacing=1.3)
    _save(figure, path)


def write_leaf(path: Path, counts: Sequence[int], colors: Sequence[str], answer: str, size: float) -> None:
    """Write a pie of the classes of the rows in a leaf, over their number and the class that the leaf answers.

    Args:
        path: the SVG file to write.
        counts: rows per class.
        colors: a fill per class.
        answer: the name of the class that the leaf answers.
        size: of the letters, in points.
    """
    from matplotlib.figure import Figure

    rows = sum(counts)
    diameter = _diameter(rows)
    figure = Figure(figsize=(diameter, diameter))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    present = [(count, color) for count, color in zip(counts, colors, strict=True) if count] or [(1, palette.WHITE)]
    axes.pie(
        [count for count, _ in present],
        colors=[color for _, color in present],
        wedgeprops={"edgecolor": palette.OUTLINE, "linewidth": 0.6},
    )
    axes.set(xlim=(-1.01, 1.01), ylim=(-1.01, 1.01))
    figure.text(0.5, -0.06 / diameter, f"n={rows}\n{answer}", ha="center", va="top", fontsize=size, linespacing=1.3)
    _save(figure, path)


def _diameter(rows: int) -> float:
    """Grow with the square root of the rows: one row and ten look different, 300 and 400 hardly."""
    return min(SMALLEST_PIE + 0.06 * math.sqrt(rows), LARGEST_PIE)


def _save(figure: "Figure", path: Path) -> None:
    # Graphviz wants the prolog that a tidy SVG has lost.
    figure.savefig(path, format="svg", bbox_inches="tight", pad_inches=0.03)


def four_digits(value: float) -> str:
    """Return `value` to four significant digits, without an exponent where that is readable."""
    if value == 0 or not 1e-4 <= abs(value) < 1e6:
        return _with_minus(f"{value:.4g}")
    decimals = max(0, 3 - math.floor(math.log10(abs(value))))
    text = f"{value:.{decimals}f}"
    return _with_minus(text.rstrip("0").rstrip(".") if "." in text else text)


def _with_minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")
