"""From a fitted scikit-learn tree and rows to what dtreeviz asks of a tree, counted in one pass over the rows."""

from collections.abc import Sequence

import numpy as np
from dtreeviz.models.sklearn_decision_trees import ShadowSKDTree
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier

Rows = NDArray[np.int64]


class CountedTree(ShadowSKDTree):  # type: ignore[misc]  # dtreeviz ships no types
    """dtreeviz's view of a tree over rows of classes 0..k-1, of which tree and rows may each know only some.

    dtreeviz's own view collects every node's rows in a Python loop (10 s for 20,000 rows) and takes for the classes
    those the tree was fitted on. This one reads the rows of a node off the sparse decision path, so that all rows can
    be drawn, and every count in the drawing is a count of the caller's rows.
    """

    def __init__(
        self,
        tree: DecisionTreeClassifier,
        X: NDArray[np.float64],
        y: Rows,
        *,
        class_names: Sequence[str],
        target_name: str,
    ) -> None:
        self._class_count = len(class_names)
        self._rows = _rows_by_node(tree, X)
        X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.int64)
        margins = _axis_margins(tree, X)
        # No node owns the rows of the margins: they only stretch the axes, so that each threshold lies on its axis.
        super().__init__(
            tree,
            np.vstack([X, margins]),
            np.concatenate([y, np.zeros(len(margins), dtype=np.int64)]),
            None,  # named later, from the ends of the axes
            target_name,
            list(class_names),
        )

    def get_node_samples(self) -> dict[int, Rows]:
        """Return the indices of the rows that pass each node."""
        return self._rows

    def nclasses(self) -> int:
        """Return how many classes there are, drawn or not."""
        return self._class_count

    def classes(self) -> Rows:
        """Return all class codes."""
        return np.arange(self._class_count)

    def get_class_weight(self) -> None:
        """Return None: counts are drawn as they are, also for a tree fitted with weights."""

    def get_node_nsamples_by_class(self, id: int) -> Rows:  # noqa: A002  dtreeviz's name
        """Return the number of rows of each class in a node."""
        return np.bincount(self.y_train[self._rows[id]], minlength=self._class_count)

    def is_classifier(self) -> bool:
        """Return True: whatever the tree was fitted to, its rows are drawn by class."""
        return True

    def get_prediction(self, id: int) -> int:  # noqa: A002  dtreeviz's name
        """Return the code of the class that most rows of a leaf have."""
        return int(self.get_node_nsamples_by_class(id).argmax())


def _rows_by_node(tree: DecisionTreeClassifier, X: NDArray[np.float64]) -> dict[int, Rows]:
    passed = tree.decision_path(X).tocsc()
    starts = passed.indptr
    return {node: passed.indices[starts[node] : starts[node + 1]].astype(np.int64) for node in range(passed.shape[1])}


def _axis_margins(tree: DecisionTreeClassifier, X: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return two rows, below and above, that hold every threshold strictly inside the range of its feature."""
    low, high = X.min(axis=0), X.max(axis=0)
    for feature, threshold in zip(tree.tree_.feature, tree.tree_.threshold, strict=True):
        if feature >= 0 and not low[feature] <= threshold < high[feature]:
            margin = 0.1 * (high[feature] - low[feature]) or 0.5 * abs(threshold) or 1.0
            low[feature] = min(low[feature], threshold - margin)
            high[feature] = max(high[feature], threshold + margin)
    return np.vstack([low, high])
