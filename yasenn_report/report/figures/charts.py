"""From measured rates with their intervals to two plain charts as SVG text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from yasenn_report.report.figures import palette
from yasenn_report.report.figures.canvas import blank, our_look, to_svg
from yasenn_report.report.figures.names import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_HEIGHT, PATH_HEIGHT = 0.2, 2.0
"""Of one line of rates, of the whole chart by layer: inches."""

Kind = Literal["within_tolerance", "low_fidelity", "inconclusive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """One partition's rate with its interval, all from 0 to 1."""

    label: str
    value: float
    low: float
    high: float
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPoint:
    """The fidelity reached after one more layer, with its interval, all from 0 to 1."""

    label: str
    shown: str
    """The value as the report prints it."""
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    words: str
    shape: str
    color: str
    fill: str


# Shape and fill say the status as well as colour does.
_MARKS: dict[Kind, _Mark] = {
    "within_tolerance": _Mark(words="within tolerance", shape="o", color=palette.BLUE, fill=palette.BLUE),
    "low_fidelity": _Mark(words="low fidelity", shape="^", color=palette.VERMILLION, fill=palette.VERMILLION),
    "inconclusive": _Mark(words="inconclusive", shape="s", color=palette.OUTLINE, fill=palette.WHITE),
}


def draw_rates(rows: Sequence[RateRow], *, limit: float, limit_label: str, axis_label: str) -> str:
    """Draw one line per partition, a status mark on its interval, against a limit; return SVG text.

    Args:
        rows: in the order to be read, top down; rates from 0 to 1. Drawn as `mark-rate-0`, `mark-rate-1`, ...
        limit: from 0 to 1, drawn as a dashed line.
        limit_label: what stands at that line.
        axis_label: what the percent axis measures.

    Raises:
        ValueError: there is no row, or a rate does not lie in its interval within 0..1.
    """
    _check(rows)
    with our_look():
        figure, axes = blank(height=ROW_HEIGHT * (len(rows) + 0.2))
        for place, row in enumerate(rows):
            _draw_rate(axes, place, row)
        _draw_limit(axes, limit, limit_label)
        _percent_axis(axes, max(limit, *(row.high for row in rows)), axis_label)
        _list_labels(axes, [row.label for row in rows])
        _explain_marks(axes, {row.kind for row in rows})
        return to_svg(figure)


def draw_fidelity_by_layer(
    points: Sequence[LayerPoint],
    *,
    axis_label: str,
    reference: float | None,
    reference_label: str,
    as_percent: bool = True,
    others: Sequence[LayerPoint] = (),
) -> str:
    """Draw how fidelity grows from layer to layer and return SVG text.

    Args:
        points: in the order of distillation, the start (no layer yet) first. Drawn as `mark-layer-0`, ...
        axis_label: what the percent axis measures.
        reference: from 0 to 1, drawn as a dashed line; None for no line.
        reference_label: what stands at that line.
        as_percent: whether the values are shares; else the axis shows them as they are.
        others: the other order of layers, without the start; each point is named. Drawn as `mark-other-0`, ...

    Raises:
        ValueError: there is no point, or a value does not lie in its interval within 0..1.
    """
    _check(points)
    with our_look():
        figure, axes = blank(height=PATH_HEIGHT)
        _draw_path(axes, points)
        _draw_others(axes, points[0], others)
        if reference is not None:
            _draw_reference(axes, reference, reference_label)
        _layer_axes(axes, [*points, *others], len(points), reference, axis_label)
        if as_percent:
            axes.yaxis.set_major_formatter(_percent)
        return to_svg(figure)


def _check(rates: Sequence[RateRow] | Sequence[LayerPoint]) -> None:
    if not rates:
        raise ValueError("there is nothing to draw")
    for rate in rates:
        if not 0 <= rate.low <= rate.value <= rate.high <= 1:
            raise ValueError(f"{rate.label}: expected 0 <= low <= value <= high <= 1, found {rate}")


def _draw_rate(axes: "Axes", place: int, row: RateRow) -> None:
    mark = _MARKS[row.kind]
    axes.plot([row.low, row.high], [place, place], color=mark.color, linewidth=1.4, solid_capstyle="butt")
    axes.plot([row.low, row.high], [place, place], linestyle="none", marker="|", markersize=5, color=mark.color)
    axes.plot(
        [row.value],
        [place],
        linestyle="none",
        marker=mark.shape,
        markersize=6,
        color=mark.color,
        markerfacecolor=mark.fill,
        gid=f"mark-rate-{place}",
    )


def _draw_limit(axes: "Axes", limit: float, label: str) -> None:
    axes.axvline(limit, color=palette.INK, linewidth=1, linestyle=(0, (4, 2)), gid="mark-limit")
    axes.annotate(
        drawable(label, limit=60, otherwise="limit"),
        (limit, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
    )


def _percent_axis(axes: "Axes", furthest: float, label: str) -> None:
    end = min(1.0, 1.08 * furthest) or 1.0
    axes.set_xlim(-0.01 * end, end)
    axes.xaxis.set_major_formatter(_percent)
    axes.set_xlabel(drawable(label, limit=90, otherwise=""))
    axes.grid(axis="x")


def _list_labels(axes: "Axes", labels: Sequence[str]) -> None:
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_yticks(range(len(labels)), [drawable(label, limit=24, otherwise="?") for label in labels])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _explain_marks(axes: "Axes", kinds: set[Kind]) -> None:
    from matplotlib.lines import Line2D

    marks = [mark for kind, mark in _MARKS.items() if kind in kinds]
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=mark.shape,
            markersize=6,
            color=mark.color,
            markerfacecolor=mark.fill,
            label=mark.words,
        )
        for mark in marks
    ]
    below_axis_label = -32 / (72 * axes.bbox.height / axes.figure.dpi)  # points, as a fraction of the axes
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(-0.02, below_axis_label), ncols=3, borderpad=0)


def _draw_path(axes: "Axes", points: Sequence[LayerPoint]) -> None:
    places = range(len(points))
    axes.plot(places, [point.value for point in points], color=palette.BLUE, linewidth=1.2)
    for place, point in enumerate(points):
        axes.plot([place] * 2, [point.low, point.high], color=palette.BLUE, linewidth=1.2, marker="_", markersize=7)
        axes.plot([place], [point.value], marker="o", markersize=5, color=palette.BLUE, gid=f"mark-layer-{place}")
        axes.annotate(
            point.shown,
            (place, point.value),
            xytext=(7, -4),
            textcoords="offset points",
            va="top",
        )


def _draw_others(axes: "Axes", start: LayerPoint, others: Sequence[LayerPoint]) -> None:
    if not others:
        return
    path = [start.value, *(point.value for point in others)]
    axes.plot(range(len(path)), path, color=palette.OUTLINE, linewidth=1.0, linestyle=(0, (2, 2)))
    for place, point in enumerate(others):
        axes.plot(
            [place + 1],
            [point.value],
            marker="s",
            markersize=5,
            color=palette.OUTLINE,
            markerfacecolor=palette.WHITE,
            gid=f"mark-other-{place}",
        )
        axes.annotate(
            drawable(f"{point.label}: {point.shown}", limit=30, otherwise=point.shown),
            (place + 1, point.value),
            xytext=(-8, -11),
            textcoords="offset points",
            ha="right",
            va="top",
            color=palette.OUTLINE,
        )


def _draw_reference(axes: "Axes", reference: float, label: str) -> None:
    axes.axhline(reference, color=palette.INK, linewidth=1, linestyle=(0, (4, 2)), gid="mark-reference")
    axes.annotate(
        drawable(label, limit=60, otherwise="reference"),
        (0, reference),
        xycoords=("axes fraction", "data"),
        xytext=(3, 3),
        textcoords="offset points",
    )


def _layer_axes(axes: "Axes", points: Sequence[LayerPoint], ticks: int, reference: float | None, label: str) -> None:
    lowest = min(*(point.low for point in points), 1.0 if reference is None else reference)
    axes.set_ylim(max(-0.06, lowest - 0.08), 1.03)
    axes.set_xlim(-0.3, ticks - 0.4)
    axes.set_xticks(range(ticks), [drawable(point.label, limit=16, otherwise="?") for point in points[:ticks]])
    axes.set_ylabel(drawable(label, limit=50, otherwise=""))
    axes.grid(axis="y")


def _percent(value: float, _position: float) -> str:
    return f"{100 * value:.4g} %"
