"""Where errors gather, as the record tells it."""

from collections.abc import Mapping, Sequence

import numpy as np

from yasenn_report.audit import Audit
from yasenn_report.record.errors import ErrorKind, ErrorLeaf, ErrorTree, ErrorTrees
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.recording.descriptions import record_rule
from yasenn_report.recording.drawings import tree_drawing
from yasenn_report.recording.measured import compared, known, measured
from yasenn_report.yasenn import bounds, error_trees, fidelity

RIGHT_OR_WRONG = ("right", "wrong")
"""Classes of a drawing."""
ELSEWHERE_OR_FLAGGED = ("elsewhere", "low fidelity")
"""The same of the flagged rows."""
NO_SUCH_ROW: Mapping[ErrorKind, str] = {
    "network": "no evaluation row is wrong",
    "distillation": "no evaluation row is wrong",
    "flagged": "no evaluation row is in a low-fidelity partition",
}
"""Why a leaf has no share of all errors."""


def record_error_trees(audit: Audit) -> ErrorTrees:
    """The trees of the network's errors, of the partitions', and of the flagged rows, or why there is none."""
    (network, distillation), (first, second) = audit.explanation.error_trees, audit.fidelity.error_trees
    return (
        record_tree(audit, "network", network, first),
        record_tree(audit, "distillation", distillation, second),
        record_flagged_tree(audit),
    )


def record_flagged_tree(audit: Audit) -> ErrorTree | NotRun:
    """The tree that tells the rows of low-fidelity partitions from others, or why there is none."""
    found = audit.flagged
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    return record_tree(audit, "flagged", found.tree, found.rates)


def record_tree(
    audit: Audit,
    kind: ErrorKind,
    found: error_trees.ErrorTree | bounds.NotRun,
    rates: fidelity.ErrorRates | bounds.NotRun,
) -> ErrorTree | NotRun:
    """One tree with what was measured of it."""
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    if isinstance(rates, bounds.NotRun):
        return NotRun(reason=rates.reason)
    columns = audit.holdout.readable.columns
    leaves = []
    for (_, leaf), counted in zip(found.leaves, rates.leaves, strict=True):
        rule = record_rule(leaf, columns)
        leaves.append(
            ErrorLeaf(
                conditions=rule.conditions,
                fit_rows=rule.fit_rows,
                evaluation_rows=counted.evaluation_rows,
                share=counted.evaluation_rows / audit.fidelity.evaluation_rows,
                rate=measured(counted.rate),
                errors_share=known(counted.errors_share, NO_SUCH_ROW[kind]),
                gap=compared(counted.gap),
            )
        )
    return ErrorTree(
        kind=kind,
        rate=measured(rates.rate),
        leaves=worst_first(leaves),
        drawing=tree_drawing(
            found.tree,
            audit.fit_features,
            found.wrong.astype(np.int64),
            columns=columns,
            class_names=ELSEWHERE_OR_FLAGGED if kind == "flagged" else RIGHT_OR_WRONG,
        ),
    )


def worst_first(leaves: Sequence[ErrorLeaf]) -> tuple[ErrorLeaf, ...]:
    """By their rate, and where that is the same by their rows; those without one last."""
    return tuple(
        sorted(
            leaves,
            key=lambda leaf: (-leaf.rate.value if isinstance(leaf.rate, Estimate) else 1.0, -leaf.evaluation_rows),
        )
    )
