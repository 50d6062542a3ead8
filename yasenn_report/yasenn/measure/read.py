"""Measure: fold the evaluation rows, and read the estimates off the sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from yasenn_report.yasenn.bounds import Measured, NotRun, rate
from yasenn_report.yasenn.fidelity import (
    STATUSES,
    Fidelity,
    LayerFidelity,
    PartitionFidelity,
    RivalFidelity,
    Status,
)
from yasenn_report.yasenn.measure.answers import (
    NETWORK_LABELS,
    PARTITION_LABELS,
    USUAL_LABELS,
    pairs,
    rival_key,
)
from yasenn_report.yasenn.measure.chance import kappa
from yasenn_report.yasenn.measure.comparisons import Comparison
from yasenn_report.yasenn.measure.distributions import read_errors
from yasenn_report.yasenn.measure.drift import read_drift
from yasenn_report.yasenn.measure.erring import read_error_trees
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation
from yasenn_report.yasenn.measure.fold import Halves, fold
from yasenn_report.yasenn.measure.group_gaps import read_groups
from yasenn_report.yasenn.measure.layers import layer_names, read_steps
from yasenn_report.yasenn.measure.margins import control_by_margin
from yasenn_report.yasenn.measure.means import mean, r2
from yasenn_report.yasenn.measure.partitions import mean_error, no_labels, read_partitions
from yasenn_report.yasenn.measure.shortcuts import read_shortcuts
from yasenn_report.yasenn.measure.swap import swap
from yasenn_report.yasenn.measure.tally import Tally
from yasenn_report.yasenn.measure.telling import read_contrasts
from yasenn_report.yasenn.samples import Part
from yasenn_report.yasenn.stability import read_stability

ONE_PARTITION = NotRun(reason="there is one partition only, and nothing to name")


def measure(explanation: Explanation, chunks: Iterable[Chunk], *, tolerance: float, confidence: float) -> Fidelity:
    """Fold the chunks into one tally for each half of the evaluation rows, and read the estimates off both.

    Args:
        explanation: all that was fitted.
        chunks: the evaluation rows, at least one, in chunks that share no group.
        tolerance: rate of disagreement that is tolerated in a partition, 0 to 1.
        confidence: of all intervals and of the statuses together, 0 to 1.
    """
    return read_off(explanation, fold(explanation, chunks), tolerance=tolerance, confidence=confidence)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reader:
    """Reads single estimates off the tally of all evaluation rows."""

    explanation: Explanation
    total: Tally
    confidence: float
    """Of each interval by itself."""

    def share(self, metric: str, missed: Part, *, hits: bool = False) -> Measured:
        """A share of all rows."""
        return rate(metric, missed, self.total.whole, confidence=self.confidence, hits=hits)

    def fidelity(self, name: str) -> Measured:
        """An answer against the network: agreement of decisions, or R2."""
        return self.score("agreement", self.total.comparisons[name])

    def accuracy(self, name: str) -> Measured:
        """A comparison with the labels, if there are any."""
        if name not in self.total.comparisons:
            return NotRun(reason=no_labels(self.explanation))
        return self.score("accuracy", self.total.comparisons[name])

    def score(self, metric: str, compared: Comparison) -> Measured:
        """Share of equal decisions, or R2 for values."""
        if self.explanation.task.classes:
            return rate(metric, compared.missed, compared.sample, confidence=self.confidence, hits=True)
        return r2(compared, confidence=self.confidence)

    def gain(self, one: str, other: str) -> Measured:
        """How much less the one answer loses per row than the other."""
        place = pairs(self.explanation).index((one, other))
        return mean("loss", self.total.gains.at(place), confidence=self.confidence, bottom=None)

    def kappa(self) -> Measured:
        """Agreement of the partitions' decisions beyond chance."""
        if not self.explanation.task.classes:
            return NotRun(reason="agreement by chance is of decisions; this network puts out values")
        compared = self.total.comparisons["partitions"]
        return kappa(self.total.confusion, compared.sample, compared.missed, confidence=self.confidence)

    def layers(self) -> tuple[LayerFidelity, ...]:
        """The codes cut after each layer, each against those cut one layer before."""
        order, names = self.explanation.distillation.layers, layer_names(self.explanation)
        at_once = read_steps(self.explanation, self.total.steps, self.total.gains)
        return tuple(
            LayerFidelity(
                layer=layer, fidelity=self.fidelity(name), gain=self.gain(name, before), gain_at_once=at_once[place]
            )
            for place, (layer, (before, name)) in enumerate(zip(order, pairwise(names), strict=True))
        )

    def rivals(self) -> Mapping[str, RivalFidelity]:
        """Each rival in the partitions' place, and against them."""
        return {
            name: RivalFidelity(fidelity=rival, gain=rival)
            if isinstance(rival, NotRun)
            else RivalFidelity(fidelity=self.fidelity(rival_key(name)), gain=self.gain("partitions", rival_key(name)))
            for name, rival in self.explanation.rivals.items()
        }


def read_off(explanation: Explanation, halves: Halves, *, tolerance: float, confidence: float) -> Fidelity:
    """Estimates from the tallies of all evaluation rows; see ``measure``."""
    total, classes = halves.total, explanation.task.classes
    whole, read = total.whole, Reader(explanation=explanation, total=total, confidence=confidence)
    partitions = read_partitions(explanation, total, tolerance=tolerance, confidence=confidence)
    several = len(partitions) > 1
    swapped = swap(halves, classes=classes, tolerance=tolerance, confidence=confidence)
    return Fidelity(
        evaluation_rows=whole.rows,
        primary=read.fidelity("partitions"),
        chance_corrected=read.kappa(),
        disagreement=read.share("disagreement", total.comparisons["partitions"].missed),
        distillation_error=mean_error(total.error, classes=classes, confidence=confidence),
        error_distribution=read_errors(total.error_bins, classes=classes),
        constant=read.fidelity("constant"),
        by_layer=read.layers(),
        described=read.fidelity("map") if several else ONE_PARTITION,
        direct_tree=read.fidelity("direct tree"),
        naming=read.share("naming accuracy", total.misnamed.missed(0), hits=True) if several else ONE_PARTITION,
        network_accuracy=read.accuracy(NETWORK_LABELS),
        partition_accuracy=read.accuracy(PARTITION_LABELS),
        usual_accuracy=read.accuracy(USUAL_LABELS),
        unseen=read.share("share of rows", total.unseen.missed(0)),
        unseen_rows=total.unseen_rows,
        status_rows=tuple((status, rows_of(partitions, status)) for status in STATUSES),
        map_gain=read.gain("map", "direct tree") if several else ONE_PARTITION,
        rivals=read.rivals(),
        contrasts=read_contrasts(explanation.contrasts, total.contrasted, confidence=confidence),
        error_trees=read_error_trees(explanation.error_trees, total.erring, confidence=confidence),
        groups=read_groups(explanation, total.groups, total.group_errors, confidence=confidence),
        swapped=swapped,
        margin_control=control_by_margin(
            total.margins, explanation.margin_edges, whole, swapped.share, confidence=confidence
        ),
        stability=read_stability(total.overlaps),
        shortcuts=read_shortcuts(explanation.shortcuts, total.shortcuts),
        drift=read_drift(explanation.baseline, total.arrivals, confidence=confidence),
        partitions=partitions,
    )


def rows_of(partitions: tuple[PartitionFidelity, ...], status: Status) -> int:
    """Evaluation rows in the partitions of a status."""
    return sum(partition.evaluation_rows for partition in partitions if partition.status == status)
