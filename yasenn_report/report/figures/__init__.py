"""From the record of an audit to its figures as SVG text, repeatable to the byte and inert whatever the names are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from yasenn_report.record import Record
from yasenn_report.record.drawings import Tree
from yasenn_report.record.measured import NotRun
from yasenn_report.report.figures.columns import words_of
from yasenn_report.report.figures.errors import draw_errors
from yasenn_report.report.figures.flow import draw_flow
from yasenn_report.report.figures.images import draw_images
from yasenn_report.report.figures.layers import draw_layers
from yasenn_report.report.figures.light_tree import draw_light_tree
from yasenn_report.report.figures.outputs import draw_outputs
from yasenn_report.report.figures.palette import REST_AND_MEMBERS, class_fills
from yasenn_report.report.figures.profiles import draw_profiles
from yasenn_report.report.figures.rates import draw_partition_rates
from yasenn_report.report.figures.sizes import draw_sizes_of
from yasenn_report.report.figures.trees import MOST_CLASSES, draw_tree

WRONG = 1
"""Class of an error tree whose share is drawn, also where most rows are right."""

ONE_QUESTION = 2
"""Leaves of a tree that asks one."""
DRAWN_PARTITIONS = 1
"""A drawing that can be read takes half a page; the others get a light one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """SVG text of each figure; None where there is nothing to draw."""

    rates: str | None
    by_layer: str | None
    sizes: str
    map: str | None
    flow: str | NotRun
    """Or why there is none, as of the next ones."""
    outputs: str | NotRun
    errors: str | NotRun
    error_tree: str | None
    """The tree of the network's errors."""
    profiles: str | NotRun
    images: str | NotRun
    partitions: Mapping[str, str]
    """The trees of the partitions that matter most, by label."""
    light: Mapping[str, str]
    """Light drawings of the trees of the others, by label."""


def draw_figures(record: Record, *, progress: Callable[[str], None] = lambda _: None) -> Figures:
    """Draw all figures of a report."""
    progress("drawing charts")
    rates, by_layer = draw_partition_rates(record), draw_layers(record)
    progress("drawing the map of partitions")
    drawn_map = draw_map(record)
    trees = trees_of(record)
    chosen = partitions_to_draw(record)
    drawn = {}
    for place, label in enumerate(chosen, start=1):
        progress(f"drawing partition {label} ({place} of {len(chosen)})")
        drawn[label] = draw_partition(record, trees[label])
    words = words_of(record)
    return Figures(
        rates=rates,
        by_layer=by_layer,
        sizes=draw_sizes_of(record),
        map=drawn_map,
        flow=draw_flow(record),
        outputs=draw_outputs(record),
        errors=draw_errors(record),
        error_tree=draw_error_tree(record),
        profiles=draw_profiles(record, [words(*column).name for column in record.profiles.columns]),
        images=draw_images(record),
        partitions=drawn,
        light={label: draw_light_tree(tree, words) for label, tree in trees.items() if label not in drawn},
    )


def draw_map(record: Record) -> str | None:
    """The tree over all partitions; None if it has no split. A light drawing where it has too many classes."""
    tree = None if isinstance(record.map, NotRun) else splitting(record.map.drawing)
    if tree is None:
        return None
    if len(tree.class_names) > MOST_CLASSES:
        return draw_light_tree(tree, words_of(record))
    fills = class_fills(len(tree.class_names))
    return draw_tree(tree, words_of(record), target_name="partition", colors=fills)


def draw_partition(record: Record, tree: Tree) -> str:
    """The tree that tells one partition from the rest."""
    return draw_tree(tree, words_of(record), target_name="partition", colors=REST_AND_MEMBERS)


def draw_error_tree(record: Record) -> str | None:
    """The tree of the network's errors; None where there is none. A light drawing unless full detail was asked for.

    One question alone is said by the table beside it, and drawn in full detail only.
    """
    found, full = record.error_trees[0], record.presentation.detail == "full"
    tree = None if isinstance(found, NotRun) else splitting(found.drawing)
    if tree is None or (tree.leaves == ONE_QUESTION and not full):
        return None
    if full:
        return draw_tree(tree, words_of(record), target_name="row", colors=REST_AND_MEMBERS)
    return draw_light_tree(tree, words_of(record), watched=WRONG)


def partitions_to_draw(record: Record) -> tuple[str, ...]:
    """Labels of the partitions that matter most: low fidelity first, then those with most evaluation rows.

    All that have a tree where full detail was asked for.
    """
    trees = trees_of(record)
    if record.presentation.detail == "full":
        return tuple(trees)
    order = sorted(
        (partition for partition in record.partitions if partition.label in trees),
        key=lambda partition: (partition.status != "low_fidelity", -partition.evaluation_rows),
    )
    chosen = {partition.label for partition in order[:DRAWN_PARTITIONS]}
    return tuple(label for label in trees if label in chosen)


def trees_of(record: Record) -> dict[str, Tree]:
    """The trees with a split that tell partitions from the rest, by label, in the order of the record."""
    found = {partition.label: splitting(partition.drawing) for partition in record.partitions}
    return {label: tree for label, tree in found.items() if tree is not None}


def splitting(drawing: Tree | NotRun) -> Tree | None:
    """A tree that has a split; else None: there is nothing to see."""
    return drawing if isinstance(drawing, Tree) and drawing.leaves > 1 else None
