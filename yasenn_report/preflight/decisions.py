"""What the network says of all rows: whether it changes, and whether labels agree with it more than with a constant."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import count, percent
from yasenn_report.preflight.alert import Alert
from yasenn_report.yasenn.bounds import lower_bounds

ALPHA = 0.025
"""Chance of saying so of a network that is as good as the constant answer."""


def check_outputs(outputs: NDArray[np.float64]) -> list[Alert]:
    """YR009: the output, (rows, outputs), is the same for every row."""
    if (outputs.max(axis=0) > outputs.min(axis=0)).any():
        return []
    return [
        Alert(
            code="YR009",
            title="The network's output does not change",
            severity="medium",
            sentence="The network puts out the same for every row, whatever the row says: check that the right "
            "network, columns and units were given.",
        )
    ]


def check_decisions(decisions: NDArray[np.intp], class_names: Sequence[str]) -> list[Alert]:
    """YR007: one class, by its index, is decided for every row."""
    first = int(decisions[0])
    if (decisions != first).any():
        return []
    return [
        Alert(
            code="YR007",
            title="The network decides one class for all rows",
            severity="medium",
            sentence=f"The network decides class {printable(class_names[first])} for all {count(len(decisions))} rows; "
            "nothing here shows when it would decide otherwise.",
        )
    ]


def check_accuracy(decisions: NDArray[np.intp], labels: NDArray[np.intp], class_names: Sequence[str]) -> list[Alert]:
    """YR004: the labels agree less with the network than with always answering the most frequent label.

    Only rows where just one of the two answers is right tell which is better: without a difference, each is as likely
    to be the right one. The bound of that share is exact (Clopper-Pearson), and corrected for the choice of the class
    among all of them (Bonferroni). Rows count alike, and as independent ones.

    Args:
        decisions: class indices, (rows,).
        labels: class indices, (rows,).
        class_names: by class index.
    """
    classes = len(class_names)
    usual = int(np.bincount(labels, minlength=classes).argmax())
    right, constant = decisions == labels, labels == usual
    worse, better = int((~right & constant).sum()), int((right & ~constant).sum())
    if worse + better == 0 or float(lower_bounds(worse, worse + better, ALPHA / classes)) <= 0.5:
        return []
    return [
        Alert(
            code="YR004",
            title="The network does worse than a constant answer",
            severity="high",
            sentence=(
                f"The network agrees with the labels on {percent(float(right.mean()))} of {count(len(labels))} rows; "
                f"always answering {printable(class_names[usual])} would agree on {percent(float(constant.mean()))}. "
                "The order of the classes, or of the input columns, may be swapped."
            ),
            value=float(right.mean()),
            threshold=float(constant.mean()),
        )
    ]
