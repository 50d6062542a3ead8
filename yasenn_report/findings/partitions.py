"""Findings on partitions: whether what is said of them may be relied on."""

from collections.abc import Sequence

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.numbers import count, number, percent, plural, setting
from yasenn_report.yasenn.bounds import Estimate, required_f1, rows_needed
from yasenn_report.yasenn.describe import Descriptions, PartitionDescription
from yasenn_report.yasenn.fidelity import Fidelity, PartitionFidelity
from yasenn_report.yasenn.partition import Partitioning


def find_low_fidelity(seen: Evidence) -> list[Finding]:
    """YR001."""
    return low_fidelity(seen.fidelity, seen.labels, seen.options.tolerance)


def find_inconclusive(seen: Evidence) -> list[Finding]:
    """YR002."""
    return inconclusive(seen.fidelity, seen.labels, seen.options.tolerance, seen.options.confidence)


def find_not_describable(seen: Evidence) -> list[Finding]:
    """YR003."""
    return not_describable(seen.fidelity, seen.labels, seen.descriptions, seen.options.min_description_quality)


def find_one_partition(seen: Evidence) -> list[Finding]:
    """YR005."""
    return same_for_all(seen.fidelity, seen.partitioning)


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
                f"This report's answer for {labels[index]} is not the network's on "
                f"{percent(measured.disagreement.value)} of {plural(measured.evaluation_rows, 'evaluation row')}; the "
                f"true rate is at least {percent(measured.disagreement.low, 'down')}, and {setting(tolerance)} is "
                "tolerated. Do not rely on what is said of this partition. Whether the network is right there is "
                "another question."
            ),
            value=measured.disagreement,
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
        value: Estimate | None = None
        sentence = f"No evaluation row falls into {labels[index]}, so nothing is known of its error."
        if isinstance(measured.disagreement, Estimate):
            sentence = (
                f"{labels[index]} disagrees with the network on {percent(measured.disagreement.value)} of "
                f"{plural(measured.evaluation_rows, 'evaluation row')}, and the true rate may lie anywhere from "
                f"{percent(measured.disagreement.low, 'down')} to {percent(measured.disagreement.high, 'up')}; "
                f"{setting(tolerance)} is tolerated. "
            )
            sentence += (
                f"Even without any disagreement it takes {needed} rows to be called within tolerance"
                f"{worth(measured.disagreement)}."
                if measured.disagreement.effective_rows < needed
                else "More rows may tell on which side of the tolerance it is."
            )
            value = measured.disagreement
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
            sentence=(
                f"What cases are in {labels[index]} cannot be said well enough in these columns: {reason}. Nobody can "
                "tell from a row's columns alone whether it belongs there."
            ),
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
