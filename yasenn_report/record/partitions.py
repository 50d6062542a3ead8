"""The partitions: what they are, what is said of them, and how far that holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.descriptions import Description, Rule
from yasenn_report.record.drawings import Tree
from yasenn_report.record.measured import Gap, Measured, NotRun

Status = Literal["within_tolerance", "low_fidelity", "inconclusive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Shares of rows between edges; the first and the last bin also hold what lies beyond."""

    edges: tuple[float, ...]
    """Ascending, one more than bins."""
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What the network puts out for a partition's evaluation rows."""

    decided: tuple[float, ...]
    """Share of rows that the network decides for each class; empty for values."""
    histograms: tuple[Histogram, ...]
    """For classes one, of the probability of the class that the partition's value decides for; for values one per
    output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a partition's fit rows differ from the other fit rows in one column."""

    column: str
    entry: str | None
    inside: float
    """Mean of the partition's fit rows."""
    outside: float
    """Mean of the other fit rows."""
    standardised: float
    """Difference of the means in standard deviations of the column over all fit rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalRow:
    """A fit row that stands for others of its partition."""

    row: int
    """Its number in the data, counted from 1 below the header."""
    ids: Mapping[str, str]
    share: float
    """Share of the partition's rows that are nearer to it than to its other typical rows."""
    outputs: tuple[float, ...]
    """What the network puts out for it."""
    values: tuple[float, ...]
    """One for each of `explanation.columns`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What the network's probabilities say of a partition's evaluation rows, and what came true.

    Of two classes it is the second one that is looked at, of more the class that the network decides.
    """

    said: float
    """Mean probability, 0 to 1."""
    came_true: Measured
    """Share of rows whose label is that class; the interval holds by itself."""
    bounds: Measured
    """The same with two-sided bounds that hold for all partitions at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Inputs that the network leads along like paths to like outputs."""

    id: str
    """First 12 hex digits of the SHA-256 of its codes: its identity."""
    label: str
    """`P1` has the most fit rows; for display."""
    codes: tuple[tuple[int, ...], ...]
    """Leaf indices, one per tree, layers in the order of distillation."""
    fit_rows: int
    evaluation_rows: int
    evaluation_share: float
    value: tuple[float, ...]
    """Mean output of its fit rows: probability per class, or values."""
    decision: str | NotRun
    """The class that the value decides for."""
    distillation_error: Measured
    """Mean distance of the network's output from the value: total variation (0 to 1), or standard deviations."""
    disagreement: Measured
    """Share of rows where the value decides otherwise than the network, or is off by more than the error limit."""
    status: Status
    accuracy: Measured
    """Network against labels, on its evaluation rows."""
    mistakes: Gap | NotRun
    """Share of its evaluation rows on which the network is wrong against the label, and of those in all other
    partitions; for values, rows that are off by more than the error limit."""
    same_decision: Gap | NotRun
    """The same of rows on which the network decides as the partition's value, against those in the other partitions
    whose value decides so too."""
    calibration: Calibration | NotRun
    stability: float | NotRun
    """Over refits: mean Jaccard index with the most similar partition of a refit, 0 to 1."""
    outputs: Outputs | NotRun
    not_describable: str | None
    """Why no description can be relied on; null if one can."""
    descriptions: tuple[Description, ...]
    """The one that leads first."""
    drawing: Tree | NotRun
    """The tree that tells it from the rest: classes are the rest and the partition."""
    profile: tuple[Difference, ...]
    """The columns in which its fit rows differ most, the most different first."""
    typical_rows: tuple[TypicalRow, ...] | NotRun
    """Its most typical fit rows (medoids)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRule:
    """A leaf of the map."""

    partition: str
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The tree over all partitions: names the partition of a row from its columns."""

    leaves: int
    depth: int
    rules: tuple[NamingRule, ...]
    drawing: Tree | NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """The columns in which partitions differ most, for all partitions: differences of means, standardised."""

    columns: tuple[tuple[str, str | None], ...]
    """Name and entry, as in `explanation.columns`; at most 12."""
    standardised: tuple[tuple[float, ...], ...]
    """By partition and column: mean of its fit rows less that of the others, in standard deviations."""
