"""From the candidates of the search to a chart of fidelity against number of partitions, as SVG text."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.record import Record
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.canvas import blank, our_look, to_svg
from yasenn_report.report.figures.layers import cut_to_axis, fidelity_axis
from yasenn_report.report.figures.names import drawable

HEIGHT = 1.3
"""Of the plot: inches; the key stands above it, where it hides no mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizePoint:
    """One candidate."""

    partitions: float
    """At least 1."""
    fidelity: float
    """0 to 1."""
    described: float
    """0 to 1."""
    chosen: bool


def draw_sizes_of(record: Record) -> str:
    """Draw fidelity of all candidates of the search against their number of partitions, with the choice marked."""
    search, task = record.search, record.task
    points = [
        SizePoint(
            partitions=candidate.partitions,
            fidelity=cut_to_axis(candidate.fidelity),
            described=cut_to_axis(candidate.described),
            chosen=candidate.chosen,
        )
        for candidate in search.candidates
    ]
    return draw_sizes(
        points,
        [(tree.leaves, cut_to_axis(tree.fidelity)) for tree in search.trees_in_columns],
        target=search.target_fidelity,
        axis_label=fidelity_axis(task),
        as_percent=task.classes,
    )


def draw_sizes(
    points: Sequence[SizePoint],
    trees: Sequence[tuple[int, float]],
    *,
    target: float,
    axis_label: str,
    as_percent: bool = True,
) -> str:
    """Draw every candidate twice, by its fidelity (filled) and its described fidelity (hollow); return SVG text.

    Args:
        points: the candidates, one of them chosen. Drawn as `mark-size-0`, `mark-size-1`, ...
        trees: number of leaves and fidelity of plain trees, drawn as a line.
        target: from 0 to 1, drawn as a dashed line.
        axis_label: what the vertical axis measures.
        as_percent: whether the values are shares; else the axis shows them as they are.

    Raises:
        ValueError: not exactly one candidate is chosen, or a value is not within 0..1.
    """
    if sum(point.chosen for point in points) != 1:
        raise ValueError(f"exactly one candidate must be chosen, found {sum(point.chosen for point in points)}")
    for point in points:
        if not (0 <= point.fidelity <= 1 and 0 <= point.described <= 1 and point.partitions >= 1):
            raise ValueError(f"expected 0 <= fidelity, described <= 1 and at least 1 partition, found {point}")
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    with our_look():
        figure, axes = blank(height=HEIGHT)
        axes.axhline(target, color=palette.INK, linewidth=1, linestyle=(0, (4, 2)), gid="mark-target")
        axes.plot(
            [leaves for leaves, _ in trees],
            [value for _, value in trees],
            color=palette.OUTLINE,
            linewidth=1.2,
            marker="D",
            markersize=3.5,
            label="plain tree with as many leaves",
            gid="mark-trees",
        )
        for place, point in enumerate(points):
            _draw_point(axes, place, point)
        axes.plot([], [], linestyle="none", marker="o", markersize=5, color=palette.BLUE, label="fidelity")
        axes.plot(
            [],
            [],
            linestyle="none",
            marker="o",
            markersize=5,
            color=palette.BLUE,
            markerfacecolor=palette.WHITE,
            label="described fidelity",
        )
        lowest = min(
            target, *(min(point.fidelity, point.described) for point in points), *(value for _, value in trees)
        )
        axes.set_ylim(max(-0.03, lowest - 0.05), 1.009)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        if as_percent:
            axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.4g} %"))
        axes.set_xlabel("partitions")
        axes.set_ylabel(drawable(axis_label, limit=50, otherwise=""))
        axes.grid(axis="y")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0.2, fontsize=8)
        return to_svg(figure)


def _draw_point(axes: "object", place: int, point: SizePoint) -> None:
    plot = axes.plot  # type: ignore[attr-defined]
    common = {"linestyle": "none", "color": palette.BLUE}
    plot([point.partitions], [point.fidelity], marker="o", markersize=5, gid=f"mark-size-{place}", **common)
    plot([point.partitions], [point.described], marker="o", markersize=5, markerfacecolor=palette.WHITE, **common)
    if point.chosen:
        plot(
            [point.partitions],
            [point.fidelity],
            marker="o",
            markersize=12,
            markerfacecolor="none",
            linestyle="none",
            color=palette.INK,
            gid="mark-chosen",
        )
