"""Fitted trees and the trees of the record that are drawn from them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.record.drawings import Tree
from yasenn_report.recording.drawings import tree_drawing
from yasenn_report.report.figures.columns import FileWords

SIGNS = np.array([1, 2, 4, 8])


def quadrants(rows: int = 200) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return rows whose class is the pattern of the signs of four features."""
    X = np.random.default_rng(3).normal(size=(rows, 4))
    return X, (X > 0) @ SIGNS


def fitted(X: NDArray[np.float64], y: NDArray[np.int64], depth: int = 2) -> DecisionTreeClassifier:
    """A tree of the rows."""
    return DecisionTreeClassifier(max_depth=depth, random_state=0).fit(X, y)


def drawing_of(
    tree: DecisionTreeClassifier,
    X: NDArray[np.float64],
    y: NDArray[np.int64],
    classes: int = 4,
    names: Sequence[str] = ("a", "b", "c", "d"),
    class_names: Sequence[str] | None = None,
) -> Tree:
    """The tree of the record."""
    return tree_drawing(
        tree,
        X,
        y,
        columns=[ReadableColumn(column=name) for name in names],
        class_names=class_names or [f"P{code + 1}" for code in range(classes)],
    )


def plain_words(column: str, entry: str | None) -> FileWords:
    """Columns are called as in the file."""
    return FileWords(name=column if entry is None else f"{column} is {entry}", indicator=entry is not None)
