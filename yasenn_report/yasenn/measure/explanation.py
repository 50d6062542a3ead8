"""What is held against what: a chunk of evaluation rows, and all that was fitted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.describe import Descriptions
from yasenn_report.yasenn.distil import Distillation
from yasenn_report.yasenn.measure.scale import Scale
from yasenn_report.yasenn.partition import Partitioning


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chunk:
    """Some evaluation rows."""

    features: NDArray[np.float64]
    """(rows, features)."""
    activations: Activations
    truth: NDArray[np.float64] | None
    """Labels as class indices or as values, (rows,); None without labels."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explanation:
    """All that was fitted: what the evaluation rows are held against."""

    task: Task
    distillation: Distillation
    partitioning: Partitioning
    descriptions: Descriptions
    scale: Scale
    """Unit of the network's values; not used for classes."""
    label_scale: Scale | None
    """Unit of the labels, for values with labels."""
    usual_label: int | None
    """The most frequent label of the fit rows, for classes with labels."""
