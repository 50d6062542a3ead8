"""What was tried inside the fit part, and what the audit chose and used."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One code book that was tried: its settings and its cross-validated scores."""

    order: Literal["forward", "backward"]
    leaves: int
    trees: int
    smallest_leaf: float
    nearness: float
    max_partitions: int
    min_support: int
    fidelity: float
    described: float
    stability: float
    partitions: float
    """Mean number over folds."""
    on_front: bool
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeOfSize:
    """A plain tree in the columns on the same folds: what a size is worth."""

    leaves: int
    fidelity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """All that was tried, and the rule that chose."""

    rule: str
    target_fidelity: float
    candidates: tuple[Candidate, ...]
    trees_in_columns: tuple[TreeOfSize, ...]
    description_folds: int
    """Parts of the fit rows in the cross-validation that chose between descriptions."""
    most_units: int
    """So many activations of a wider layer were shown to its trees: those that correlate most with what was left to
    explain."""

    @property
    def chosen(self) -> Candidate:
        """The candidate that the rule takes."""
        return next(candidate for candidate in self.candidates if candidate.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Every option in effect; null where the search chose."""

    output_kind: str
    classes: tuple[str, ...] | None
    threshold: float
    evaluation_share: float
    layer_order: str
    leaves: int | None
    trees: int | None
    smallest_leaf: float | None
    max_partitions: int
    target_fidelity: float
    refits: int
    min_support: int
    tolerance: float
    confidence: float
    error_limit: float
    min_description_quality: float
    contrasts: tuple[str, ...]
    seed: int
    chunk_rows: int
