"""Means over rows with Student's t interval, and R2 with its own, from sums that add up."""

from math import exp, sqrt

from scipy.stats import t

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun
from yasenn_report.yasenn.measure.comparisons import Comparison
from yasenn_report.yasenn.measure.sums import MeanSums

FEWEST_FOR_R2 = 10


def mean(
    metric: str, sums: MeanSums, *, confidence: float, bottom: float | None = 0.0, top: float | None = None
) -> Measured:
    """The mean of a quantity with Student's t interval.

    With groups or weights it is a ratio of two sums over groups, and its variance that of the groups' residuals
    (linearised, so approximate); Student's t has the effective number of rows less 1 as its degrees of freedom. With
    neither, this is the textbook interval.

    Args:
        metric: name of the mean.
        sums: of a single mean; fewer than 2 effective rows give no interval.
        confidence: of the interval.
        bottom: the smallest value that the quantity can take, if it has one; the interval is cut there.
        top: the largest one.
    """
    sample = sums.sample
    effective = sample.effective
    if effective < 2:
        found = str(sample.rows) if sample.simple else f"{sample.rows} worth {effective:.3g} independent ones"
        return NotRun(reason=f"an interval of a mean needs 2 evaluation rows, {found} found")
    value = float(sums.total) / sample.weight
    residuals = float(sums.total_squares) - 2 * value * float(sums.cross) + value**2 * sample.weight_squares
    error = sqrt(max(0.0, residuals) * effective / (effective - 1)) / sample.weight
    half = float(t.ppf((1 + confidence) / 2, effective - 1)) * error
    low, high = value - half, value + half
    return Estimate(
        metric=metric,
        value=value,
        low=low if bottom is None else max(bottom, low),
        high=high if top is None else min(top, high),
        confidence=confidence,
        method="Student's t" + sample.remark,
        scope="marginal",
        rows=sample.rows,
        effective_rows=effective,
    )


def r2(sums: Comparison, *, confidence: float) -> Measured:
    """Out-of-sample R2: 1 minus squared error over squared distance from a centre that was fixed beforehand.

    The centre is the mean of the fit rows, so that a constant answer has 0. The interval is approximate: by the delta
    method on log(1 - R2), a ratio of two means over rows, with Student's t for the effective number of rows.
    """
    sample = sums.sample
    n = sample.effective
    if n < FEWEST_FOR_R2:
        found = str(sample.rows) if sample.simple else f"{sample.rows} worth {n:.3g} independent ones"
        return NotRun(reason=f"R2 needs at least {FEWEST_FOR_R2} evaluation rows, {found} found")
    if sums.v <= 1e-20 * sample.weight:  # what rounding leaves of a constant
        return NotRun(reason="R2 is not defined: the values do not differ")
    ratio, factor = sums.u / sums.v, 1.0
    if ratio > 0:
        # Influence of a group on log(u/v): u_g/u - v_g/v; the sum of its squares is the variance.
        variance = sums.uu / sums.u**2 - 2 * sums.uv / (sums.u * sums.v) + sums.vv / sums.v**2
        factor = exp(float(t.ppf((1 + confidence) / 2, n - 1)) * sqrt(max(0.0, variance) * n / (n - 1)))
    return Estimate(
        metric="r2",
        value=1 - ratio,
        low=1 - ratio * factor,
        high=1 - ratio / factor,
        confidence=confidence,
        method="delta method on log(1 - R2)" + sample.remark,
        scope="marginal",
        rows=sample.rows,
        effective_rows=n,
    )
