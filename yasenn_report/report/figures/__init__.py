"""From a finished audit to its figures as SVG text, repeatable to the byte and inert whatever the names are."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yasenn_report.audit import Audit, Progress
from yasenn_report.numbers import number, percent, setting
from yasenn_report.report.figures.charts import LayerPoint, RateRow, draw_fidelity_by_layer, draw_rates
from yasenn_report.report.figures.palette import REST_AND_MEMBERS, class_fills
from yasenn_report.report.figures.sizes import SizePoint, draw_sizes
from yasenn_report.report.figures.trees import draw_tree
from yasenn_report.yasenn.bounds import Estimate, Measured
from yasenn_report.yasenn.describe import TreeDescription
from yasenn_report.yasenn.distil import opposite
from yasenn_report.yasenn.rivals import order_name

DRAWN_PARTITIONS = 3  # a drawing takes half a page; the others have their rules in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """SVG text of each figure; None where there is nothing to draw."""

    rates: str
    by_layer: str | None
    sizes: str
    map: str | None
    partitions: Mapping[int, str]
    """The trees of the partitions that matter most, by index."""


def draw_figures(audit: Audit, *, progress: Progress = lambda _: None) -> Figures:
    """Draw all figures of a report."""
    progress("drawing charts")
    rates, by_layer = draw_partition_rates(audit), draw_layers(audit)
    progress("drawing the map of partitions")
    drawn_map = draw_map(audit)
    chosen = partitions_to_draw(audit)
    drawn = {}
    for place, index in enumerate(chosen, start=1):
        progress(f"drawing partition {audit.partitioning.partitions[index].label} ({place} of {len(chosen)})")
        drawn[index] = draw_partition(audit, index)
    return Figures(rates=rates, by_layer=by_layer, sizes=draw_sizes_of(audit), map=drawn_map, partitions=drawn)


def draw_partition_rates(audit: Audit) -> str:
    """Disagreement by partition, of those with evaluation rows."""
    rows = [
        RateRow(label=partition.label, value=rate.value, low=rate.low, high=rate.high, kind=trusted.status)
        for partition, trusted in zip(audit.partitioning.partitions, audit.fidelity.partitions, strict=True)
        if isinstance(rate := trusted.disagreement, Estimate)
    ]
    return draw_rates(
        rows,
        limit=audit.options.tolerance,
        limit_label=f"tolerance {setting(audit.options.tolerance)}",
        axis_label="disagreement with the network",
    )


def draw_layers(audit: Audit) -> str | None:
    """Fidelity as layers are added to the code; None where it could not be measured."""
    layers = audit.network.hidden_layers
    steps: list[tuple[str, Measured]] = [("start", audit.fidelity.constant)]
    steps += [(f"+ {layers[entry.layer].name}", entry.fidelity) for entry in audit.fidelity.by_layer]
    measured = [(label, estimate) for label, estimate in steps if isinstance(estimate, Estimate)]
    if len(measured) < len(steps):
        return None
    primary = audit.fidelity.primary
    return draw_fidelity_by_layer(
        # R2 can lie below 0, where an answer is worse than the mean; the axis begins at 0 and the table has the number.
        [
            LayerPoint(label=label, shown=printed(estimate, audit), **within_axis(estimate))
            for label, estimate in measured
        ],
        axis_label="agreement with the network" if audit.task.classes else "R² against the network",
        reference=within_axis(primary)["value"] if isinstance(primary, Estimate) else None,
        reference_label="merged partitions",
        as_percent=audit.task.classes,
        others=other_order(audit),
    )


def other_order(audit: Audit) -> list[LayerPoint]:
    """The layers in the order that was not chosen; none where it could not be measured."""
    order, names = audit.distillation.order, [layer.name for layer in audit.network.hidden_layers]
    other = opposite(order)
    found = [
        (names[layer], rival.fidelity)
        for layer in reversed(audit.distillation.layers)
        if (rival := audit.fidelity.rivals.get(order_name(other, layer))) is not None
    ]
    return [
        LayerPoint(label=name, shown=printed(estimate, audit), **within_axis(estimate))
        for name, estimate in found
        if isinstance(estimate, Estimate)
    ]


def printed(estimate: Estimate, audit: Audit) -> str:
    """The value of a fidelity as the report prints it."""
    return percent(estimate.value) if audit.task.classes else number(estimate.value)


def draw_sizes_of(audit: Audit) -> str:
    """Fidelity of all candidates against their number of partitions, with the choice marked."""
    points = [
        SizePoint(
            partitions=candidate.score.partitions,
            fidelity=cut_to_axis(candidate.score.fidelity),
            described=cut_to_axis(candidate.score.described),
            chosen=candidate.chosen,
        )
        for candidate in audit.search.candidates
    ]
    return draw_sizes(
        points,
        [(tree.leaves, cut_to_axis(tree.fidelity)) for tree in audit.search.trees],
        target=audit.search.target_fidelity,
        axis_label="agreement with the network" if audit.task.classes else "R² against the network",
        as_percent=audit.task.classes,
    )


def cut_to_axis(value: float) -> float:
    """R2 can lie below 0; the axis begins at 0 and the table has the number."""
    return min(1.0, max(0.0, value))


def within_axis(estimate: Estimate) -> dict[str, float]:
    """Value and bounds, cut to 0 to 1."""
    return {name: min(1.0, max(0.0, getattr(estimate, name))) for name in ("value", "low", "high")}


def draw_map(audit: Audit) -> str | None:
    """The tree over all partitions; None if it has no split."""
    found = audit.descriptions.map
    if found is None or found.leaves == 1:
        return None
    labels = [partition.label for partition in audit.partitioning.partitions]
    return draw_tree(
        found.tree,
        audit.fit_features,
        audit.partitioning.membership.astype(np.int64),
        feature_names=audit.holdout.readable.names,
        indicators=indicators_of(audit),
        class_names=labels,
        target_name="partition",
        colors=class_fills(len(labels)),
        answers={node: labels[index] for node, index in enumerate(found.names.tolist())},
    )


def partitions_to_draw(audit: Audit) -> list[int]:
    """The partitions that matter most: low fidelity first, then those with most evaluation rows."""
    order = sorted(
        range(len(audit.partitioning.partitions)),
        key=lambda index: (
            audit.fidelity.partitions[index].status != "low_fidelity",
            -audit.fidelity.partitions[index].evaluation_rows,
        ),
    )
    return sorted([index for index in order if tree_of(audit, index) is not None][:DRAWN_PARTITIONS])


def tree_of(audit: Audit, index: int) -> TreeDescription | None:
    """The tree that tells a partition from the rest, if there is one with a split and of the quality required."""
    for candidate in audit.descriptions.partitions[index].candidates:
        if (
            isinstance(candidate, TreeDescription)
            and candidate.tree.tree_.node_count > 1
            and candidate.quality >= audit.options.min_description_quality
        ):
            return candidate
    return None


def draw_partition(audit: Audit, index: int) -> str:
    """The tree that tells one partition from the rest."""
    described = tree_of(audit, index)
    if described is None:
        raise ValueError(f"partition {index} has no tree to draw")
    label = audit.partitioning.partitions[index].label
    return draw_tree(
        described.tree,
        audit.fit_features,
        (audit.partitioning.membership == index).astype(np.int64),
        feature_names=audit.holdout.readable.names,
        indicators=indicators_of(audit),
        class_names=("the rest", label),
        target_name="partition",
        colors=REST_AND_MEMBERS,
        answers=leaf_answers(described, label),
    )


def indicators_of(audit: Audit) -> frozenset[int]:
    """The explanation columns that are 1 where what their name says holds, else 0."""
    columns = audit.holdout.readable.columns
    return frozenset(index for index, column in enumerate(columns) if column.entry is not None)


def leaf_answers(described: TreeDescription, label: str) -> dict[int, str]:
    """What each leaf answers: the partition from the cut on, which need not be half of its rows."""
    leaves = np.flatnonzero(described.tree.tree_.children_left == -1).tolist()
    return {node: label if node in described.belonging else "the rest" for node in leaves}
