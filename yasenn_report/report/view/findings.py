"""The register of findings: what was found, the threshold that it broke, where the evidence stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from yasenn_report.numbers import number, percent, plural
from yasenn_report.record import Record
from yasenn_report.record.decision import Finding
from yasenn_report.report.sections import section
from yasenn_report.report.view.chosen import anchor_of
from yasenn_report.report.view.lists import Top, most_of, top

FINDINGS_SHOWN = 12

EVIDENCE: Mapping[str, str] = {
    "YR001": "regions",
    "YR002": "regions",
    "YR003": "sheets",
    "YR004": "fidelity",
    "YR005": "partitions",
    "YR006": "fidelity",
    "YR007": "partitions",
    "YR008": "partitions",
    "YR009": "partitions",
    "YR010": "fidelity",
    "YR011": "provenance",
    "YR012": "data",
    "YR013": "provenance",
    "YR014": "fidelity",
    "YR015": "data",
    "YR020": "data",
    "YR021": "data",
    "YR022": "provenance",
    "YR023": "data",
    "YR024": "data",
    "YR025": "data",
    "YR030": "partitions",
    "YR031": "partitions",
    "YR032": "partitions",
    "YR033": "errors",
    "YR034": "errors",
}
"""Section by code; findings that a later version adds are looked up in the section on data."""

SHARES = frozenset({"YR001", "YR002", "YR004", "YR006", "YR023", "YR024", "YR025"}) | {
    f"YR03{last}" for last in range(5)
}
"""Codes whose value and threshold are shares of rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where the evidence stands."""

    anchor: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One line of the register."""

    code: str
    partition: str
    """Its label, where the finding is about one; code and label together name the finding."""
    severity: str
    title: str
    sentence: str
    extent: str
    """How many evaluation rows it concerns."""
    threshold: str
    """What was measured against what; empty where no one number says it."""
    evidence: Link


def make_findings(record: Record) -> Top[FindingRow]:
    """The findings as lines, gravest first."""
    found = top(record.findings, most_of(record, FINDINGS_SHOWN), "finding")
    return Top(shown=tuple(finding_row(record, finding) for finding in found.shown), more=found.more)


def finding_row(record: Record, finding: Finding) -> FindingRow:
    """One line."""
    return FindingRow(
        code=finding.code,
        partition=finding.partition or "",
        severity=finding.severity,
        title=finding.title,
        sentence=finding.sentence,
        extent=f"{plural(finding.rows, 'row')}, {percent(finding.share)}",
        threshold=threshold_words(finding),
        evidence=evidence(record, finding),
    )


def threshold_words(finding: Finding) -> str:
    """The number that was measured beside the one that it was held against."""
    if finding.value is None or finding.threshold is None:
        return ""
    said = percent if finding.code in SHARES else number
    return f"{said(finding.value)} against {said(finding.threshold)}"


def evidence(record: Record, finding: Finding) -> Link:
    """The sheet of the partition concerned, where it has one; else a section."""
    anchor = "" if finding.partition is None else anchor_of(record, finding.partition)
    if anchor and finding.partition is not None:
        return Link(anchor=anchor, name=f"Sheet of {finding.partition}")
    place = section(EVIDENCE.get(finding.code, "data"))
    return Link(anchor=place.anchor, name=place.name)
