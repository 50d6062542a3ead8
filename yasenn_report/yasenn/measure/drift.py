"""Arriving rows against those that fitted the network: how they fall into partitions, and codes that are new."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Drift
from yasenn_report.yasenn.gaps import gap
from yasenn_report.yasenn.measure.baseline import Baseline
from yasenn_report.yasenn.measure.sums import RateSums, Units, sum_rates
from yasenn_report.yasenn.trie import UNKNOWN

NO_GROUPS = NotRun(
    reason="which rows of the fit data belong together is not known, and rows that do would seem to repeat codes"
)


def sum_arrivals(
    baseline: Baseline | NotRun, units: Units, codes: NDArray[np.int64], inside: NDArray[np.bool_]
) -> RateSums:
    """By partition the share of the rows in it, and last the share of those with a new code; none without a baseline.

    Args:
        baseline: what the rows are held against.
        units: their weights and groups.
        codes: of the rows, (rows, code length).
        inside: which partition each row is in, (rows, partitions).
    """
    if isinstance(baseline, NotRun):
        nothing = np.zeros((len(codes), 0), dtype=np.bool_)
        return sum_rates(units, nothing, nothing)
    alike = units if baseline.weighed else replace(units, weights=np.ones(len(codes)))
    counted = np.column_stack([inside, baseline.known.walk(codes)[:, -1] == UNKNOWN])
    return sum_rates(alike, np.ones_like(counted), counted)


def read_drift(baseline: Baseline | NotRun, sums: RateSums, *, confidence: float) -> Drift | NotRun:
    """The gaps of all shares, from ``sum_arrivals``; their differences hold for all of them at once."""
    if isinstance(baseline, NotRun):
        return baseline
    sample = sums.sample(0)
    worth = 1.0 if baseline.weighed else sample.weight_squares / sample.weight
    *partitions, new_codes = (
        gap(
            "share of rows",
            (sums.missed(place), sums.sample(place)),
            baseline.share(place, worth),
            confidence=confidence,
            family=len(sums.rows),
            of="shares",
        )
        for place in range(len(sums.rows))
    )
    if worth > 1 and not baseline.grouped:
        new_codes = replace(new_codes, elsewhere=NO_GROUPS, difference=NO_GROUPS)
    return Drift(fit_rows=baseline.rows, partitions=tuple(partitions), new_codes=new_codes)
