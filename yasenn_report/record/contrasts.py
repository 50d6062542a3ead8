"""Pairs of partitions that run together for a while and part."""

from dataclasses import dataclass

from yasenn_report.record.descriptions import Description
from yasenn_report.record.measured import Measured, NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerParting:
    """The matched rows that part at one layer."""

    layer: str
    fit_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """Where matched fit rows of two partitions part."""

    matched_fit_rows: int
    """Of each partition: all of the smaller one."""
    at_once: int
    """Those that part at the first leaf index: they never run together."""
    by_layer: tuple[LayerParting, ...]
    """The others, in the order of distillation."""
    layer: str
    """Where most of these part."""
    leaf_index: int
    """The leaf index of that layer at which most of them part: its place in the code, counted from 1."""

    @property
    def together(self) -> int:
        """Matched fit rows of each partition that share at least one leaf index."""
        return self.matched_fit_rows - self.at_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How well the model tells the two apart, on the evaluation rows in the two."""

    first: Measured
    second: Measured
    balanced_accuracy: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Two partitions, where they part, and what tells them apart in columns."""

    first: str
    """Label of the larger partition."""
    second: str
    """The model holds for its rows and not for those of the first."""
    asked: bool
    """Whether the user asked for this pair."""
    parting: Parting
    model: Description | NotRun
    not_told_apart: str | None
    """Why the model cannot be relied on to tell the two apart; null if it can."""
    told: Told | NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrasts:
    """How many pairs there are, and those that are shown."""

    different_pairs: int
    """Pairs with different decisions, or with clearly different values."""
    running_together: int
    """Those of them of which some matched fit rows run together."""
    pairs: tuple[Contrast, ...]
