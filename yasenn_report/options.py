"""What the user can choose in an audit, and what is chosen where the user did not."""

from dataclasses import dataclass, replace
from typing import Literal

from yasenn_report.inputs.task import OutputKind, Task
from yasenn_report.split import Split
from yasenn_report.yasenn.bounds import rows_needed
from yasenn_report.yasenn.distil import LayerOrder
from yasenn_report.yasenn.grid import Choices

SMALLEST_SUPPORT = 20
TARGET_AGREEMENT, TARGET_R2 = 0.95, 0.90


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """What the user can choose. None means that the audit chooses: see ``Audit.options`` and ``Audit.book``."""

    output_kind: OutputKind | None = None
    """What the network's outputs are."""
    classes: tuple[str, ...] | None = None
    """The classes' names in the order of the network's outputs; None for the target's labels, sorted."""
    threshold: float = 0.5
    """Binary: probability of class 1 from which on class 1 is decided, 0 to 1."""
    evaluation_share: float = 0.5
    """Share of the rows that fit nothing and measure everything, 0 to 1."""
    layer_order: LayerOrder | Literal["auto"] = "auto"
    """Which hidden layer is distilled first."""
    leaves: int | None = None
    """Most leaves per tree; None to search."""
    trees: int | None = None
    """Trees per layer; None to search."""
    smallest_leaf: float | None = None
    """Smallest share of the fit rows in a leaf, 0 to 0.5."""
    max_partitions: int = 16
    target_fidelity: float | None = None
    """Fidelity beyond which the search wants no more: agreement or R2, 0 to 1."""
    refits: int = 5
    """How often the search is run again on resampled fit rows to measure stability; below 2, it is not measured."""
    min_support: int | None = None
    """Fewest fit rows in a partition."""
    tolerance: float = 0.05
    """Rate of disagreement that is tolerated in a partition, 0 to 1."""
    confidence: float = 0.95
    """Of all intervals and of the statuses together, 0 to 1."""
    error_limit: float = 0.5
    """Regression: a row disagrees if the partition's value is off by more than so many standard deviations."""
    min_description_quality: float = 0.5
    """How much of the way from naming every row to naming the right ones a description must go, 0 to 1."""
    contrasts: tuple[str, ...] = ()
    """Pairs of partitions to hold against each other beside the most consequential ones, as ``P3:P7``."""
    seed: int = 0
    chunk_rows: int = 8192
    """Evaluation rows held in memory at a time; it changes no more than rounding."""


def settle(options: AuditOptions, task: Task, split: Split) -> AuditOptions:
    """Replace every None by what this audit chooses."""
    return replace(
        options,
        output_kind=task.output_kind,
        target_fidelity=target_fidelity(options, task),
        min_support=options.min_support
        or choose_support(options, task, fit_rows=len(split.fit), evaluation_rows=len(split.evaluation)),
    )


def choose_support(options: AuditOptions, task: Task, *, fit_rows: int, evaluation_rows: int) -> int:
    """Fit rows that a partition needs so that its evaluation rows can suffice for a status, where the table allows it.

    A partition without error needs ``rows_needed`` evaluation rows to be called within tolerance. Small tables cannot
    give that many to each and still tell partitions apart: they keep room for 8 partitions, or for 2 per class.
    """
    needed = rows_needed(options.tolerance, options.confidence, options.max_partitions)
    wanted = needed * fit_rows / evaluation_rows
    room = fit_rows // max(8, 2 * len(task.class_names))
    return max(SMALLEST_SUPPORT, round(min(wanted, room)))


def target_fidelity(options: AuditOptions, task: Task) -> float:
    """The fidelity that the search aims at: agreement of decisions, or R2."""
    return options.target_fidelity or (TARGET_AGREEMENT if task.classes else TARGET_R2)


def choices(options: AuditOptions) -> Choices:
    """What the user fixed of the code book, from settled options."""
    return Choices(
        order=options.layer_order,
        leaves=options.leaves,
        trees=options.trees,
        smallest_leaf=options.smallest_leaf,
        max_partitions=options.max_partitions,
        min_support=options.min_support or SMALLEST_SUPPORT,
        seed=options.seed,
    )
