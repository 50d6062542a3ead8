"""What was measured of the groups of sensitive columns, on all evaluation rows and inside partitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yasenn_report.yasenn.bounds import Estimate, Measured
from yasenn_report.yasenn.gaps import Gap

GroupMetric = Literal["share", "error rate", "wrongly second", "wrongly first", "disagreement"]
GapKind = Literal["share", "errors", "distillation"]
"""Kinds of comparison: each has its own chance of a false gap, for all of its gaps together."""

KINDS: Mapping[GapKind, tuple[GroupMetric, ...]] = {
    "share": ("share",),
    "errors": ("error rate", "wrongly second", "wrongly first"),
    "distillation": ("disagreement",),
}
FEWEST_COMPARED = 20
"""Rows that both sides of a comparison need."""
FEWEST_SHOWN = 5
"""Rows below which no rate is given: it could be known of whom it speaks. See ``measure.withholding``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRates:
    """One group at one place: on all evaluation rows, or in a partition. Intervals hold by themselves."""

    evaluation_rows: int
    share: Measured
    """Of the place's rows, those of the group."""
    error_rate: Measured
    """Of the group's rows there, those on which the network is not as the label; for values, off by more than the
    error limit."""
    wrongly_second: Measured
    """Of those whose label is the first of two classes, those that are decided as the second."""
    wrongly_first: Measured
    """The other way round."""
    disagreement: Measured
    """Of the group's rows there, those where the partition's value decides otherwise than the network."""
    distillation_error: Measured
    """Mean distance of the network's output from the partition's value, in the unit of each partition's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredGroup:
    """One group of a column."""

    everywhere: GroupRates
    labelled_second: Measured
    """Of its evaluation rows, those whose label is the second of two classes: how often the outcome itself is."""
    decided_second: Measured
    """Of its evaluation rows, those that are decided as the second of two classes."""
    partitions: tuple[GroupRates, ...]
    """By partition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupGap:
    """A gap that chance does not explain, between a group and all other rows of the same place.

    For a share, between its share in a partition and that in all other partitions.
    """

    metric: GroupMetric
    column: int
    """Index of the column."""
    group: int
    """Index of the group."""
    partition: int | None
    """Index of the place; None for all evaluation rows."""
    gap: Gap

    @property
    def least(self) -> float:
        """The nearest bound of the difference, 0 to 1: the gap is at least as large."""
        found = self.gap.difference
        return max(found.low, -found.high) if isinstance(found, Estimate) else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsCompared:
    """What became of the comparisons of one kind."""

    compared: int
    """Comparisons that were made; of a column with two groups each counts once."""
    too_few: int
    """Not made: a side has fewer than ``FEWEST_COMPARED`` rows, or its rates are withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All that was measured of groups."""

    columns: tuple[tuple[MeasuredGroup, ...], ...]
    """By column and group, as in the explanation's groupings."""
    compared: Mapping[GapKind, GapsCompared]
    gaps: tuple[GroupGap, ...]
    """The widest first, by the nearest bound of the difference."""
