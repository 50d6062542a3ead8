"""From a tree as it is drawn to what dtreeviz asks of a tree: rows are made up from the counts in bins."""

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
from dtreeviz.models.shadow_decision_tree import ShadowDecTree
from numpy.typing import NDArray

from yasenn_report.record.drawings import Leaf
from yasenn_report.report.figures.shown_tree import ShownSplit, ShownTree

MOST_ROWS = 20_000
"""Made up for one split: bars do not get finer by more."""


class CountedTree(ShadowDecTree):  # type: ignore[misc]  # dtreeviz ships no types
    """dtreeviz's view of a tree of which only counts are known.

    dtreeviz counts rows itself, so it gets one made-up row for each class and bin, in the middle of the bin, and every
    split passes it as often as its count says: the bars are the counts. Each split has an axis of its own.
    """

    def __init__(
        self, nodes: ShownTree, *, labels: Mapping[int, str], class_names: Sequence[str], target_name: str
    ) -> None:
        """Make up the rows.

        Args:
            nodes: by index, the root at 0.
            labels: what stands under the axis of each split, by index.
            class_names: of all classes.
            target_name: the title of the legend.
        """
        self._nodes = nodes
        self._splits = {index: node for index, node in nodes.items() if isinstance(node, ShownSplit)}
        self._places = {index: place for place, index in enumerate(self._splits)}
        self._class_count = len(class_names)
        bins = max(len(split.edges) - 1 for split in self._splits.values())
        self._rows = {index: _passing(split, bins) for index, split in self._splits.items()}
        X = np.stack([_middles(split, bins, self._class_count) for split in self._splits.values()], axis=1)
        # The last two rows pass no split: they only hold the ends of the axes.
        y = np.append(np.repeat(np.arange(self._class_count), bins), [0, 0])
        names = [labels[index] for index in self._splits]
        super().__init__(None, X, y, names, target_name, list(class_names))

    def is_fit(self) -> bool:
        """Return True."""
        return True

    def is_classifier(self) -> bool:
        """Return True: whatever the tree was fitted to, its rows are drawn by class."""
        return True

    def nclasses(self) -> int:
        """Return how many classes there are, drawn or not."""
        return self._class_count

    def classes(self) -> NDArray[np.int64]:
        """Return all class codes."""
        return np.arange(self._class_count)

    def get_class_weight(self) -> None:
        """Return None: counts are drawn as they are."""

    def get_children_left(self) -> dict[int, int]:
        """Return the left child of each node, -1 for leaves."""
        return {index: node.left if isinstance(node, ShownSplit) else -1 for index, node in self._nodes.items()}

    def get_children_right(self) -> dict[int, int]:
        """Return the right child of each node, -1 for leaves."""
        return {index: node.right if isinstance(node, ShownSplit) else -1 for index, node in self._nodes.items()}

    def get_node_split(self, id: int) -> float:  # noqa: A002  dtreeviz's name, as below
        """Return the threshold of a split."""
        return self._splits[id].threshold

    def get_node_feature(self, id: int) -> int:  # noqa: A002
        """Return the place of a split's axis."""
        return self._places[id]

    def get_node_samples(self) -> dict[int, NDArray[np.intp]]:
        """Return the indices of the made-up rows that pass each split, as often as they do."""
        return self._rows

    def get_node_nsamples(self, id: int) -> int:  # noqa: A002
        """Return how many rows reach a node."""
        node = self._nodes[id]
        return sum(node.counts) if isinstance(node, Leaf) else node.rows

    def get_node_nsamples_by_class(self, id: int) -> NDArray[np.int64]:  # noqa: A002, ARG002
        """Return no rows: dtreeviz then draws no leaf, and we put our own pictures there."""
        return np.zeros(self._class_count, dtype=np.int64)

    def get_prediction(self, id: int) -> int:  # noqa: A002
        """Return the class that a leaf answers."""
        node = self._nodes[id]
        return node.answer if isinstance(node, Leaf) else 0

    def get_split_node_heights(self, X_train: object, y_train: object, nbins: int) -> dict[int, int]:  # noqa: ARG002
        """Return the height of the highest bar of each split."""
        return {index: split.highest for index, split in self._splits.items()}


# dtreeviz declares a dozen more as abstract, for numbers and pictures that nobody asks for here.
CountedTree.__abstractmethods__ = frozenset()


def _passing(split: ShownSplit, bins: int) -> NDArray[np.intp]:
    """Return the index of each made-up row, as often as it passes a split; a bin that holds any row shows some."""
    share = ceil(split.rows / MOST_ROWS) or 1
    counts = np.zeros((len(split.counts), bins), dtype=np.intp)
    counts[:, : len(split.edges) - 1] = -(-np.asarray(split.counts) // share)
    return np.repeat(np.arange(counts.size), counts.ravel())


def _middles(split: ShownSplit, bins: int, classes: int) -> NDArray[np.float64]:
    """Return where the made-up rows lie on the axis of a split, (classes * bins + 2,)."""
    edges = np.asarray(split.edges)
    middles = np.full(bins, edges[0])
    middles[: len(edges) - 1] = (edges[:-1] + edges[1:]) / 2
    return np.concatenate([np.tile(middles, classes), edges[[0, -1]]])
