"""Turn counts of evaluation rows into shares with exact bounds; pure statistics."""

from dataclasses import dataclass
from math import ceil, log, log1p
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import beta

from yasenn_report.yasenn.samples import Part, Sample, part_of, sample_of

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


def rows_per_weight(
    whole: ArrayLike, whole_squares: ArrayLike, part: ArrayLike, part_squares: ArrayLike, cross: ArrayLike
) -> NDArray[np.float64]:
    """How many independent rows a unit of weight is worth for the bounds of a share.

    This is 1 over the weight that one independent row stands for: the mean weight of the groups, each counted by its
    weight, which makes Kish's effective number of rows, as in ``Sample``. Where the groups in the part, or those out of
    it, are heavier than that, their mean weight is taken: by Kish's number alone a few heavy groups that are missed
    make a rate look more certain than it is (compare the unit in the bounds of Fay and Feuer, Statistics in Medicine
    16, 1997). Without groups and weights it is exactly 1.

    Args:
        whole: weight of all rows, above 0, any shape; as the next four, which are those of ``Sample`` and ``Part``.
        whole_squares: sums of squares of groups' weights, above 0.
        part: weight of the part whose share it is.
        part_squares: sums of squares of groups' weights in the part.
        cross: sums of products of groups' weights in the part and in the whole.
    """
    weight, squares, inside, inside_squares, product = (
        np.asarray(sums, dtype=np.float64) for sums in (whole, whole_squares, part, part_squares, cross)
    )
    outside, outside_squares = weight - inside, squares - 2 * product + inside_squares
    worth = np.asarray(weight / squares)
    for side, side_squares in ((inside, inside_squares), (outside, outside_squares)):
        some = (side > 1e-9 * weight) & (side_squares > 0)  # what rounding leaves of nothing is no side
        of_side = np.where(some, side, np.inf) / np.where(some, side_squares, 1.0)
        worth = np.where(of_side < worth * (1 - 1e-9), of_side, worth)
    return worth


def share_bounds(
    whole: ArrayLike, whole_squares: ArrayLike, part: ArrayLike, part_squares: ArrayLike, cross: ArrayLike, alpha: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower and upper bounds of shares, each wrong with probability alpha: Clopper-Pearson at the effective rows.

    Exact without groups and weights. With them approximate: they hold where heavy groups are missed no more often than
    light ones, whatever the correlation inside groups (simulated in tests/statistics), and are too narrow where misses
    gather in the heaviest groups. Arguments are those of ``rows_per_weight``, and alpha between 0 and 1.
    """
    worth = rows_per_weight(whole, whole_squares, part, part_squares, cross)
    misses, rows = np.minimum(part, whole) * worth, np.asarray(whole) * worth
    return lower_bounds(misses, rows, alpha), upper_bounds(misses, rows, alpha)


def rate(metric: str, misses: int | Part, rows: int | Sample, *, confidence: float, hits: bool = False) -> Measured:
    """The share of misses (or of hits) among rows, with a two-sided interval that holds by itself.

    The interval is exact without groups and weights. With them it is that of ``share_bounds``: approximate, and wider
    than it need be where the rows of a group are less than perfectly correlated.

    Args:
        metric: name of the share.
        misses: rows of the one kind.
        rows: all rows.
        confidence: of the interval, between 0 and 1.
        hits: give the share of the other rows instead.
    """
    sample = sample_of(rows)
    if sample.weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    value, low, high, effective = bounded(misses, sample, (1 - confidence) / 2)
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
        effective_rows=effective,
    )


def simultaneous_rate(
    metric: str, misses: int | Part, rows: int | Sample, *, confidence: float, family: int, of: str = "partitions"
) -> Measured:
    """The share of misses with one-sided bounds that hold for a whole family of shares at once (Bonferroni).

    With probability at least ``confidence`` no share of the family lies above its upper bound; the same holds,
    separately, for the lower bounds. Exact without groups and weights; with them as in ``rate``.

    Args:
        metric: name of the share.
        misses: rows of the one kind.
        rows: all rows.
        confidence: of the whole family, between 0 and 1.
        family: how many shares it has.
        of: what the shares are of, in words.
    """
    sample = sample_of(rows)
    if sample.weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    value, low, high, effective = bounded(misses, sample, (1 - confidence) / family)
    return Estimate(
        metric=metric,
        value=value,
        low=low,
        high=high,
        confidence=confidence,
        method=f"Clopper-Pearson, one-sided each way, Bonferroni over {family} {of}" + sample.remark,
        scope="simultaneous",
        rows=sample.rows,
        effective_rows=effective,
    )


def bounded(misses: int | Part, sample: Sample, alpha: float) -> tuple[float, float, float, float]:
    """A share with its lower and upper bound, each wrong with probability alpha, and the effective rows of these."""
    part = part_of(misses)
    sums = (sample.weight, sample.weight_squares, part.weight, part.weight_squares, part.cross)
    low, high = share_bounds(*sums, alpha)
    effective = sample.weight * float(rows_per_weight(*sums))
    return min(part.weight / sample.weight, 1.0), float(low), float(high), effective


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
