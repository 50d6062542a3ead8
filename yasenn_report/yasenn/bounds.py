"""Turn counts of evaluation rows into shares with exact bounds; pure statistics."""

from dataclasses import dataclass
from math import ceil, log, log1p
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import beta

Scope = Literal["marginal", "simultaneous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A measured number and how far it can be trusted."""

    metric: str
    """What was measured, for example ``agreement``."""
    value: float
    low: float
    high: float
    confidence: float
    """Between 0 and 1: how sure the bounds are, in the sense of ``scope``."""
    method: str
    """How the bounds were computed."""
    scope: Scope
    """``marginal``: the interval holds by itself. ``simultaneous``: see ``method`` for what holds at once."""
    rows: int
    """How many evaluation rows it was measured on."""
    effective_rows: float
    """How many independent rows of equal weight these are worth; ``rows`` where there are no groups and weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRun:
    """Something that could not be computed, and why. It stands in the place of the number."""

    reason: str


Measured = Estimate | NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The rows that a number is measured on, and how many independent ones of equal weight they are worth.

    Rows of a group are taken as perfectly correlated: they are worth one row together. Groups of unequal weight are
    worth fewer than there are (Kish, Survey Sampling, 1965): the square of their sum over the sum of their squares.
    """

    rows: int
    weight: float
    """Sum of the rows' weights; ``rows`` if they were not weighed."""
    weight_squares: float
    """Sum over groups of the group's weight, squared; ``rows`` if there are neither groups nor weights."""

    @property
    def shrink(self) -> float:
        """What turns a weight into effective rows; exactly 1 without groups and weights."""
        return self.weight / self.weight_squares if self.weight_squares > 0 else 0.0

    @property
    def effective(self) -> float:
        """The effective number of rows."""
        return self.weight * self.shrink

    @property
    def simple(self) -> bool:
        """Whether every row is worth one row."""
        return abs(self.effective - self.rows) <= 1e-9 * self.rows

    @property
    def remark(self) -> str:
        """What the method of an interval must add."""
        return "" if self.simple else ", at the effective number of rows (Kish; the rows of a group count as one)"

    def __add__(self, other: "Sample") -> "Sample":
        return Sample(
            rows=self.rows + other.rows,
            weight=self.weight + other.weight,
            weight_squares=self.weight_squares + other.weight_squares,
        )


def sample_of(rows: "int | Sample") -> Sample:
    """The sample of so many independent rows of equal weight; a sample stays what it is."""
    return rows if isinstance(rows, Sample) else Sample(rows=rows, weight=rows, weight_squares=rows)


def upper_bounds(misses: ArrayLike, rows: ArrayLike, alpha: float) -> NDArray[np.float64]:
    """Exact (Clopper-Pearson) upper bounds of rates: with probability 1 - alpha the true rate is not above its bound.

    Args:
        misses: between 0 and ``rows``, any shape; need not be whole, which makes the bound approximate.
        rows: above 0, of the same shape.
        alpha: of each bound by itself, between 0 and 1.
    """
    k, n = np.asarray(misses, dtype=np.float64), np.asarray(rows, dtype=np.float64)
    return np.asarray(np.where(k >= n, 1.0, beta.ppf(1 - alpha, k + 1, np.where(k >= n, 1.0, n - k))))


def lower_bounds(misses: ArrayLike, rows: ArrayLike, alpha: float) -> NDArray[np.float64]:
    """Exact (Clopper-Pearson) lower bounds of rates; as ``upper_bounds``, from the other side."""
    k, n = np.asarray(misses, dtype=np.float64), np.asarray(rows, dtype=np.float64)
    return np.asarray(np.where(k <= 0, 0.0, beta.ppf(alpha, np.where(k <= 0, 1.0, k), n - k + 1)))


def rate(metric: str, misses: float, rows: int | Sample, *, confidence: float, hits: bool = False) -> Measured:
    """The share of misses (or of hits) among rows, with a two-sided interval that holds by itself.

    The interval is exact without groups and weights. With them it is the exact one at the effective number of rows:
    approximate, and wider than it need be where the rows of a group are less than perfectly correlated.

    Args:
        metric: name of the share.
        misses: weight of the rows of the one kind.
        rows: all rows.
        confidence: of the interval, between 0 and 1.
        hits: give the share of the other rows instead.
    """
    sample = sample_of(rows)
    if sample.weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    value, low, high = bounded(misses, sample, (1 - confidence) / 2)
    if hits:
        value, low, high = 1 - value, 1 - high, 1 - low
    return Estimate(
        metric=metric,
        value=value,
        low=low,
        high=high,
        confidence=confidence,
        method="Clopper-Pearson, two-sided" + sample.remark,
        scope="marginal",
        rows=sample.rows,
        effective_rows=sample.effective,
    )


def simultaneous_rate(metric: str, misses: float, rows: int | Sample, *, confidence: float, family: int) -> Measured:
    """The share of misses with one-sided bounds that hold for a whole family of shares at once (Bonferroni).

    With probability at least ``confidence`` no share of the family lies above its upper bound; the same holds,
    separately, for the lower bounds. Exact without groups and weights; with them as in ``rate``.
    """
    sample = sample_of(rows)
    if sample.weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    value, low, high = bounded(misses, sample, (1 - confidence) / family)
    return Estimate(
        metric=metric,
        value=value,
        low=low,
        high=high,
        confidence=confidence,
        method=f"Clopper-Pearson, one-sided each way, Bonferroni over {family} partitions" + sample.remark,
        scope="simultaneous",
        rows=sample.rows,
        effective_rows=sample.effective,
    )


def bounded(misses: float, sample: Sample, alpha: float) -> tuple[float, float, float]:
    """A share with its lower and upper bound, each wrong with probability alpha."""
    k, n = min(misses, sample.weight) * sample.shrink, sample.effective
    return k / n, float(lower_bounds(k, n, alpha)), float(upper_bounds(k, n, alpha))


def rows_needed(tolerance: float, confidence: float, family: int) -> int:
    """How many rows without a miss it takes for the upper bound of ``simultaneous_rate`` to reach the tolerance.

    Solves ``(1 - tolerance) ** rows <= (1 - confidence) / family``.
    """
    return ceil(log((1 - confidence) / family) / log1p(-tolerance))


def required_f1(quality: float, share: float) -> float:
    """The F1 score that a description must reach: so much of the way from naming every row to naming the right ones.

    Naming every row has a recall of 1 and a precision of ``share``, the partition's share of the rows; its F1 alone can
    look good where the partition is large.
    """
    every_row = 2 * share / (1 + share)
    return every_row + quality * (1 - every_row)
