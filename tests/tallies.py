"""Tallies of rows whose partitions and misses are given: the statistics are tested without any network."""

from dataclasses import fields

import numpy as np

from yasenn_report.yasenn.measure.calibration import CalibrationSums
from yasenn_report.yasenn.measure.mistaken import MistakeSums
from yasenn_report.yasenn.measure.sums import MeanSums, RateSums, Units
from yasenn_report.yasenn.measure.tally import Tally


def units(rows: int, weights: np.ndarray | None = None, group: np.ndarray | None = None) -> Units:
    """Rows that weigh 1 and stand for themselves, unless said otherwise."""
    return Units(weights=np.ones(rows) if weights is None else weights, group=group)


def counts(rows: np.ndarray, misses: np.ndarray) -> Tally:
    """Independent rows of weight 1: rows and misses per partition."""
    return tally_of(rows, rows, misses, np.diag(rows), np.diag(misses), np.diag(misses))


def tally(
    member: np.ndarray,
    missed: np.ndarray,
    partitions: int,
    weights: np.ndarray | None = None,
    group: np.ndarray | None = None,
) -> Tally:
    """Rows (rows,) with their partition, whether they are missed, what they weigh and their group."""
    inside = member[:, None] == np.arange(partitions)
    of = units(len(member), weights, group)
    weight, misses = of.totals(inside), of.totals(inside & missed[:, None])
    return tally_of(
        inside.sum(axis=0),
        weight.sum(axis=0),
        misses.sum(axis=0),
        weight.T @ weight,
        misses.T @ misses,
        misses.T @ weight,
    )


def tally_of(rows, weight, misses, weight_products, miss_products, cross_products) -> Tally:
    """A tally that knows nothing else."""
    nothing = np.zeros(0)
    rates = RateSums(**{field.name: nothing for field in fields(RateSums)})
    means = MeanSums(**{field.name: nothing for field in fields(MeanSums)})
    return Tally(
        rows=np.asarray(rows),
        weight=np.asarray(weight, dtype=float),
        misses=np.asarray(misses, dtype=float),
        weight_products=np.asarray(weight_products, dtype=float),
        miss_products=np.asarray(miss_products, dtype=float),
        cross_products=np.asarray(cross_products, dtype=float),
        mistakes=rates,
        errors=means,
        error=means,
        error_bins=nothing,
        outputs=nothing,
        decided=nothing,
        confusion=nothing,
        margins=rates,
        holding=rates,
        belonging=rates,
        contrasted=rates,
        erring=rates,
        shortcuts=rates,
        arrivals=rates,
        compared_mistakes=MistakeSums(everywhere=rates, alike=rates),
        calibration=CalibrationSums(came_true=rates, said=nothing, unsure=0),
        unseen=rates,
        unseen_rows=0,
        misnamed=rates,
        gains=means,
        steps=rates,
        comparisons={},
        groups={},
        group_errors={},
        overlaps={},
    )
