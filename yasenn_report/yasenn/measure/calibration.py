"""Whether probabilities come true as often as they say: by partition, the mean of what is said and what came true."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun, bounded, rate
from yasenn_report.yasenn.fidelity import Calibration
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.mistaken import FEWEST_ROWS, NO_DECISIONS, NO_LABELS, has_labels, too_few
from yasenn_report.yasenn.measure.sums import RateSums, Sums, Units, added, sum_rates
from yasenn_report.yasenn.samples import Part, Sample

CAME_TRUE = "share that came true"
TWO_CLASSES = 2
ONLY_DECISIONS = NotRun(reason="the network puts out only 0 and 1: decisions, without how likely they are")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CalibrationSums:
    """What probabilities say of the rows of each partition, and what came true."""

    came_true: RateSums
    """By partition: missed are rows of which that came true whose probability is looked at."""
    said: Sums
    """By partition: that probability, summed by the rows' weights."""
    unsure: int
    """Rows with a probability that is neither 0 nor 1."""

    def __add__(self, other: "CalibrationSums") -> "CalibrationSums":
        return CalibrationSums(**added(self, other))


def sum_calibration(
    explanation: Explanation,
    units: Units,
    outputs: NDArray[np.float64],
    member: NDArray[np.intp],
    truth: NDArray[np.float64] | None,
) -> CalibrationSums:
    """Count the rows of a chunk: for two classes the second one, for more the class that the network decides.

    Args:
        explanation: what was fitted.
        units: the rows' weights and groups.
        outputs: of the network, (rows, outputs).
        member: index of each row's partition, (rows,).
        truth: labels, (rows,); None without labels.
    """
    task = explanation.task
    inside = member[:, None] == np.arange(len(explanation.partitioning.partitions))
    said, came_true = np.zeros(len(outputs)), np.zeros(len(outputs), dtype=bool)
    if task.classes:
        looked_at = np.ones(len(outputs), dtype=np.intp)
        if len(task.class_names) > TWO_CLASSES:
            looked_at = task.decisions(outputs)
        said = outputs[np.arange(len(outputs)), looked_at]
        came_true = came_true if truth is None else truth == looked_at
    return CalibrationSums(
        came_true=sum_rates(units, inside, came_true[:, None]),
        said=units.totals(inside * said[:, None]).sum(axis=0),
        unsure=int(((said > 0) & (said < 1)).sum()),
    )


def read_calibration(
    explanation: Explanation, sums: CalibrationSums, *, confidence: float
) -> tuple[Calibration | NotRun, ...]:
    """By partition; or why probabilities were not looked at."""
    rows = sums.came_true.rows.tolist()
    if not explanation.task.classes or not has_labels(explanation):
        return (NO_LABELS if explanation.task.classes else NO_DECISIONS,) * len(rows)
    if not sums.unsure:
        return (ONLY_DECISIONS,) * len(rows)
    family = max(1, sum(number >= FEWEST_ROWS for number in rows))
    return tuple(
        read_one(sums, place, family, confidence) if number >= FEWEST_ROWS else too_few(number)
        for place, number in enumerate(rows)
    )


def read_one(sums: CalibrationSums, place: int, family: int, confidence: float) -> Calibration | NotRun:
    """One partition, of a family of so many."""
    sample, part = sums.came_true.sample(place), sums.came_true.missed(place)
    if sample.weight <= 0:
        return NotRun(reason="no evaluation row falls here")
    return Calibration(
        said=min(1.0, float(sums.said[place]) / sample.weight),
        came_true=rate(CAME_TRUE, part, sample, confidence=confidence),
        bounds=simultaneous(part, sample, family),
    )


def simultaneous(part: Part, sample: Sample, family: int) -> Measured:
    """The share that came true, with bounds that hold for all partitions at once but for a chance of ``LEVEL``.

    They are those of a binomial share. Rows of different probabilities make the number that comes true less spread than
    a binomial one of the same mean (Hoeffding, Annals of Mathematical Statistics 27, 1956, p. 713), so that the bounds
    hold for the mean probability all the more.
    """
    value, low, high, effective = bounded(part, sample, LEVEL / (2 * family))
    return Estimate(
        metric=CAME_TRUE,
        value=value,
        low=low,
        high=high,
        confidence=1 - LEVEL,
        method=f"Clopper-Pearson, two-sided, Bonferroni over {family} partitions" + sample.remark,
        scope="simultaneous",
        rows=sample.rows,
        effective_rows=effective,
    )
