"""Partitions in words: rules and weighted sums of columns, and how well they hold."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.measured import Measured, NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Bounds on one column: `above < value <= at_most`; a bound that is null does not bind."""

    column: str
    entry: str | None
    """As in `explanation.columns`: where it is not null, 1 stands for it."""
    above: float | None
    at_most: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions that all hold."""

    conditions: tuple[Condition, ...]
    fit_rows: int
    """Fit rows for which they hold."""
    share: float
    """Share of these that belong to the partition, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One column's part in a logistic regression."""

    column: str
    entry: str | None
    weight_per_standard_deviation: float
    """Change of the log-odds per standard deviation of the column."""
    mean: float
    standard_deviation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How well a description held on the evaluation rows."""

    precision: Measured
    """Share of the partition among the rows that it holds for."""
    recall: Measured
    """Share of the partition's rows that it holds for."""
    f1: float | NotRun
    """Harmonic mean of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeDescription:
    """A row belongs to the partition if one of the rules holds."""

    kind: Literal["tree"] = "tree"
    rules: tuple[Rule, ...]
    cut: float
    """Leaves with at least this share of the partition's rows belong to it."""
    cross_validated_f1: float
    """Of telling the partition from the rest, inside the fit part."""
    held: Held | None
    """Null for the model of a contrast, which has its own measures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticDescription:
    """A row belongs to the partition if the logistic function of intercept and terms reaches the cut.

    A term is `weight_per_standard_deviation * (value - mean) / standard_deviation`.
    """

    kind: Literal["logistic"] = "logistic"
    intercept: float
    terms: tuple[Term, ...]
    """The columns that take part, heaviest first."""
    cut: float
    cross_validated_f1: float
    held: Held | None


Description = TreeDescription | LogisticDescription
