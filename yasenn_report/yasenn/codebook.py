"""A code book: trees that turn activations into codes, and partitions that the codes belong to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.boosting import TreeSettings
from yasenn_report.yasenn.distil import Distillation, LayerOrder, distil
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.merging import Prototypes, find_prototypes
from yasenn_report.yasenn.partition import Partitioning, make_partitions


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBookSettings:
    """What a code book is made by: one candidate of the search."""

    order: LayerOrder
    leaves: int
    """Most leaves per tree."""
    trees: int
    """Trees per layer."""
    smallest_leaf: float
    """Smallest share of the fit rows in a leaf."""
    nearness: float
    """How eagerly codes that behave alike far from each other in the columns are kept apart, at least 0."""
    max_partitions: int
    min_support: int
    """Fewest fit rows in a partition."""
    seed: int

    @property
    def tree_settings(self) -> TreeSettings:
        """What the trees alone are grown by: candidates that share it share their trees."""
        return TreeSettings(leaves=self.leaves, trees=self.trees, smallest_leaf=self.smallest_leaf, seed=self.seed)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodeBook:
    """Everything that it takes to give a row its partition from its activations."""

    settings: CodeBookSettings
    distillation: Distillation
    partitioning: Partitioning

    def assign(self, activations: Activations) -> NDArray[np.intp]:
        """Index of the partition of each row, (rows,)."""
        return self.partitioning.assign(self.distillation.codes(activations))[0]


def grow(rows: FitRows, settings: CodeBookSettings, *, layers: tuple[int, ...] | None = None) -> Distillation:
    """Fit the trees of a code book; see ``distil.distil``."""
    return distil(
        rows.activations,
        rows.outputs,
        classes=rows.classes,
        order=settings.order,
        settings=settings.tree_settings,
        layers=layers,
    )


def find_kinds(rows: FitRows, settings: CodeBookSettings) -> Prototypes:
    """The kinds of behaviour that codes gather around; see ``merging.find_prototypes``."""
    return find_prototypes(
        rows.outputs, rows.decisions, rows.columns, nearness=settings.nearness, count=settings.max_partitions
    )


def partition_codes(
    rows: FitRows, codes: NDArray[np.int64], settings: CodeBookSettings, kinds: Prototypes
) -> Partitioning:
    """Merge the codes (rows, code length) of the fit rows into partitions; see ``partition.make_partitions``."""
    return make_partitions(
        codes,
        rows.outputs,
        rows.task.decisions if rows.classes else None,
        kinds,
        max_partitions=settings.max_partitions,
        min_support=settings.min_support,
    )


def make_code_book(rows: FitRows, settings: CodeBookSettings, *, layers: tuple[int, ...] | None = None) -> CodeBook:
    """Distil and partition the fit rows.

    Args:
        rows: the fit rows.
        settings: how.
        layers: hidden layers that take part, by index from the input on; all of them by default.
    """
    distillation = grow(rows, settings, layers=layers)
    partitioning = partition_codes(rows, distillation.codes(rows.activations), settings, find_kinds(rows, settings))
    return CodeBook(settings=settings, distillation=distillation, partitioning=partitioning)
