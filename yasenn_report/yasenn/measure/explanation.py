"""What is held against what: a chunk of evaluation rows, and all that was fitted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.codebook import CodeBook
from yasenn_report.yasenn.contrasts import Contrast
from yasenn_report.yasenn.describe import Descriptions
from yasenn_report.yasenn.distil import Distillation
from yasenn_report.yasenn.error_trees import ErrorTree
from yasenn_report.yasenn.grouping import Grouping
from yasenn_report.yasenn.measure.baseline import Baseline
from yasenn_report.yasenn.measure.scale import Scale
from yasenn_report.yasenn.measure.sums import Units
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.shortcuts import Shortcut


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chunk:
    """Some evaluation rows. No other chunk holds rows of the same groups."""

    rows: NDArray[np.intp]
    """Which rows of the holdout these are, (rows,)."""
    features: NDArray[np.float64]
    """The network's inputs, (rows, features)."""
    readable: NDArray[np.float64]
    """Explanation columns, (rows, columns): what descriptions speak of."""
    activations: Activations
    truth: NDArray[np.float64] | None
    """Labels as class indices or as values, (rows,); None without labels."""
    half: NDArray[np.bool_]
    """Which half of the evaluation rows each row is in, (rows,); the rows of a group are in one half."""
    weights: NDArray[np.float64] | None
    """What each row weighs, 0 or more, (rows,); None if all weigh 1."""
    groups: NDArray[np.int64] | None
    """Number of each row's group, (rows,); None if every row stands for itself."""
    sensitive: tuple[NDArray[np.str_], ...] = ()
    """Entries of each sensitive column, (rows,)."""

    @property
    def units(self) -> Units:
        """What counts as independent here."""
        return Units(
            weights=np.ones(len(self.half)) if self.weights is None else self.weights,
            group=None if self.groups is None else np.unique(self.groups, return_inverse=True)[1],
        )

    def of_half(self, half: bool) -> "Chunk":
        """The rows of one half; maybe none."""
        rows = self.half == half
        return Chunk(
            rows=self.rows[rows],
            features=self.features[rows],
            readable=self.readable[rows],
            activations=Activations(
                layers=tuple(layer[rows] for layer in self.activations.layers), outputs=self.activations.outputs[rows]
            ),
            truth=None if self.truth is None else self.truth[rows],
            half=self.half[rows],
            weights=None if self.weights is None else self.weights[rows],
            groups=None if self.groups is None else self.groups[rows],
            sensitive=tuple(labels[rows] for labels in self.sensitive),
        )


class Rival(Protocol):
    """Anything that answers in the network's place and that the partitions are compared with; fitted on fit rows."""

    def answer(self, chunk: Chunk) -> NDArray[np.float64]:
        """What it answers for each row, in the form of outputs, (rows, outputs).

        For classes these are probabilities, or 1 for the decided class and 0 for the others.
        """


ErrorTrees = tuple[ErrorTree | NotRun, ErrorTree | NotRun]
"""Where the network is wrong against the labels, and where a partition's value is against the network."""
NO_FIT_DATA = NotRun(reason="no --fit-data was given")
NOT_GROWN = NotRun(reason="no tree was grown")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explanation:
    """All that was fitted: what the evaluation rows are held against."""

    task: Task
    book: CodeBook
    """Trees and partitions."""
    refits: tuple[CodeBook, ...]
    """Those of resampled fit rows; none where stability is not measured."""
    descriptions: Descriptions
    scale: Scale
    """Unit of the network's values; not used for classes."""
    label_scale: Scale | None
    """Unit of the labels, for values with labels."""
    usual_label: int | None
    """The most frequent label of the fit rows, for classes with labels."""
    margin_edges: NDArray[np.float64]
    """Margins at which rows are counted, ascending from 0, (edges,); none for values."""
    output_edges: NDArray[np.float64]
    """Edges of the histograms of outputs, (histograms, bins + 1)."""
    contrasts: tuple[Contrast, ...] = ()
    """Pairs of partitions and what tells them apart."""
    rivals: Mapping[str, Rival | NotRun] = field(default_factory=dict)
    """What else the partitions are compared with, by name, or why it cannot be."""
    error_trees: ErrorTrees = (NOT_GROWN, NOT_GROWN)
    shortcuts: tuple[Shortcut, ...] | NotRun = ()
    """Columns that tell partitions by themselves, or why none was looked for."""
    baseline: Baseline | NotRun = NO_FIT_DATA
    """Rows that fitted the network, by their codes: they fitted nothing of this."""
    groupings: tuple[Grouping, ...] = ()
    """Groups by sensitive column."""

    @property
    def fitted_rivals(self) -> dict[str, Rival]:
        """Those that there are."""
        return {name: rival for name, rival in self.rivals.items() if not isinstance(rival, NotRun)}

    @property
    def distillation(self) -> Distillation:
        """The trees."""
        return self.book.distillation

    @property
    def partitioning(self) -> Partitioning:
        """The partitions."""
        return self.book.partitioning
