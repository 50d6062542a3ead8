"""Read off the tally how far each partition, and each of its descriptions, can be trusted."""

from collections.abc import Iterator

import numpy as np

from yasenn_report.yasenn.bounds import Measured, NotRun, rate, simultaneous_rate
from yasenn_report.yasenn.fidelity import DescriptionFidelity, PartitionFidelity, judge
from yasenn_report.yasenn.measure.calibration import read_calibration
from yasenn_report.yasenn.measure.distributions import read_outputs
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.means import mean
from yasenn_report.yasenn.measure.mistaken import compare_partitions, compare_paths
from yasenn_report.yasenn.measure.sums import MeanSums
from yasenn_report.yasenn.measure.tally import Tally, list_descriptions


def read_partitions(
    explanation: Explanation, total: Tally, *, tolerance: float, confidence: float
) -> tuple[PartitionFidelity, ...]:
    """Estimates per partition; bounds on disagreement hold for all partitions at once."""
    family, classes = len(total.rows), explanation.task.classes
    described = list(read_descriptions(explanation, total, confidence))
    mistakes = compare_partitions(explanation, total.compared_mistakes, confidence=confidence)
    same_decision = compare_paths(explanation, total.compared_mistakes, confidence=confidence)
    calibration = read_calibration(explanation, total.calibration, confidence=confidence)

    def one(index: int) -> PartitionFidelity:
        alone = np.arange(family) == index
        sample = total.sample(alone)
        disagreement = simultaneous_rate(
            "disagreement", total.missed(alone), sample, confidence=confidence, family=family
        )
        return PartitionFidelity(
            evaluation_rows=sample.rows,
            disagreement=disagreement,
            distillation_error=mean_error(total.errors.at(index), classes=classes, confidence=confidence),
            status=judge(disagreement, tolerance),
            accuracy=rate("accuracy", total.mistakes.missed(index), sample, confidence=confidence, hits=True)
            if explanation.usual_label is not None
            else NotRun(
                reason=no_labels(explanation)
                if classes
                else "accuracy is a share of decisions; this network puts out values"
            ),
            descriptions=tuple(fidelity for owner, fidelity in described if owner == index),
            outputs=read_outputs(total.decided[index], total.outputs[index], explanation.output_edges, sample.weight),
            mistakes=mistakes[index],
            same_decision=same_decision[index],
            calibration=calibration[index],
        )

    return tuple(one(index) for index in range(family))


def mean_error(errors: MeanSums, *, classes: bool, confidence: float) -> Measured:
    """The mean distillation error, in its unit."""
    unit = "total variation" if classes else "standard deviations of the output"
    return mean(unit, errors, confidence=confidence, top=1.0 if classes else None)


def read_descriptions(
    explanation: Explanation, total: Tally, confidence: float
) -> Iterator[tuple[int, DescriptionFidelity]]:
    """Precision and recall of each description, with its partition's index, in the order of ``list_descriptions``."""
    for place, (index, _) in enumerate(list_descriptions(explanation.descriptions)):
        too_much, left_out = total.holding.missed(place), total.belonging.missed(place)
        right = max(0.0, total.holding.sample(place).weight - too_much.weight)
        found = 2 * right + too_much.weight + left_out.weight
        yield (
            index,
            DescriptionFidelity(
                precision=rate("precision", too_much, total.holding.sample(place), confidence=confidence, hits=True),
                recall=rate("recall", left_out, total.belonging.sample(place), confidence=confidence, hits=True),
                f1=2 * right / found if found > 0 else None,
            ),
        )


def no_labels(explanation: Explanation) -> str:
    """Why a comparison with labels was not made."""
    if explanation.label_scale is None:
        return "no --target was given: there are no labels to compare with"
    return "the labels are values, of which none is the most frequent"
