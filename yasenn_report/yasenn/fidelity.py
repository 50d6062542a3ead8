"""What is measured on evaluation rows: how far the partitions, their descriptions and the network can be trusted."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yasenn_report.yasenn.bounds import Estimate, Measured, NotRun
from yasenn_report.yasenn.gaps import Gap
from yasenn_report.yasenn.group_rates import Groups
from yasenn_report.yasenn.stability import Stability

Status = Literal["within_tolerance", "low_fidelity", "inconclusive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionFidelity:
    """How well one description of a partition holds on evaluation rows."""

    precision: Measured
    """Share of the partition among the rows that the description holds for."""
    recall: Measured
    """Share of the partition's rows that the description holds for."""
    f1: float | None
    """Harmonic mean of the two; None where no evaluation row tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastFidelity:
    """How well the model of a contrast tells two partitions apart, on the evaluation rows in the two."""

    first: Measured
    """Share of the first partition's rows that it does not hold for: that it tells rightly."""
    second: Measured
    """Share of the second partition's rows that it holds for, likewise."""
    balanced: Measured
    """Mean of the two shares: 0.5 for a model that knows nothing, whatever the sizes of the partitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Shares of rows between edges; the first and the last bin also hold what lies beyond."""

    edges: tuple[float, ...]
    """Ascending, one more than bins."""
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputDistribution:
    """What the network puts out for a partition's evaluation rows."""

    decided: tuple[float, ...]
    """Share of rows that the network decides for each class; empty for values."""
    histograms: tuple[Histogram, ...]
    """For classes one, of the probability of the class that the partition's value decides for; for values one per
    output, between the fit rows' minimum and maximum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorDistribution:
    """The distillation error of single rows."""

    cuts: tuple[float, ...]
    """Errors, ascending from 0: total variations, or standard deviations of the output."""
    at_most: tuple[float, ...]
    """Share of rows whose error is not above each of them."""

    def quantile(self, share: float) -> float | None:
        """The smallest cut that the error of at least this share of rows is not above; None if there is none."""
        place = bisect_left(self.at_most, share - 1e-12)  # sums of weights may fall short of 1 by rounding
        return self.cuts[place] if place < len(self.cuts) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What the network's probabilities say of the rows of a partition, and what came true.

    Of two classes it is the second one that is looked at, of more the class that the network decides.
    """

    said: float
    """Mean probability, 0 to 1."""
    came_true: Measured
    """Share of rows whose label is that class, with an interval that holds by itself."""
    bounds: Measured
    """The same with bounds that hold for all partitions at once, but for a chance of ``gaps.LEVEL``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionFidelity:
    """How far one partition can be trusted."""

    evaluation_rows: int
    disagreement: Measured
    """Share of rows where the partition's value decides otherwise than the network (values: is off by more than the
    error limit), with bounds that hold for all partitions at once."""
    distillation_error: Measured
    """Mean distance of the network's output from the partition's value: total variation of the probabilities (0 to 1),
    or standard deviations of the network's output."""
    status: Status
    accuracy: Measured
    """Network against labels, on the partition's rows."""
    descriptions: tuple[DescriptionFidelity, ...]
    """In the order of the partition's candidates."""
    outputs: OutputDistribution | NotRun
    mistakes: Gap | NotRun
    """Share of rows on which the network is wrong against the label, and the same in all other partitions; for values,
    rows that are off by more than the error limit."""
    same_decision: Gap | NotRun
    """The same of rows on which the network decides as the partition's value, and in the other partitions whose value
    decides so too."""
    calibration: Calibration | NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFidelity:
    """What codes up to and including a layer know of the network."""

    layer: int
    """Index of the hidden layer, from the input."""
    fidelity: Measured
    gain: Measured
    """How much less per row these codes lose than those of the layers before, on the same rows; for the first layer,
    than the constant. In disagreements, or in squared errors in units of the outputs' variance."""
    gain_at_once: Measured
    """The same with bounds that hold for all layers at once, but for a chance of ``gaps.LEVEL``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalFidelity:
    """How something else does in the partitions' place."""

    fidelity: Measured
    """As the partitions' ``primary``."""
    gain: Measured
    """How much less per row the partitions lose than the rival, on the same rows; above 0 the partitions are better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped:
    """The partitions within tolerance, decided on one half of the evaluation rows and measured on the other.

    Both ways round, and added up: no row measures a status that it helped to decide. A half has fewer rows to decide
    on, so fewer partitions are found within tolerance than by all evaluation rows.
    """

    share: Measured
    """Share of rows in partitions that the other half decides to be within tolerance."""
    agreement: Measured
    """On these rows: share where the partition's value decides as the network does, or is within the error limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginControl:
    """The same share of rows picked without partitions: those with the largest score margin of the network."""

    share: float | None
    """Share of rows picked; it meets ``Swapped.share`` as nearly as the margins that were counted at allow. None if
    none were."""
    agreement: Measured
    """On these rows: share where the partition's value decides as the network does."""
    least_margin: float | None
    """Rows with at least this margin were picked; None if none were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorLeaf:
    """How wrong the rows in one leaf of an error tree are."""

    evaluation_rows: int
    rate: Measured
    """Share of wrong rows, with bounds that hold for all leaves of the tree at once."""
    errors_share: float | None
    """Of all wrong rows, the share that is in this leaf, by weight; None where no evaluation row is wrong."""
    gap: Gap
    """Its rate, and that in all other leaves together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRates:
    """How wrong rows are, over all of them and by the leaves of an error tree."""

    rate: Measured
    leaves: tuple[ErrorLeaf, ...]
    """In the order of the tree's leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcutFidelity:
    """How far one column tells a partition and the network's answer; the bounds of each hold for all shortcuts."""

    precision: Measured
    """Share of the partition among the rows that the column names."""
    recall: Measured
    """Share of the partition's rows that the column names."""
    answered: Measured
    """On the rows that it names: share that the network answers as the partition does."""
    answered_elsewhere: Measured
    """The same on the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How the evaluation rows fall into partitions and codes, beside the rows that fitted the network."""

    fit_rows: int
    """How many rows of that kind there are."""
    partitions: tuple[Gap, ...]
    """By partition the share of rows in it: here of the evaluation rows, elsewhere of the others."""
    new_codes: Gap
    """Here the share of evaluation rows whose code none of the others has; elsewhere what that is expected to be where
    nothing has changed: the share of the others whose code no other one has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """All that was measured on the evaluation rows."""

    evaluation_rows: int
    primary: Measured
    """Partitions' values against the network: agreement of decisions, or R2."""
    chance_corrected: Measured
    """Cohen's kappa of the partitions' decisions against the network's."""
    disagreement: Measured
    """Share of rows where the partition's value decides otherwise than the network; for values, is off by more than
    the error limit."""
    distillation_error: Measured
    """Mean distance of the network's output from the partition's value, in the unit of each partition's."""
    error_distribution: ErrorDistribution
    constant: Measured
    """The same as ``primary`` for an answer that is the same for every row."""
    by_layer: tuple[LayerFidelity, ...]
    """The same for codes cut after each layer, in distilled order, before any merging."""
    described: Measured
    """The same for rows that get their partition from the map, that is from columns instead of activations."""
    direct_tree: Measured
    """The same for a tree of the map's size that predicts the network from the columns directly."""
    naming: Measured
    """Share of rows that the map gives the partition that their activations give."""
    network_accuracy: Measured
    partition_accuracy: Measured
    """Partitions' values against the labels."""
    usual_accuracy: Measured
    """Always answering the most frequent label of the fit rows."""
    unseen: Measured
    """Share of rows whose code was not seen in fitting."""
    unseen_rows: int
    """The same as a number of rows, whatever they weigh."""
    status_rows: tuple[tuple[Status, int], ...]
    """Evaluation rows in the partitions of each status. The same rows decided the status: no interval can be given."""
    map_gain: Measured
    """How much less the map loses per row than the direct tree, on the same rows: disagreements, or squared errors."""
    rivals: Mapping[str, RivalFidelity]
    """What else the partitions were compared with, by name."""
    contrasts: tuple[ContrastFidelity | NotRun, ...]
    """In the order of the explanation's contrasts."""
    error_trees: tuple[ErrorRates | NotRun, ...]
    """Of the network's errors, and of the partitions'; in the order of the explanation's error trees."""
    groups: Groups | NotRun
    """Of the sensitive columns."""
    swapped: Swapped
    margin_control: MarginControl
    stability: Stability | NotRun
    shortcuts: tuple[ShortcutFidelity, ...] | NotRun
    """In the order of the explanation's shortcuts."""
    drift: Drift | NotRun
    partitions: tuple[PartitionFidelity, ...]


STATUSES: tuple[Status, ...] = ("within_tolerance", "inconclusive", "low_fidelity")


def judge(disagreement: Measured, tolerance: float) -> Status:
    """Within tolerance if the upper bound is, low fidelity if the lower bound is above it, else inconclusive."""
    if not isinstance(disagreement, Estimate):
        return "inconclusive"
    if disagreement.high <= tolerance:
        return "within_tolerance"
    return "low_fidelity" if disagreement.low > tolerance else "inconclusive"
