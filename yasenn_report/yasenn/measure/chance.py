"""Agreement beyond what chance alone would reach: Cohen's kappa."""

from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, bounded
from yasenn_report.yasenn.samples import Part, Sample

METHOD = "delta method on log(1 - kappa), no narrower than the exact interval of the disagreement"


def kappa(confusion: NDArray[np.float64], sample: Sample, missed: Part, *, confidence: float) -> Measured:
    """Cohen's kappa (1960): 1 minus disagreement over the disagreement of independent decisions of the same frequency.

    The interval is by the delta method on log(1 - kappa), approximate, at the effective number of rows; where it is
    narrower than that of the disagreement alone (exact, at the measured frequencies), as with no or few
    disagreements, it is widened to that.

    Args:
        confusion: weight of the rows by the network's decision and by the other one, (classes, classes).
        sample: the same rows.
        missed: those of them where the decisions differ.
        confidence: of the interval, between 0 and 1.
    """
    if sample.weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    joint = confusion / confusion.sum()
    network, other = joint.sum(axis=1), joint.sum(axis=0)
    if (network > 0).sum() < 2:
        return NotRun(
            reason="the network decides for one class only on the evaluation rows: all agreement is by chance"
        )
    apart = ~np.eye(len(joint), dtype=bool)
    disagreement, by_chance = float(joint[apart].sum()), 1 - float(network @ other)
    ratio = disagreement / by_chance
    _, low, high, effective = bounded(missed, sample, (1 - confidence) / 2)
    low, high = low / by_chance, high / by_chance
    if disagreement > 0:
        # Influence of a row on log(disagreement / by_chance), by its pair of decisions; its mean is 0.
        influence = apart / disagreement - 1 + (other[:, None] + network[None] - 2 * (1 - by_chance)) / by_chance
        error = sqrt(float((joint * influence**2).sum()) / effective)
        factor = exp(float(norm.ppf((1 + confidence) / 2)) * error)
        low, high = min(low, ratio / factor), max(high, ratio * factor)
    return Estimate(
        metric="Cohen's kappa",
        value=1 - ratio,
        low=max(-1.0, 1 - high),
        high=1 - low,
        confidence=confidence,
        method="delta method on log(1 - kappa), no narrower than the exact interval of the disagreement"
        + sample.remark,
        scope="marginal",
        rows=sample.rows,
        effective_rows=effective,
    )
