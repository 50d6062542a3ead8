"""Groups of the sensitive columns: how often each is where, and how often the network and the partitions err for it."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.measured import Estimate, Measured

GroupMetric = Literal["share", "error rate", "wrongly second", "wrongly first", "disagreement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRates:
    """One group on all evaluation rows, or in a partition; intervals hold by themselves.

    Rates that could be known of single persons, or by which such rates could be worked out, are withheld: those against
    labels where the group, or its rows with one of two labels, are fewer than 5, the others where the group is.
    """

    evaluation_rows: int
    share: Measured
    """Of the evaluation rows of the place."""
    error_rate: Measured
    """Of the group's rows, those on which the network is wrong against the label."""
    wrongly_second: Measured
    """Two classes: of the group's rows whose label is the first class, those that are decided as the second."""
    wrongly_first: Measured
    """The other way round."""
    disagreement: Measured
    """Of the group's rows, those where the partition's value disagrees with the network."""
    distillation_error: Measured
    """Mean, in the unit of the partitions'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitiveGroup:
    """Rows of one entry, or of numbers above `above` and up to `up_to`.

    Where all three are null, of all entries that have no group of their own.
    """

    entry: str | None
    meaning: str | None
    """What the dictionary says that the entry stands for."""
    above: float | None
    up_to: float | None
    fit_rows: int
    everywhere: GroupRates
    """On all evaluation rows."""
    labelled_second: Measured
    """Two classes: of the group's evaluation rows, those whose label is the second class."""
    decided_second: Measured
    """Two classes: of the group's evaluation rows, those that are decided as the second class."""
    partitions: tuple[GroupRates, ...]
    """In the order of `partitions`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitiveColumn:
    """A column of `table.sensitive`. Every row is in one of its groups."""

    column: str
    label: str | None
    """What the dictionary calls it; null where it has no word for it, as is the unit."""
    unit: str | None
    factor: float
    """The page shows numbers as `value * factor + offset`."""
    offset: float
    groups: tuple[SensitiveGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupGap:
    """A rate of a group that is further from that of all other rows of the same place than chance explains.

    For `share`, from its share in all other partitions.
    """

    code: str
    """Of the finding that it is part of."""
    metric: GroupMetric
    column: str
    group: int
    """Its place among the groups of the column, from 0."""
    partition: str | None
    """Null for all evaluation rows."""
    here: Estimate
    elsewhere: Estimate
    difference: Estimate
    """Here less elsewhere; the bounds hold for all comparisons of the code at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsCompared:
    """What became of the comparisons that belong to a code."""

    code: str
    compared: int
    too_few: int
    """Not compared, since one of the two sides has fewer than 20 rows, or its rates are withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """All that was measured of groups."""

    columns: tuple[SensitiveColumn, ...]
    """In the order of `table.sensitive`."""
    compared: tuple[GapsCompared, ...]
    """For YR040, YR041 and YR042."""
    gaps: tuple[GroupGap, ...]
    """Widest first, by the nearest bound of the difference."""
