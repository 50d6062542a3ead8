"""How well the models of contrasts tell pairs of partitions apart: counted on the rows of both, and read off."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, rate
from yasenn_report.yasenn.contrasts import Contrast
from yasenn_report.yasenn.fidelity import ContrastFidelity
from yasenn_report.yasenn.measure.sums import RateSums, Units, sum_rates


def sum_contrasts(
    units: Units, contrasts: Sequence[Contrast], columns: NDArray[np.float64], inside: NDArray[np.bool_]
) -> RateSums:
    """By contrast two shares: of the rows of the first partition and of the second, those that the model gets wrong.

    Args:
        units: the rows' weights and groups.
        contrasts: pairs of partitions.
        columns: explanation columns, (rows, columns).
        inside: which partition each row is in, (rows, partitions).
    """
    belongs = np.zeros((len(columns), 2 * len(contrasts)), dtype=bool)
    wrong = np.zeros_like(belongs)
    for place, found in enumerate(contrasts):
        if found.model is not None:
            holds = found.model.holds(columns)
            belongs[:, 2 * place : 2 * place + 2] = inside[:, [found.first, found.second]]
            wrong[:, 2 * place : 2 * place + 2] = np.column_stack([holds, ~holds])
    return sum_rates(units, belongs, wrong)


def read_contrasts(
    contrasts: Sequence[Contrast], sums: RateSums, *, confidence: float
) -> tuple[ContrastFidelity | NotRun, ...]:
    """Estimates by contrast, from ``sum_contrasts``; with a reason where there is no model."""
    return tuple(
        read_contrast(sums, 2 * place, confidence)
        if found.model is not None
        else NotRun(reason=found.missing.reason if found.missing else "there is no model")
        for place, found in enumerate(contrasts)
    )


def read_contrast(sums: RateSums, place: int, confidence: float) -> ContrastFidelity:
    """The share of rows told rightly in each of two partitions, and the mean of both shares."""
    first, second = (one_side(sums, side, confidence) for side in (place, place + 1))
    # Each at half the error, so that both hold at once, and with them the mean of their bounds (Bonferroni).
    sides = [one_side(sums, side, (1 + confidence) / 2) for side in (place, place + 1)]
    return ContrastFidelity(first=first, second=second, balanced=balance(sides, confidence))


def one_side(sums: RateSums, place: int, confidence: float) -> Measured:
    """The share of one partition's rows that the model gets right."""
    return rate("recall", sums.missed(place), sums.sample(place), confidence=confidence, hits=True)


def balance(sides: Sequence[Measured], confidence: float) -> Measured:
    """The mean of two shares, with bounds that are the means of theirs."""
    measured = [side for side in sides if isinstance(side, Estimate)]
    if len(measured) < len(sides):
        return NotRun(reason="no evaluation row falls into one of the two partitions")
    return Estimate(
        metric="balanced accuracy",
        value=sum(side.value for side in measured) / len(measured),
        low=sum(side.low for side in measured) / len(measured),
        high=sum(side.high for side in measured) / len(measured),
        confidence=confidence,
        method=f"{measured[0].method}, for each partition; mean of both, Bonferroni over the two",
        scope="marginal",
        rows=sum(side.rows for side in measured),
        effective_rows=sum(side.effective_rows for side in measured),
    )
