"""Fit rows written by hand: the stages between network and report are tested without a network."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.fit_rows import FitRows


def task_of(classes: int, *, threshold: float = 0.5) -> Task:
    """A task of so many classes; 0 for values."""
    return Task(
        name="regression" if classes == 0 else "binary" if classes == 2 else "multiclass",
        output_kind="values" if classes == 0 else "probabilities",
        evidence="",
        class_names=tuple(map(str, range(classes))),
        class_evidence="",
        class_labels=tuple(map(str, range(classes))),
        threshold=threshold,
        network="model.pt",
    )


def fit_rows(
    outputs: NDArray[np.float64],
    columns: NDArray[np.float64],
    *,
    layers: Sequence[NDArray[np.floating]] = (),
    classes: bool = True,
    groups: NDArray[np.intp] | None = None,
) -> FitRows:
    """Rows with these outputs, (rows, outputs), and columns, (rows, columns)."""
    task = task_of(outputs.shape[1] if classes else 0)
    return FitRows(
        task=task,
        activations=Activations(layers=tuple(layers), outputs=outputs),
        outputs=outputs,
        decisions=task.decisions(outputs) if classes else None,
        columns=columns,
        groups=groups,
    )


def two_columns(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of class 0 and 1."""
    return np.column_stack([1 - p, p])


def xor_rows(rows: int, *, noise: int = 4, seed: int = 0, steepness: float = 6.0) -> FitRows:
    """Four quadrants of two behaviours, which two layers of hand-made activations know."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (rows, 2 + noise))
    east, north = np.tanh(3 * X[:, 0]), np.tanh(3 * X[:, 1])
    first = np.column_stack([east, north, rng.normal(size=(rows, 2)) * 0.1])
    second = np.maximum(np.column_stack([east - north, north - east, east + north]), 0)
    p = 1 / (1 + np.exp(steepness * east * north))
    return fit_rows(two_columns(p), X, layers=(first.astype(np.float32), second.astype(np.float32)))
