"""Findings on answers that do not change, or that one row decides: a reviewer could take them for results."""

import numpy as np

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.findings.still import changing
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import number, percent
from yasenn_report.preflight.alert import listed
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Fidelity, OutputDistribution
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.measure.mistaken import NO_DECISIONS
from yasenn_report.yasenn.partition import Partitioning

MOST_OF_ONE_ROW = 0.5  # of the variance of the network's values
NO_UNIT = NotRun(reason="errors of probabilities have no unit that a row could set")


def find_same_decision(seen: Evidence) -> list[Finding] | NotRun:
    """YR007, YR008."""
    return NO_DECISIONS if seen.rows.decisions is None else same_decision(seen.fidelity, seen.rows)


def find_same_output(seen: Evidence) -> list[Finding]:
    """YR009."""
    return same_output(seen.fidelity, seen.rows)


def find_same_answer(seen: Evidence) -> list[Finding]:
    """YR010."""
    return [*same_answer(seen.fidelity, seen.partitioning, seen.rows), *same_values(seen.fidelity, seen.rows)]


def find_one_row(seen: Evidence) -> list[Finding] | NotRun:
    """YR014."""
    return NO_UNIT if seen.rows.classes else one_row(seen.fidelity, seen.rows)


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
