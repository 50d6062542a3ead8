"""What is measured on evaluation rows: how far the partitions, their descriptions and the network can be trusted."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.yasenn.bounds import Estimate, Measured

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFidelity:
    """What codes up to and including a layer know of the network."""

    layer: int
    """Index of the hidden layer, from the input."""
    fidelity: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """All that was measured on the evaluation rows."""

    evaluation_rows: int
    primary: Measured
    """Partitions' values against the network: agreement of decisions, or R2."""
    constant: Measured
    """The same for an answer that is the same for every row."""
    by_layer: tuple[LayerFidelity, ...]
    """The same for codes cut after each layer, in distilled order, before any merging."""
    described: Measured
    """The same for rows that get their partition from the map, that is from columns instead of activations."""
    plain_tree: Measured
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
    status_rows: tuple[tuple[Status, int], ...]
    """Evaluation rows in the partitions of each status. The same rows decided the status: no interval can be given."""
    map_gain: Measured
    """How much less the map loses per row than the plain tree, on the same rows: disagreements, or squared errors."""
    partitions: tuple[PartitionFidelity, ...]


STATUSES: tuple[Status, ...] = ("within_tolerance", "inconclusive", "low_fidelity")


def judge(disagreement: Measured, tolerance: float) -> Status:
    """Within tolerance if the upper bound is, low fidelity if the lower bound is above it, else inconclusive."""
    if not isinstance(disagreement, Estimate):
        return "inconclusive"
    if disagreement.high <= tolerance:
        return "within_tolerance"
    return "low_fidelity" if disagreement.low > tolerance else "inconclusive"
