"""The rows that fit and choose everything, with all that the network and the table say of them."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold, KFold

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.activations import Activations

FOLDS = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitRows:
    """Some rows of the fit part."""

    task: Task
    activations: Activations
    outputs: NDArray[np.float64]
    """What the network puts out, (rows, outputs): probabilities of every class, or values."""
    decisions: NDArray[np.intp] | None
    """The decided class of each row, (rows,); None for values."""
    columns: NDArray[np.float64]
    """Explanation columns, (rows, columns): what descriptions speak of."""
    groups: NDArray[np.intp] | None = None
    """Which rows belong together, as numbers (rows,): folds and resamples keep them together. None if none do."""

    def __len__(self) -> int:
        return len(self.outputs)

    @property
    def classes(self) -> bool:
        """Whether the network decides between classes."""
        return self.decisions is not None

    def take(self, rows: NDArray[np.intp]) -> "FitRows":
        """These rows only, by index; a row may be taken more than once."""
        return replace(
            self,
            activations=Activations(
                layers=tuple(layer[rows] for layer in self.activations.layers), outputs=self.activations.outputs[rows]
            ),
            outputs=self.outputs[rows],
            decisions=None if self.decisions is None else self.decisions[rows],
            columns=self.columns[rows],
            groups=None if self.groups is None else self.groups[rows],
        )


Fold = tuple[NDArray[np.intp], NDArray[np.intp]]


def split_folds(rows: FitRows, *, seed: int, folds: int = FOLDS) -> list[Fold]:
    """(Rows that fit, rows held out) of each fold."""
    if rows.groups is not None and len(np.unique(rows.groups)) >= folds:
        return list(GroupKFold(folds, shuffle=True, random_state=seed).split(rows.outputs, groups=rows.groups))
    return list(KFold(folds, shuffle=True, random_state=seed).split(rows.outputs))


def loss(rows: FitRows, answers: NDArray[np.float64], unit: FitRows) -> NDArray[np.float64]:
    """What each row's answer costs: 1 for another decision, or the squared error in units of the outputs' variance."""
    if rows.decisions is not None:
        return np.asarray(rows.task.decisions(answers) != rows.decisions, dtype=np.float64)
    variance = unit.outputs.var(axis=0)
    return np.asarray((((rows.outputs - answers) ** 2) / np.where(variance > 0, variance, 1.0)).mean(axis=1))
