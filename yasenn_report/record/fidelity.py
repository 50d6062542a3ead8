"""How far the partitions agree with the network, and everything that this is compared with."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.measured import Measured, NotRun


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
class LayerFidelity:
    """What codes up to and including a layer know of the network."""

    layer: str
    fidelity: Measured
    gain: Measured
    """How much less per row these codes lose than those of the layers before; for the first, than a constant."""


RivalKind = Literal[
    "tree of equal size", "unlimited tree", "boosted trees", "without the last hidden layer", "other order", "probe"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Something that answers in the partitions' place."""

    kind: RivalKind
    layer: str | None
    """`other order`: codes of that order up to this layer; `probe`: a linear model of this layer; else null."""
    fidelity: Measured
    gain: Measured
    """How much less per row the partitions lose than the rival, on the same rows; above 0 the partitions are better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped:
    """Partitions within tolerance, decided on one half of the evaluation rows and measured on the other, both ways."""

    share: Measured
    agreement: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginControl:
    """As many rows picked without partitions: those with the largest score margin of the network."""

    share: float | NotRun
    agreement: Measured
    least_margin: float | NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRows:
    """Evaluation rows in the partitions of one status; the same rows decided it, so there is no interval."""

    rows: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """Everything that the evaluation rows say of the partitions as a whole."""

    primary: Measured
    """Partitions' values against the network: agreement of decisions, or R2."""
    chance_corrected: Measured
    disagreement: Measured
    distillation_error: Measured
    error_distribution: ErrorDistribution
    constant: Measured
    """`primary` of one constant answer."""
    order: Literal["forward", "backward"]
    """Of distillation: from the input on, or the last hidden layer first."""
    by_layer: tuple[LayerFidelity, ...]
    """In that order; for codes before merging."""
    described: Measured
    """`primary` when the map names the partition."""
    direct_tree: Measured
    """The same of a tree of the map's size fitted to the network directly."""
    map_gain: Measured
    """How much less the map loses per row than that tree."""
    naming: Measured
    """Share of rows that the map gives the right partition."""
    unseen_codes: Measured
    """Share of rows whose code was not seen in fitting."""
    rivals: tuple[Rival, ...]
    boosted_trees: Mapping[str, int]
    """Size of the rival `boosted trees`."""
    swapped: Swapped
    margin_control: MarginControl
    status_rows: Mapping[str, StatusRows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Against the labels: a share, or R2."""

    network: Measured
    partitions: Measured
    most_frequent_label: Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How far refits of the whole search find the same partitions on the evaluation rows."""

    refits: int
    index: float
    """Mean adjusted Rand index over all pairs of refits: 1 is the same partitions, 0 is what chance gives."""
    lowest: float
    highest: float
    with_report: float
    """Mean adjusted Rand index between the report's own partitions and those of each refit."""
