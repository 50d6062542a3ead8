"""Turn counts and sums over evaluation rows into estimates with intervals; pure statistics."""

from dataclasses import dataclass
from math import ceil, exp, log, log1p, sqrt
from typing import Literal

from scipy.stats import beta, norm, t

FEWEST_FOR_R2 = 10

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


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRun:
    """Something that could not be computed, and why. It stands in the place of the number."""

    reason: str


Measured = Estimate | NotRun


def upper_bound(misses: int, rows: int, alpha: float) -> float:
    """Exact (Clopper-Pearson) upper bound of a rate: with probability 1 - alpha the true rate is not above it."""
    return 1.0 if misses >= rows else float(beta.ppf(1 - alpha, misses + 1, rows - misses))


def lower_bound(misses: int, rows: int, alpha: float) -> float:
    """Exact (Clopper-Pearson) lower bound of a rate: with probability 1 - alpha the true rate is not below it."""
    return 0.0 if misses <= 0 else float(beta.ppf(alpha, misses, rows - misses + 1))


def rate(metric: str, misses: int, rows: int, *, confidence: float, hits: bool = False) -> Measured:
    """The share of misses (or of hits) among rows, with a two-sided exact interval that holds by itself.

    Args:
        metric: name of the share.
        misses: rows of the one kind.
        rows: all rows.
        confidence: of the interval, between 0 and 1.
        hits: give the share of the other rows instead.
    """
    if rows == 0:
        return NotRun(reason="no evaluation row falls here")
    alpha = (1 - confidence) / 2
    value, low, high = misses / rows, lower_bound(misses, rows, alpha), upper_bound(misses, rows, alpha)
    if hits:
        value, low, high = 1 - value, 1 - high, 1 - low
    return Estimate(
        metric=metric,
        value=value,
        low=low,
        high=high,
        confidence=confidence,
        method="Clopper-Pearson, two-sided",
        scope="marginal",
        rows=rows,
    )


def simultaneous_rate(metric: str, misses: int, rows: int, *, confidence: float, family: int) -> Measured:
    """The share of misses with one-sided exact bounds that hold for a whole family of shares at once (Bonferroni).

    With probability at least ``confidence`` no share of the family lies above its upper bound; the same holds,
    separately, for the lower bounds.
    """
    if rows == 0:
        return NotRun(reason="no evaluation row falls here")
    alpha = (1 - confidence) / family
    return Estimate(
        metric=metric,
        value=misses / rows,
        low=lower_bound(misses, rows, alpha),
        high=upper_bound(misses, rows, alpha),
        confidence=confidence,
        method=f"Clopper-Pearson, one-sided each way, Bonferroni over {family} partitions",
        scope="simultaneous",
        rows=rows,
    )


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


def mean(
    metric: str,
    total: float,
    squares: float,
    rows: int,
    *,
    confidence: float,
    bottom: float | None = 0.0,
    top: float | None = None,
) -> Measured:
    """The mean of a quantity with Student's t interval, from its sum and sum of squares.

    Args:
        metric: name of the mean.
        total: sum over rows.
        squares: sum of squares over rows.
        rows: number of rows; fewer than 2 give no interval.
        confidence: of the interval.
        bottom: the smallest value that the quantity can take, if it has one; the interval is cut there.
        top: the largest one.
    """
    if rows < 2:
        return NotRun(reason=f"an interval of a mean needs 2 evaluation rows, {rows} found")
    value = total / rows
    spread = sqrt(max(0.0, squares / rows - value * value) * rows / (rows - 1))
    half = float(t.ppf((1 + confidence) / 2, rows - 1)) * spread / sqrt(rows)
    high = value + half
    return Estimate(
        metric=metric,
        value=value,
        low=value - half if bottom is None else max(bottom, value - half),
        high=high if top is None else min(top, high),
        confidence=confidence,
        method="Student's t",
        scope="marginal",
        rows=rows,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SquareSums:
    """What R2 and its interval need, summed over rows and in units of each output's variance."""

    rows: int
    u: float
    """Squared errors, summed over outputs and rows."""
    v: float
    """Squared distances from a fixed centre, likewise."""
    uu: float
    """Squares and products of the rows' sums."""
    uv: float
    vv: float


def r2(sums: SquareSums, *, confidence: float) -> Measured:
    """Out-of-sample R2: 1 minus squared error over squared distance from a centre that was fixed beforehand.

    The centre is the mean of the fit rows, so that a constant answer has 0. The interval is by the delta method on
    log(1 - R2), a ratio of two means over rows.
    """
    n = sums.rows
    if n < FEWEST_FOR_R2:
        return NotRun(reason=f"R2 needs at least {FEWEST_FOR_R2} evaluation rows, {n} found")
    if sums.v <= 1e-20 * n:  # what rounding leaves of a constant
        return NotRun(reason="R2 is not defined: the values do not differ")
    ratio, factor = sums.u / sums.v, 1.0
    if ratio > 0:
        # Influence of a row on log(u/v): u_i/mean(u) - v_i/mean(v); its variance over rows gives the standard error.
        mean_u, mean_v = sums.u / n, sums.v / n
        variance = sums.uu / n / mean_u**2 - 2 * sums.uv / n / (mean_u * mean_v) + sums.vv / n / mean_v**2
        factor = exp(float(norm.ppf((1 + confidence) / 2)) * sqrt(max(0.0, variance) / n))
    return Estimate(
        metric="r2",
        value=1 - ratio,
        low=1 - ratio * factor,
        high=1 - ratio / factor,
        confidence=confidence,
        method="delta method on log(1 - R2)",
        scope="marginal",
        rows=n,
    )
