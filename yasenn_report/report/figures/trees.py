"""From a fitted scikit-learn tree and the rows it describes to its drawing (dtreeviz) as SVG text."""

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from yasenn_report.report.figures import palette
from yasenn_report.report.figures.canvas import FONT, agg_pyplot, our_look
from yasenn_report.report.figures.graph import lay_out
from yasenn_report.report.figures.names import drawable
from yasenn_report.report.figures.pictures import four_digits, write_leaf, write_words

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeClassifier

LEGEND_LETTERS = 18

# dtreeviz draws every split 3.3 inches wide, which makes a tree about 86 points wide per leaf (measured); letters that
# grow with the leaves are still about 7 points high when the drawing is scaled to a text column of 170 mm.
# Beyond eight leaves the tree grows from left to right instead, one page high.
MOST_LEAVES_ABREAST = 12
POINTS_PER_LEAF = 1.7
SMALLEST, LARGEST = 11.0, 15.0
SPLIT_WIDTH = 3.3 * 72


def draw_tree(
    tree: "DecisionTreeClassifier",
    X: NDArray[np.float64],
    y: NDArray[np.int64],
    *,
    feature_names: Sequence[str],
    class_names: Sequence[str],
    target_name: str,
    colors: Sequence[str],
    answers: Mapping[int, str] | None = None,
    indicators: Collection[int] = (),
) -> str:
    """Draw a classification tree over its rows and return SVG text, the same bytes for the same values.

    Every split shows how the classes lie along its feature; its branches carry the threshold to four digits; every leaf
    shows its classes as a pie, with the number of rows and the class it answers. Names are shortened to fit.

    Args:
        tree: fitted on the columns of `X` and on codes of `class_names`, perhaps not on all of them.
        X: n_rows x n_features, finite; all rows are counted.
        y: the code of each row's class, 0..k-1; classes may be missing.
        feature_names: one per column.
        class_names: k of them, at most 40.
        target_name: the title of the legend.
        colors: k fills, `#RRGGBB`; they are drawn with outlines.
        answers: what each leaf answers, by node; by default the class most of its rows have.
        indicators: columns of 0 and 1 whose name is a statement; their branches say no and yes.

    Raises:
        ValueError: the tree has no split (say so in a sentence instead of a figure), or the arguments do not match.
    """
    _check(tree, X, y, feature_names, class_names, colors)
    with our_look(**_SPLIT_LOOK), agg_pyplot(), _own_temp_folder() as folder:
        from yasenn_report.report.figures.shadow import CountedTree

        size = letter_size(tree.get_n_leaves())
        shown_classes = _shown(class_names, "class", LEGEND_LETTERS)
        shown_target = drawable(target_name, limit=LEGEND_LETTERS, otherwise="class")
        shadow = CountedTree(tree, X, y, class_names=shown_classes, target_name=shown_target)
        shadow.feature_names = _axis_labels(shadow, feature_names, size)
        return lay_out(
            _draw_splits(shadow, colors, size),
            folder=folder,
            nodes=_node_pictures(shadow, colors, size, folder, answers or {}),
            edges=_branch_pictures(shadow, size, folder, indicators),
        )


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


def _check(
    tree: "DecisionTreeClassifier",
    X: NDArray[np.float64],
    y: NDArray[np.int64],
    feature_names: Sequence[str],
    class_names: Sequence[str],
    colors: Sequence[str],
) -> None:
    if tree.tree_.node_count == 1:
        raise ValueError("the tree has a single node; there is no split to draw")
    if X.shape != (len(y), len(feature_names)) or len(y) == 0:
        raise ValueError(
            f"X has the shape {X.shape}, expected {len(y)} labels (at least 1) x {len(feature_names)} names"
        )
    if not np.isfinite(X).all():
        raise ValueError("X has values that are not finite")
    if len(colors) != len(class_names) or y.min() < 0 or y.max() >= len(class_names):
        raise ValueError(f"{len(class_names)} classes, {len(colors)} colors and codes up to {y.max()} do not match")


def _shown(names: Sequence[str], kind: str, limit: int) -> list[str]:
    return [drawable(name, limit=limit, otherwise=f"{kind} {index + 1}") for index, name in enumerate(names)]


def letter_size(leaves: int) -> float:
    """Return the size of letters, in points, that keeps a tree of so many leaves legible in a text column."""
    return min(max(SMALLEST, POINTS_PER_LEAF * leaves), LARGEST)


def _axis_labels(shadow: Any, names: Sequence[str], size: float) -> list[str]:
    """Name each feature and the ends of its axis, which all its splits share."""
    fitting = min(34, int(1.3 * SPLIT_WIDTH / (0.6 * size)))
    ends = zip(shadow.X_train.min(axis=0), shadow.X_train.max(axis=0), strict=True)
    return [
        f"{name}\nfrom {four_digits(low)} to {four_digits(high)}"
        for name, (low, high) in zip(_shown(names, "feature", fitting), ends, strict=True)
    ]


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


def _branch_pictures(
    shadow: Any, size: float, folder: Path, indicators: Collection[int]
) -> dict[tuple[str, str], Path]:
    pictures = {}
    for node in shadow.internal:
        threshold = four_digits(node.split())
        below, above = f"\N{LESS-THAN OR EQUAL TO} {threshold}", f"> {threshold}"
        if node.feature() in indicators:
            below, above = "no", "yes"
        for words, child in ((below, node.left), (above, node.right)):
            picture = folder / f"branch{child.id}.svg"
            write_words(picture, words, size)
            pictures[_name(node), _name(child)] = picture
    return pictures


def _node_pictures(
    shadow: Any, colors: Sequence[str], size: float, folder: Path, answers: Mapping[int, str]
) -> dict[str, Path]:
    """Draw the leaves (dtreeviz has one small size of letters for them) and the splits that no row reaches."""
    pictures = {}
    for leaf in shadow.leaves:
        pictures[_name(leaf)] = folder / f"own_leaf{leaf.id}.svg"
        write_leaf(
            pictures[_name(leaf)], leaf.class_counts(), colors, answers.get(leaf.id, leaf.prediction_name()), size
        )
    for split in shadow.internal:
        if split.nsamples() == 0:
            pictures[_name(split)] = folder / f"empty{split.id}.svg"
            write_words(pictures[_name(split)], f"{split.feature_name()}\nno rows", size)
    return pictures


def _name(node: Any) -> str:
    return f"leaf{node.id}" if node.isleaf() else f"node{node.id}"
