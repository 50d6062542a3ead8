"""From the caller's matplotlib to ours and back: one look for every figure, nothing left changed."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from yasenn_report.report.figures import palette
from yasenn_report.report.figures.svg import tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PLOT_WIDTH = 5.9
"""Width of a plot in inches; with its labels it fills the text column of an A4 page."""

FONT = "DejaVu Sans"
"""Matplotlib ships it, so a figure looks the same on every machine."""

_LOOK: dict[Any, Any] = {  # matplotlib types every key as a literal of its own
    "svg.hashsalt": "yasenn-report",  # otherwise ids are random
    "svg.fonttype": "path",  # letters as shapes: no font is asked of the reader
    "font.family": FONT,
    "font.size": 8.5,
    "text.parse_math": False,  # a column may be called $x_1$
    "text.color": palette.INK,
    "axes.formatter.useoffset": False,
    "axes.labelcolor": palette.INK,
    "axes.edgecolor": palette.OUTLINE,
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": palette.GRID,
    "grid.linewidth": 0.6,
    "xtick.color": palette.OUTLINE,
    "ytick.color": palette.OUTLINE,
    "xtick.labelcolor": palette.INK,
    "ytick.labelcolor": palette.INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.frameon": False,
}


@contextmanager
def our_look(**more: Any) -> Iterator[None]:
    """Draw with this package's settings, whatever matplotlibrc the machine has; restore the caller's afterwards.

    Settings of matplotlib belong to the process: one thread at a time.
    """
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_LOOK | more)
        yield


def blank(*, height: float) -> "tuple[Figure, Axes]":
    """Return a plot of `height` inches in a figure that pyplot does not know; labels stand around it."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(PLOT_WIDTH, height))
    return figure, figure.add_axes((0, 0, 1, 1))


def to_svg(figure: "Figure") -> str:
    """Return the figure as tidy SVG text, cut to what is drawn."""
    text = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    figure.savefig(text, format="svg", bbox_inches="tight", pad_inches=0.03, metadata=nothing)
    return tidy(text.getvalue())


@contextmanager
def agg_pyplot() -> Iterator[None]:
    """Let a library draw through pyplot without a window; close what it leaves open, give the caller's backend back."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt

    backend = mpl.get_backend(auto_select=False)
    open_before = set(plt.get_fignums())
    plt.switch_backend("agg")
    try:
        yield
    finally:
        for number in set(plt.get_fignums()) - open_before:
            plt.close(number)
        if backend is not None:
            mpl.use(backend, force=False)
