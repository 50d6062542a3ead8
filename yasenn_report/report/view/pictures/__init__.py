"""Turn drawn figures into what the page embeds: data addresses, titles that say the message, alternative texts."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from yasenn_report.numbers import plural, setting
from yasenn_report.record import Record
from yasenn_report.record.descriptions import TreeDescription
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.report.view.chosen import gravest_first
from yasenn_report.report.view.columns import columns_of
from yasenn_report.report.view.lists import top
from yasenn_report.report.view.words import BADGES, fidelity_name, read

WIDE_FROM = 1.6
"""Width by height from which on a drawing is larger on a page on its side."""
SIZES = re.compile(r'<svg\b[^>]*?viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"')
MARKS_TOLD = 20  # a longer text is not listened to


class Figures(Protocol):
    """Drawn figures as SVG text; None where there is nothing to draw. Whoever draws them loads what that takes."""

    @property
    def rates(self) -> str | None:
        """Disagreement by partition."""

    @property
    def by_layer(self) -> str | None:
        """Fidelity as layers are added."""

    @property
    def sizes(self) -> str:
        """Fidelity of all candidates against their number of partitions."""

    @property
    def map(self) -> str | None:
        """The tree over all partitions."""

    @property
    def flow(self) -> str | NotRun:
        """Rows streaming through the leaves of each layer; or why there is no drawing, as of the next ones."""

    @property
    def outputs(self) -> str | NotRun:
        """The network's outputs by partition."""

    @property
    def errors(self) -> str | NotRun:
        """Distillation error by partition."""

    @property
    def error_tree(self) -> str | None:
        """The tree of the network's errors."""

    @property
    def profiles(self) -> str | NotRun:
        """Columns in which partitions differ."""

    @property
    def images(self) -> str | NotRun:
        """Partitions of images."""

    @property
    def partitions(self) -> Mapping[str, str]:
        """Trees of the partitions that matter most, by label."""

    @property
    def light(self) -> Mapping[str, str]:
        """Light drawings of other partitions' trees, by label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure on the page."""

    source: str
    """``data:`` address: nothing is fetched, and the drawing's styles and ids stay inside it."""
    title: str
    """Its message, with numbers."""
    alt: str
    """The same for somebody who does not see it."""
    caption: str
    """How to read it."""
    wide: bool = False
    """Whether it needs a page of its own, on its side."""
    light: bool = False
    """Whether it is a line drawing, which can be read when it is small."""


def embed(svg: str) -> str:
    """The data address of an SVG drawing."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def aspect(svg: str) -> float:
    """Width by height of a drawing; 1 where it does not say."""
    found = SIZES.search(svg)
    return float(found[1]) / float(found[2]) if found and float(found[2]) else 1.0


def rates_picture(record: Record, figures: Figures) -> Picture | None:
    """Disagreement by partition, with bounds; None where none was measured."""
    if figures.rates is None:
        return None
    tolerance = setting(record.options.tolerance)
    told = top(gravest_first(record), MARKS_TOLD, "partition")
    marks = [
        f"{one.label} {read(one.disagreement).value}, {BADGES[one.status].word}"
        for one in (record.partitions[index] for index in sorted(told.shown))
    ]
    more = f" {told.more}" if told.more else ""
    statuses = [one.status for one in record.partitions]
    title = ", ".join(
        f"{statuses.count(status)} {badge.word}" for status, badge in BADGES.items() if status in statuses
    )
    return Picture(
        source=embed(figures.rates),
        title=f"Of {len(statuses)} partitions at a tolerance of {tolerance}: {title}",
        alt=f"Rate of disagreement with the network by partition; tolerance {tolerance}. "
        + "; ".join(marks)
        + f".{more}",
        caption=(
            "Mark: rate measured on the evaluation rows. Line: bounds that hold for all partitions at once "
            f"({setting(record.options.confidence)} confidence each way). A partition is within tolerance when its "
            "whole line is left of the dashed limit, and low fidelity when its whole line is right of it."
        ),
    )


def layers_picture(record: Record, figures: Figures) -> Picture | None:
    """Fidelity as layers are added; None where it could not be computed."""
    if figures.by_layer is None:
        return None
    steps = [f"{entry.layer} {read(entry.fidelity).value}" for entry in record.fidelity.by_layer]
    last = record.fidelity.by_layer[-1].fidelity
    layers = plural(len(record.network.hidden_layers), "hidden layer")
    reached = read(last).value if isinstance(last, Estimate) else "not run"
    return Picture(
        source=embed(figures.by_layer),
        title=f"With {layers}, codes reach {reached} {fidelity_name(record.task)}",
        alt=(
            f"Fidelity before any layer {read(record.fidelity.constant).value}; then, as layers are added: "
            + "; ".join(steps)
            + f". The merged partitions have {read(record.fidelity.primary).value}."
        ),
        caption=(
            "Each line adds the leaf indices of one more hidden layer to the code, in the order of distillation. Marks "
            "are measured on the evaluation rows, with their intervals. Squares: the same layers in the other order, "
            "which was not chosen. Dashed: the partitions of this report, after merging."
        ),
    )


def map_picture(record: Record, figures: Figures) -> Picture | None:
    """The tree over all partitions; None where there is one partition only."""
    found = record.map
    if figures.map is None or isinstance(found, NotRun):
        return None
    named = read(record.fidelity.naming)
    return Picture(
        source=embed(figures.map),
        title=f"{found.leaves} leaves name the right partition for {named.value} of the evaluation rows",
        alt=(
            f"Decision tree of depth {found.depth} with {found.leaves} leaves that names the partition of "
            "a row from its columns. Its leaves stand in the table beside it."
        ),
        caption=(
            "Start at the top. The histogram of each node shows its fit rows by the column it asks for, stacked by "
            "partition; the wedge marks the threshold. Go left where the value is at or below it. Leaves show the "
            f"share of partitions among their fit rows.{of_indicators(record)}"
        ),
        wide=aspect(figures.map) > WIDE_FROM,
    )


def of_indicators(record: Record) -> str:
    """How to read splits by columns of text; empty where there are none."""
    indicators = any(column.indicator for column in columns_of(record.explanation).all)
    return " Where the branches say no and yes, go by whether the statement holds." if indicators else ""


def sheet_picture(record: Record, figures: Figures, partition: Partition) -> Picture | None:
    """The tree that tells one partition from the rest; None where it was not drawn."""
    label = partition.label
    tree_leads = bool(partition.descriptions) and isinstance(partition.descriptions[0], TreeDescription)
    light = label not in figures.partitions
    if not light:
        svg = figures.partitions[label]
        caption = "Read from the top: left where the value is at or below the threshold, right where it is above."
        caption += of_indicators(record)
    elif label in figures.light and (tree_leads or record.presentation.detail == "full"):
        svg = figures.light[label]
        caption = (
            "Each box is the condition that leads to it, below the one before, with the fit rows that meet it. Ends "
            "say "
            "what they answer; the bar is the share of their fit rows in it."
        )
    else:
        return None
    if partition.descriptions and not tree_leads:
        caption += " The logistic regression above had the better cross-validated F1; only a tree can be drawn."
    return Picture(
        source=embed(svg),
        title=f"The tree that tells {label} from the rest",
        alt=f"Decision tree that tells {label} from the other partitions by thresholds on columns.",
        caption=caption,
        light=light,
    )
