"""Turn drawn figures into what the page embeds: data addresses, titles that say the message, alternative texts."""

import base64
from dataclasses import dataclass

from yasenn_report.audit import Audit
from yasenn_report.numbers import plural, setting
from yasenn_report.report.figures import Figures
from yasenn_report.report.view.words import BADGES, fidelity_name, read
from yasenn_report.yasenn.bounds import Estimate
from yasenn_report.yasenn.describe import TreeDescription

ABREAST = 8  # leaves that fit side by side across a page


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


def embed(svg: str) -> str:
    """The data address of an SVG drawing."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def rates_picture(audit: Audit, figures: Figures) -> Picture:
    """Disagreement by partition, with bounds."""
    tolerance = setting(audit.options.tolerance)
    marks = [
        f"{partition.label} {read(trusted.disagreement).value}, {BADGES[trusted.status].word}"
        for partition, trusted in zip(audit.partitioning.partitions, audit.fidelity.partitions, strict=True)
    ]
    statuses = [trusted.status for trusted in audit.fidelity.partitions]
    title = ", ".join(
        f"{statuses.count(status)} {badge.word}" for status, badge in BADGES.items() if status in statuses
    )
    return Picture(
        source=embed(figures.rates),
        title=f"Of {len(statuses)} partitions at a tolerance of {tolerance}: {title}",
        alt=f"Rate of disagreement with the network by partition; tolerance {tolerance}. " + "; ".join(marks) + ".",
        caption=(
            "Mark: rate measured on the evaluation rows. Line: bounds that hold for all partitions at once "
            f"({setting(audit.options.confidence)} confidence each way). A partition is within tolerance when its "
            "whole line is left of the dashed limit, and low fidelity when its whole line is right of it."
        ),
    )


def layers_picture(audit: Audit, figures: Figures) -> Picture | None:
    """Fidelity as layers are added; None where it could not be computed."""
    if figures.by_layer is None:
        return None
    layers = audit.network.hidden_layers
    steps = [f"{layers[entry.layer].name} {read(entry.fidelity).value}" for entry in audit.fidelity.by_layer]
    last = audit.fidelity.by_layer[-1].fidelity
    reached = read(last).value if isinstance(last, Estimate) else "not run"
    return Picture(
        source=embed(figures.by_layer),
        title=f"With {plural(len(layers), 'hidden layer')}, codes reach {reached} {fidelity_name(audit.task)}",
        alt=(
            f"Fidelity before any layer {read(audit.fidelity.constant).value}; then, as layers are added: "
            + "; ".join(steps)
            + f". The merged partitions have {read(audit.fidelity.primary).value}."
        ),
        caption=(
            "Each point adds the leaf indices of one more hidden layer to the code, in the order of distillation. The "
            "start is one constant answer for all rows. Lines are intervals. Squares: the same layers in the other "
            "order, which was not chosen; the section on comparisons has its numbers."
        ),
    )


def map_picture(audit: Audit, figures: Figures) -> Picture | None:
    """The tree over all partitions; None where there is one partition only."""
    if figures.map is None or audit.descriptions.map is None:
        return None
    tree = audit.descriptions.map.tree
    named = read(audit.fidelity.naming)
    return Picture(
        source=embed(figures.map),
        title=f"{tree.get_n_leaves()} leaves name the right partition for {named.value} of the evaluation rows",
        alt=(
            f"Decision tree of depth {tree.get_depth()} with {tree.get_n_leaves()} leaves that names the partition of "
            "a row from its columns. Its leaves stand in the table beside it."
        ),
        caption=(
            "Start at the top. The histogram of each node shows its fit rows by the column it asks for, stacked by "
            "partition; the wedge marks the threshold. Go left where the value is at or below it. Leaves show the "
            f"share of partitions among their fit rows.{of_indicators(audit)}"
        ),
        wide=int(tree.get_n_leaves()) > ABREAST,
    )


def of_indicators(audit: Audit) -> str:
    """How to read splits by columns of text; empty where there are none."""
    indicators = any(column.entry is not None for column in audit.holdout.readable.columns)
    return " Where the branches say no and yes, go by whether the statement holds." if indicators else ""


def sheet_picture(audit: Audit, figures: Figures, index: int) -> Picture | None:
    """The tree that tells one partition from the rest, for the few partitions that get a drawing."""
    svg = figures.partitions.get(index)
    if svg is None:
        return None
    label = audit.partitioning.partitions[index].label
    leads = isinstance(audit.descriptions.partitions[index].candidates[0], TreeDescription)
    caption = "Read from the top: left where the value is at or below the threshold, right where it is above."
    caption += of_indicators(audit)
    if not leads:
        caption += " The logistic regression above had the better cross-validated F1; only a tree can be drawn."
    return Picture(
        source=embed(svg),
        title=f"The tree that tells {label} from the rest",
        alt=f"Decision tree that tells {label} from the other partitions by thresholds on columns.",
        caption=caption,
    )
