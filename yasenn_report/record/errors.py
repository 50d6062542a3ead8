"""Where errors gather: shallow trees in the columns that tell wrong rows from right ones, or flagged from others."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.descriptions import Condition
from yasenn_report.record.drawings import Tree
from yasenn_report.record.measured import Gap, Measured, NotRun

ErrorKind = Literal["network", "distillation", "flagged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorLeaf:
    """A leaf of such a tree: rows for which all conditions hold."""

    conditions: tuple[Condition, ...]
    fit_rows: int
    evaluation_rows: int
    share: float
    """Of the evaluation rows."""
    rate: Measured
    """Share of its evaluation rows that are wrong; the bounds hold for all leaves of the tree at once."""
    errors_share: float | NotRun
    """Of all evaluation rows that are wrong, the share that is in this leaf, by the rows' weights."""
    gap: Gap
    """Its rate, and that in all other leaves together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorTree:
    """A tree that was grown and pruned on fit rows, and measured on evaluation rows."""

    kind: ErrorKind
    """What is called wrong here. `network`: wrong against the label. `distillation`: the partition's value is wrong
    against the network, as in `disagreement`; its fit rows also gave the partitions their values. `flagged`: the row is
    in a partition of low fidelity, wrong or not; which partitions these are was decided on the same evaluation rows."""
    rate: Measured
    """Share of all evaluation rows that are wrong."""
    leaves: tuple[ErrorLeaf, ...]
    """The worst first, by `rate`; 2 to 8. Every row is in one of them."""
    drawing: Tree | NotRun
    """Over the fit rows; classes are right and wrong, or elsewhere and low fidelity."""


ErrorTrees = tuple[ErrorTree | NotRun, ErrorTree | NotRun, ErrorTree | NotRun]
"""Of the network, of the distillation, and of the rows in low-fidelity partitions; or why there is none."""
