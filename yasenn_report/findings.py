"""Turn what was measured into findings with stable codes: what a reviewer must know before signing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yasenn_report.numbers import count, number, percent, plural, setting
from yasenn_report.yasenn.bounds import Estimate, required_f1, rows_needed
from yasenn_report.yasenn.describe import Descriptions, PartitionDescription
from yasenn_report.yasenn.fidelity import Fidelity, PartitionFidelity
from yasenn_report.yasenn.partition import Partitioning

Severity = Literal["high", "medium", "low"]
GRAVEST: Sequence[Severity] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the reviewer must know before signing."""

    code: str
    """Stable: ``YR001`` and so on."""
    title: str
    severity: Severity
    sentence: str
    """With its numbers."""
    without_rows: str | None = None
    """The same where no single row may be named; None if it names none."""
    partition: int | None
    """Index of the partition concerned, if it is one."""
    rows: int
    """Evaluation rows concerned."""
    share: float
    """The same as a share of all evaluation rows."""
    value: float | None
    """What was measured, where one number says it."""
    threshold: float | None
    """What it broke."""


def find(
    fidelity: Fidelity,
    partitioning: Partitioning,
    descriptions: Descriptions,
    *,
    tolerance: float,
    confidence: float,
    min_quality: float,
) -> tuple[Finding, ...]:
    """All findings, gravest first, within a severity the one with most rows first."""
    labels = [partition.label for partition in partitioning.partitions]
    found = [
        *low_fidelity(fidelity, labels, tolerance),
        *inconclusive(fidelity, labels, tolerance, confidence),
        *not_describable(fidelity, labels, descriptions, min_quality),
        *below_usual(fidelity),
        *same_for_all(fidelity, partitioning),
        *unseen_codes(fidelity),
    ]
    return gravest_first(found)


def gravest_first(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """In the order in which a reviewer reads them: within a severity the one with most rows first."""
    return tuple(sorted(found, key=lambda finding: (GRAVEST.index(finding.severity), -finding.rows, finding.code)))


def low_fidelity(fidelity: Fidelity, labels: Sequence[str], tolerance: float) -> list[Finding]:
    """YR001: partitions whose statements must not be relied on."""
    return [
        about(
            fidelity,
            index,
            code="YR001",
            severity="high",
            title=f"Low fidelity in {labels[index]}",
            sentence=(
                f"The value of {labels[index]} disagrees with the network on {percent(measured.disagreement.value)} of "
                f"{plural(measured.evaluation_rows, 'evaluation row')}; the true rate is at least "
                f"{percent(measured.disagreement.low, 'down')}, and {setting(tolerance)} is tolerated. Do not rely on "
                "what is said of this partition."
            ),
            value=measured.disagreement.value,
            threshold=tolerance,
        )
        for index, measured in enumerate(fidelity.partitions)
        if measured.status == "low_fidelity" and isinstance(measured.disagreement, Estimate)
    ]


def inconclusive(fidelity: Fidelity, labels: Sequence[str], tolerance: float, confidence: float) -> list[Finding]:
    """YR002: partitions with too few rows, or too close a rate, to say."""
    needed = rows_needed(tolerance, confidence, len(labels))
    findings = []
    for index, measured in enumerate(fidelity.partitions):
        if measured.status != "inconclusive":
            continue
        sentence, value = f"No evaluation row falls into {labels[index]}, so nothing is known of its error.", None
        if isinstance(measured.disagreement, Estimate):
            sentence = (
                f"{labels[index]} disagrees with the network on {percent(measured.disagreement.value)} of "
                f"{plural(measured.evaluation_rows, 'evaluation row')}, which can be a true rate anywhere from "
                f"{percent(measured.disagreement.low, 'down')} to {percent(measured.disagreement.high, 'up')}; "
                f"{setting(tolerance)} is tolerated. "
            )
            sentence += (
                f"Even without any disagreement it takes {needed} rows to be called within tolerance"
                f"{worth(measured.disagreement)}."
                if measured.disagreement.effective_rows < needed
                else "More rows may tell on which side of the tolerance it is."
            )
            value = measured.disagreement.value
        findings.append(
            about(
                fidelity,
                index,
                code="YR002",
                severity="medium",
                title=f"{labels[index]} is inconclusive",
                sentence=sentence,
                value=value,
                threshold=None if value is None else tolerance,
            )
        )
    return findings


def worth(disagreement: Estimate) -> str:
    """What the rows of a partition are worth, where groups or weights make that fewer than there are."""
    if abs(disagreement.effective_rows - disagreement.rows) < 0.5:
        return ""
    return f", and by their groups and weights these are worth {count(int(disagreement.effective_rows + 1e-6))}"


def not_describable(
    fidelity: Fidelity, labels: Sequence[str], descriptions: Descriptions, min_quality: float
) -> list[Finding]:
    """YR003: partitions that the columns of the table do not tell apart."""
    reasons = reasons_not_describable(fidelity, descriptions, min_quality)
    return [
        about(
            fidelity,
            index,
            code="YR003",
            severity="medium",
            title=f"{labels[index]} is not describable in these columns",
            sentence=f"{labels[index]} has no description to rely on: {reason}.",
        )
        for index, reason in enumerate(reasons)
        if reason and len(labels) > 1
    ]


def reasons_not_describable(
    fidelity: Fidelity, descriptions: Descriptions, min_quality: float
) -> tuple[str | None, ...]:
    """By partition: why it has no description to rely on; None if it has one."""
    return tuple(
        not_describable_because(described, trusted, fidelity.evaluation_rows, min_quality)
        for described, trusted in zip(descriptions.partitions, fidelity.partitions, strict=True)
    )


def not_describable_because(
    described: PartitionDescription, trusted: PartitionFidelity, evaluation_rows: int, min_quality: float
) -> str | None:
    """Why a partition has no description to rely on, from the fit rows or from the evaluation rows; None if it has."""
    if described.missing is not None:
        return described.missing.reason
    held = trusted.descriptions[0].f1
    required = required_f1(min_quality, trusted.evaluation_rows / evaluation_rows)
    if held is None or held >= required:
        return None
    return (
        f"its best description reached an F1 of {number(held)} on the evaluation rows; a partition of this size needs "
        f"{number(required)}"
    )


def below_usual(fidelity: Fidelity) -> list[Finding]:
    """YR004: the network does worse against the labels than always answering the most frequent one."""
    network, usual = fidelity.network_accuracy, fidelity.usual_accuracy
    if not isinstance(network, Estimate) or not isinstance(usual, Estimate) or network.high >= usual.low:
        return []
    return [
        about(
            fidelity,
            code="YR004",
            severity="high",
            title="The network does worse than a constant answer",
            sentence=(
                f"The network agrees with the labels on {percent(network.value)} of the evaluation rows; always "
                f"answering the most frequent label would agree on {percent(usual.value)}. The order of the classes, "
                "or of the input columns, may be swapped."
            ),
            value=network.value,
            threshold=usual.value,
        )
    ]


def same_for_all(fidelity: Fidelity, partitioning: Partitioning) -> list[Finding]:
    """YR005: one partition only, so that the report cannot tell kinds of decisions apart."""
    if len(partitioning.partitions) > 1:
        return []
    codes = len(partitioning.partitions[0].codes)
    why = (
        "all fit rows take the same path through the network."
        if codes == 1
        else f"the {codes} paths of the fit rows lead to too much the same, or too few rows take each of them, or no "
        "more partitions were allowed (--max-partitions, --min-support)."
    )
    return [
        about(
            fidelity,
            code="YR005",
            severity="medium",
            title="One partition holds every row",
            sentence=f"No kinds of decisions could be told apart: {why}",
        )
    ]


def unseen_codes(fidelity: Fidelity) -> list[Finding]:
    """YR006: evaluation rows along paths through the network that fitting has not seen."""
    if not isinstance(fidelity.unseen, Estimate) or fidelity.unseen.value == 0:
        return []
    rows = fidelity.unseen_rows
    return [
        about(
            fidelity,
            code="YR006",
            severity="low",
            title="Codes not seen in fitting",
            sentence=(
                f"{plural(rows, 'evaluation row')} ({percent(fidelity.unseen.value)}) have a code that no fit row "
                "has. They were put with the rows that share the longest beginning of their code, and are counted in "
                "every rate of this report."
            ),
            rows=rows,
            value=fidelity.unseen.value,
        )
    ]


def about(
    fidelity: Fidelity,
    partition: int | None = None,
    *,
    code: str,
    severity: Severity,
    title: str,
    sentence: str,
    without_rows: str | None = None,
    rows: int | None = None,
    value: float | None = None,
    threshold: float | None = None,
) -> Finding:
    """A finding about one partition, or about so many rows, or about all of them."""
    if rows is None:
        rows = fidelity.evaluation_rows if partition is None else fidelity.partitions[partition].evaluation_rows
    return Finding(
        code=code,
        title=title,
        severity=severity,
        sentence=sentence,
        without_rows=without_rows,
        partition=partition,
        rows=rows,
        share=rows / fidelity.evaluation_rows,
        value=value,
        threshold=threshold,
    )
