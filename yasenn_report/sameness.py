"""Findings on what does not change: outputs, decisions, layers and columns that are the same for every row."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.findings import Finding, about
from yasenn_report.inputs.network import Network
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import number, percent, plural
from yasenn_report.yasenn.bounds import Estimate
from yasenn_report.yasenn.fidelity import Fidelity, OutputDistribution
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.partition import Partitioning

MOST_NAMED = 5
MOST_OF_ONE_ROW = 0.5  # of the variance of the network's values


def find_sameness(
    fidelity: Fidelity, partitioning: Partitioning, rows: FitRows, network: Network, columns: Sequence[str]
) -> list[Finding]:
    """Everything that a reviewer could take for a result and that only shows that nothing changed.

    Args:
        fidelity: what was measured on the evaluation rows.
        partitioning: the partitions.
        rows: the fit rows.
        network: the network, for the names of its layers.
        columns: names of the explanation columns.
    """
    return [
        *same_decision(fidelity, rows),
        *same_output(fidelity, rows),
        *same_answer(fidelity, partitioning, rows),
        *same_values(fidelity, rows),
        *same_activations(fidelity, rows, network),
        *same_column(fidelity, rows, columns),
        *one_hidden_layer(fidelity, rows),
        *one_row(fidelity, rows),
    ]


def same_decision(fidelity: Fidelity, rows: FitRows) -> list[Finding]:
    """YR007: one class for all rows; YR008: classes that no row is decided for."""
    if rows.decisions is None:
        return []
    names = rows.task.class_names
    decided = set(np.unique(rows.decisions).tolist()) | decided_in_evaluation(fidelity)
    never = [printable(name) for index, name in enumerate(names) if index not in decided]
    if len(decided) == 1:
        return [
            about(
                fidelity,
                code="YR007",
                severity="medium",
                title="The network decides one class for all rows",
                sentence=(
                    f"The network decides class {printable(names[decided.pop()])} for all fit rows and all evaluation "
                    "rows. Agreement with it says only that the answer is always the same, and nothing here shows when "
                    "it would decide otherwise."
                ),
            )
        ]
    return [
        about(
            fidelity,
            code="YR008",
            severity="low",
            title="Classes that are never decided",
            sentence=(
                f"The network decides for no row of this table: class {listed(never)}. Nothing in this report says "
                "when it would."
            ),
        )
        for _ in never[:1]
    ]


def decided_in_evaluation(fidelity: Fidelity) -> set[int]:
    """The classes that the network decides for at least one evaluation row."""
    outputs = [one.outputs for one in fidelity.partitions if isinstance(one.outputs, OutputDistribution)]
    return {index for found in outputs for index, share in enumerate(found.decided) if share > 0}


def same_output(fidelity: Fidelity, rows: FitRows) -> list[Finding]:
    """YR009: outputs that do not depend on the row."""
    still = [place for place, changes in enumerate(changing(rows.outputs).tolist(), start=1) if not changes]
    if not still or (rows.classes and len(still) < rows.outputs.shape[1]):
        return []  # a probability that never changes, beside others that do, is a class that is never decided
    whole = len(still) == rows.outputs.shape[1]
    which = "puts out the same" if whole else f"puts out the same value as output {listed(list(map(str, still)))}"
    return [
        about(
            fidelity,
            code="YR009",
            severity="medium",
            title="The network's output does not change" if whole else "An output does not change",
            sentence=(
                f"The network {which} for every fit row, whatever the row says. "
                + (
                    "There are no kinds of decisions to tell apart on this table: check that the right network, "
                    "columns and units were given."
                    if whole
                    else "The partitions tell nothing about it."
                )
            ),
        )
    ]


def same_answer(fidelity: Fidelity, partitioning: Partitioning, rows: FitRows) -> list[Finding]:
    """YR010: the partitions all answer one class, where the network decides for others too."""
    if rows.decisions is None or not isinstance(fidelity.disagreement, Estimate):
        return []
    answered = set(rows.task.decisions(partitioning.values).tolist())
    if len(answered) > 1 or not (decided_in_evaluation(fidelity) | set(rows.decisions.tolist())) - answered:
        return []
    many = len(partitioning.partitions)
    return [
        about(
            fidelity,
            code="YR010",
            severity="medium",
            title="The partitions all answer the same class",
            sentence=(
                f"{'The one partition answers' if many == 1 else f'All {many} partitions answer'} class "
                f"{printable(rows.task.class_names[answered.pop()])}, as one constant answer would. The network "
                f"decides otherwise for {percent(fidelity.disagreement.value)} of the evaluation rows, and no "
                "partition stands for these rows: they are too few for a partition of their own, or lie among the "
                "others."
            ),
            value=fidelity.disagreement.value,
        )
    ]


def same_values(fidelity: Fidelity, rows: FitRows) -> list[Finding]:
    """YR010 for values: the partitions are not shown to be better than one constant answer."""
    primary = fidelity.primary
    if rows.classes or not isinstance(primary, Estimate) or primary.low > 0:
        return []
    return [
        about(
            fidelity,
            code="YR010",
            severity="medium",
            title="The partitions are not shown to be better than a constant",
            sentence=(
                f"R² of the partitions' values against the network's is {number(primary.value)}, and a constant answer "
                "has 0: nothing shows that the partitions tell where the network's values are high or low."
            ),
            value=primary.value,
            threshold=0.0,
        )
    ]


def one_row(fidelity: Fidelity, rows: FitRows) -> list[Finding]:
    """YR014: one row sets the unit that errors of values are judged in, so that all others seem alike."""
    if rows.classes:
        return []
    away = (rows.outputs - rows.outputs.mean(axis=0)) ** 2
    total = away.sum(axis=0)
    largest = float((away.max(axis=0) / np.where(total > 0, total, np.inf)).max())
    if largest <= MOST_OF_ONE_ROW:
        return []
    return [
        about(
            fidelity,
            code="YR014",
            severity="high",
            title="One row sets the unit of errors",
            sentence=(
                f"The network's value for a single fit row makes up {percent(largest)} of the variance over all fit "
                "rows. Errors are judged in standard deviations, so that beside this row all others seem alike, and "
                "within tolerance means little: check the row's inputs, or leave it out with --focus."
            ),
            value=largest,
            threshold=MOST_OF_ONE_ROW,
        )
    ]


def same_activations(fidelity: Fidelity, rows: FitRows, network: Network) -> list[Finding]:
    """YR011: the first hidden layer that puts out the same for every row, so that nothing behind it can differ."""
    for layer, activations in zip(network.hidden_layers, rows.activations.layers, strict=True):
        if not changing(activations).any():
            dead = "only zeros" if not activations.any() else "the same"
            return [
                about(
                    fidelity,
                    code="YR011",
                    severity="medium",
                    title=f"Nothing passes {layer.name}",
                    sentence=(
                        f"{layer.name.capitalize()} puts out {dead} for every fit row. What the inputs say does not "
                        "get past it, so that on these rows the output cannot depend on them."
                    ),
                )
            ]
    return []


def same_column(fidelity: Fidelity, rows: FitRows, columns: Sequence[str]) -> list[Finding]:
    """YR012: explanation columns that hold one value."""
    changes = changing(rows.columns).tolist()
    still = [printable(name) for name, differs in zip(columns, changes, strict=True) if not differs]
    if not still:
        return []
    whole = len(still) == len(columns)
    return [
        about(
            fidelity,
            code="YR012",
            severity="medium" if whole else "low",
            title="Columns that do not change",
            sentence=(
                f"{plural(len(still), 'column holds', 'columns hold')} the same value in every fit row: "
                f"{listed(still)}. No description can use such a column, and what the network makes of other values "
                "of it was not tested."
            ),
        )
    ]


def one_hidden_layer(fidelity: Fidelity, rows: FitRows) -> list[Finding]:
    """YR013: codes of the one hidden layer, which the output is linear in."""
    if len(rows.activations.layers) > 1:
        return []
    return [
        about(
            fidelity,
            code="YR013",
            severity="low",
            title="The network has one hidden layer",
            sentence=(
                "All codes come from the one hidden layer, which is the last before the output: that they follow the "
                "output well proves little, and fidelity without the last hidden layer cannot be measured."
            ),
        )
    ]


def changing(values: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which columns of (rows, columns) hold more than one number."""
    return np.asarray(values.max(axis=0) > values.min(axis=0))


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
