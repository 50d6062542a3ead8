"""The rows that fit and choose everything, with all that the network and the table say of them."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.activations import Activations


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
