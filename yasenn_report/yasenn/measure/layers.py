"""What each layer adds to those distilled before it, with bounds that hold for all layers at once."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, bounded
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.answers import layer_key, losses, pairs
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.means import mean
from yasenn_report.yasenn.measure.sums import MeanSums, RateSums, Units, sum_rates
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.samples import Sample

NO_PART = "exact: no fit row's code is parted from another's by this layer, so that all answers stay the same"


def layer_names(explanation: Explanation) -> list[str]:
    """The answers of codes cut after each layer, in distilled order, behind that of the constant."""
    return ["constant", *map(layer_key, explanation.distillation.layers)]


def sum_steps(
    explanation: Explanation, units: Units, outputs: NDArray[np.float64], answers: dict[str, NDArray[np.float64]]
) -> RateSums:
    """Of each layer, in distilled order, the share of rows that it mends, and after them those that it spoils.

    2 layers entries for decisions; none for values, whose gains are means.

    Args:
        explanation: what was fitted.
        units: the rows' weights and groups.
        outputs: of the network, (rows, outputs).
        answers: by name, (rows, outputs) each.
    """
    if not explanation.task.classes:
        nothing = np.zeros((len(outputs), 0), dtype=np.bool_)
        return sum_rates(units, nothing, nothing)
    missed = np.column_stack([losses(explanation, outputs, answers[name]) for name in layer_names(explanation)]) > 0
    before, after = missed[:, :-1], missed[:, 1:]
    changed = np.hstack([before & ~after, ~before & after])
    return sum_rates(units, np.ones_like(changed), changed)


def read_steps(explanation: Explanation, steps: RateSums, gains: MeanSums) -> tuple[Measured, ...]:
    """The gain of each layer, in distilled order, with bounds that hold for all of them but for a chance of ``LEVEL``.

    Of decisions the bounds are put together from those of two shares, the rows that are mended and those that are
    spoilt: Student's t would take a layer that happens to change none of few rows for one that never changes any.

    Args:
        explanation: what was fitted.
        steps: from ``sum_steps``.
        gains: from ``answers.gains``.
    """
    names = layer_names(explanation)
    many, trees, order = len(names) - 1, explanation.distillation.trees_per_layer, pairs(explanation)

    def one(place: int, before: str, name: str) -> Measured:
        gain = gains.at(order.index((name, before)))
        if parts_nothing(explanation.partitioning, place * trees, (place + 1) * trees):
            return no_gain(gain.sample)
        if explanation.task.classes:
            return read_step(steps, place, many)
        return at_once(mean("loss", gain, confidence=1 - LEVEL / many, bottom=None), many)

    return tuple(one(place, before, name) for place, (before, name) in enumerate(pairwise(names)))


def read_step(steps: RateSums, place: int, layers: int) -> Measured:
    """The share of rows that a layer mends less that of those that it spoils.

    Both are shares of the same rows, so that what holds for independent ones does not: the bounds are those of the one
    share less those of the other, each at half the chance, which holds however they depend on each other.
    """
    sample, alpha = steps.sample(place), LEVEL / (2 * layers) / 2
    if sample.weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    (mended, least, most, rows), (spoilt, fewest, many, _) = (
        bounded(steps.missed(at), sample, alpha) for at in (place, place + layers)
    )
    return Estimate(
        metric="loss",
        value=mended - spoilt,
        low=max(-1.0, least - many),
        high=min(1.0, most - fewest),
        confidence=1 - LEVEL,
        method=f"difference of Clopper-Pearson bounds, two-sided, Bonferroni over both and {layers} layers"
        + sample.remark,
        scope="simultaneous",
        rows=sample.rows,
        effective_rows=rows,
    )


def at_once(found: Measured, layers: int) -> Measured:
    """A mean that was read with bounds for so many layers, said to hold for all of them."""
    if isinstance(found, NotRun):
        return found
    return replace(
        found, confidence=1 - LEVEL, scope="simultaneous", method=f"{found.method}, Bonferroni over {layers} layers"
    )


def no_gain(sample: Sample) -> Estimate:
    """The gain of a layer that changes no answer, whatever the row."""
    return Estimate(
        metric="loss",
        value=0.0,
        low=0.0,
        high=0.0,
        confidence=1 - LEVEL,
        method=NO_PART,
        scope="simultaneous",
        rows=sample.rows,
        effective_rows=sample.effective,
    )


def parts_nothing(partitioning: Partitioning, shorter: int, longer: int) -> bool:
    """Whether the fit rows have as many beginnings of their codes of the one length as of the other."""
    return len(partitioning.prefixes[shorter].value) == len(partitioning.prefixes[longer].value)
