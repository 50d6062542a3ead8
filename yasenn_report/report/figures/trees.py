"""From a tree of the record to its drawing (dtreeviz) as SVG text."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yasenn_report.numbers import plural
from yasenn_report.record.drawings import Leaf, Tree
from yasenn_report.report.figures import palette
from yasenn_report.report.figures.canvas import FONT, agg_pyplot, our_look
from yasenn_report.report.figures.columns import Words
from yasenn_report.report.figures.graph import lay_out
from yasenn_report.report.figures.names import drawable
from yasenn_report.report.figures.pictures import write_leaf, write_words
from yasenn_report.report.figures.shown_tree import ShownSplit, ShownTree, show_tree

LEGEND_LETTERS = 18
BRANCH_LETTERS = 24
MOST_CLASSES = 40
"""dtreeviz knows no bins for more."""

# dtreeviz draws every split 3.3 inches wide, which makes a tree about 86 points wide per leaf (measured); letters that
# grow with the leaves are still about 7 points high when the drawing is scaled to a text column of 170 mm.
# Beyond twelve leaves the tree grows from left to right instead, one page high.
MOST_LEAVES_ABREAST = 12
POINTS_PER_LEAF = 1.7
SMALLEST, LARGEST = 11.0, 15.0
SPLIT_WIDTH = 3.3 * 72


def draw_tree(tree: Tree, words: Words, *, target_name: str, colors: Sequence[str]) -> str:
    """Draw a tree over its rows and return SVG text, the same bytes for the same values.

    Every split shows how the classes lie along its column; its branches carry the threshold; every leaf shows its
    classes as a pie, with the number of rows and the class it answers. Names are shortened to fit.

    Args:
        tree: of at most 40 classes.
        words: what the page calls columns and their values.
        target_name: the title of the legend.
        colors: a fill per class, `#RRGGBB`; they are drawn with outlines.

    Raises:
        ValueError: the tree has no split (say so in a sentence instead of a figure), or the arguments do not match.
    """
    nodes = show_tree(tree, words)
    if len(colors) != len(tree.class_names) or len(colors) > MOST_CLASSES:
        raise ValueError(
            f"expected as many colors as classes, at most 40, found {len(colors)}, {len(tree.class_names)}"
        )
    size = letter_size(tree.leaves)
    scaled = _is_scaled(nodes)
    with our_look(**_SPLIT_LOOK, **{"ytick.labelleft": not scaled}), agg_pyplot(), _own_temp_folder() as folder:
        from yasenn_report.report.figures.shadow import CountedTree

        shadow = CountedTree(
            nodes,
            labels=_axis_labels(nodes, size, heights=scaled),
            class_names=_shown(tree.class_names),
            target_name=drawable(target_name, limit=LEGEND_LETTERS, otherwise="class"),
        )
        return lay_out(
            _draw_splits(shadow, colors, size),
            folder=folder,
            nodes=_node_pictures(shadow, nodes, colors, size, folder),
            edges=_branch_pictures(nodes, size, folder),
        )


def _is_scaled(nodes: ShownTree) -> bool:
    """Whether a split has more rows than are made up for it, so that dtreeviz would write too small a number."""
    from yasenn_report.report.figures.shadow import MOST_ROWS

    return any(isinstance(node, ShownSplit) and node.rows > MOST_ROWS for node in nodes.values())


_LINE_COLORS = dict.fromkeys(("text", "axis_label", "tick_label", "legend_title", "leaf_label"), palette.INK)
_SPLIT_LOOK = {
    "xtick.labelbottom": False,  # dtreeviz's threshold runs into the ends, or is left out; branches carry it instead
    "axes.formatter.limits": (-99, 99),  # no power of ten that floats beside the axis
    "axes.labelpad": 9,  # room for the wedge
}


def _draw_splits(shadow: Any, colors: Sequence[str], size: float) -> str:
    """Have dtreeviz draw the splits and the legend, and return its graph in the DOT language."""
    from dtreeviz.trees import DTreeVizAPI

    view = DTreeVizAPI(shadow).view(
        fontname=FONT,
        orientation="LR" if len(shadow.leaves) > MOST_LEAVES_ABREAST else "TD",
        show_root_edge_labels=False,
        colors={"classes": {len(colors): list(colors)}, **_LINE_COLORS},
        label_fontsize=size,
        ticks_fontsize=0.85 * size,
    )
    return str(view.dot)


def _shown(class_names: Sequence[str]) -> list[str]:
    return [
        drawable(name, limit=LEGEND_LETTERS, otherwise=f"class {code + 1}") for code, name in enumerate(class_names)
    ]


def letter_size(leaves: int) -> float:
    """Return the size of letters, in points, that keeps a tree of so many leaves legible in a text column."""
    return min(max(SMALLEST, POINTS_PER_LEAF * leaves), LARGEST)


def _axis_labels(nodes: ShownTree, size: float, *, heights: bool) -> dict[int, str]:
    """Name each split's column, the ends of its axis, and where asked how high its highest bar is."""
    fitting = min(34, int(1.3 * SPLIT_WIDTH / (0.6 * size)))
    labels = {}
    for index, node in nodes.items():
        if isinstance(node, ShownSplit):
            lines = [
                drawable(node.name, limit=fitting, otherwise="column"),
                "" if node.ends is None else drawable(node.ends, limit=fitting, otherwise=""),
                f"highest bar: {plural(node.highest, 'row')}" if heights else "",
            ]
            labels[index] = "\n".join(filter(None, lines))
    return labels


@contextmanager
def _own_temp_folder() -> Iterator[Path]:
    """Dtreeviz leaves files named by process id in the shared temporary folder; lend it one of its own."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="yasenn-report-") as folder:
        tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before


def _branch_pictures(nodes: ShownTree, size: float, folder: Path) -> dict[tuple[str, str], Path]:
    pictures = {}
    for index, node in nodes.items():
        if isinstance(node, ShownSplit):
            for words, child in ((node.left_words, node.left), (node.right_words, node.right)):
                picture = folder / f"branch{child}.svg"
                write_words(picture, drawable(words, limit=BRANCH_LETTERS, otherwise="?"), size)
                pictures[_name(index, nodes), _name(child, nodes)] = picture
    return pictures


def _node_pictures(shadow: Any, nodes: ShownTree, colors: Sequence[str], size: float, folder: Path) -> dict[str, Path]:
    """Draw the leaves (dtreeviz has one small size of letters for them) and the splits that no row reaches."""
    pictures = {}
    for index, node in nodes.items():
        if isinstance(node, Leaf):
            picture = pictures[_name(index, nodes)] = folder / f"own_leaf{index}.svg"
            write_leaf(picture, node.counts, colors, shadow.class_names[node.answer], size)
        elif node.rows == 0:
            picture = pictures[_name(index, nodes)] = folder / f"empty{index}.svg"
            write_words(picture, f"{shadow.feature_names[shadow.get_node_feature(index)]}\nno rows", size)
    return pictures


def _name(index: int, nodes: Mapping[int, ShownSplit | Leaf]) -> str:
    return f"leaf{index}" if isinstance(nodes[index], Leaf) else f"node{index}"
