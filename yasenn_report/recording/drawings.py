"""Trees as the record holds them for drawing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.record.drawings import Tree
from yasenn_report.record.measured import NotRun

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def tree_drawing(
    tree: "DecisionTreeClassifier | DecisionTreeRegressor",  # noqa: ARG001
    X: NDArray[np.float64],  # noqa: ARG001
    y: NDArray[np.int64],  # noqa: ARG001
    *,
    columns: Sequence[ReadableColumn],  # noqa: ARG001
    class_names: Sequence[str],  # noqa: ARG001
    answers: Mapping[int, int] | None = None,  # noqa: ARG001
) -> Tree | NotRun:
    """Stands in for the one of the branch `trees`, whose file replaces this one."""
    return NotRun(reason="not drawn yet")
