"""Findings and the verdict, as the record tells them."""

from yasenn_report import findings
from yasenn_report.audit import Audit
from yasenn_report.record.decision import Finding, Verdict


def record_findings(audit: Audit, *, rows: bool) -> tuple[Finding, ...]:
    """All findings, gravest first; single rows are named in them only where `rows` says that they may be."""
    return tuple(record_finding(audit, found, rows=rows) for found in audit.findings)


def record_finding(audit: Audit, found: findings.Finding, *, rows: bool) -> Finding:
    """One finding."""
    return Finding(
        code=found.code,
        title=found.title,
        severity=found.severity,
        sentence=found.sentence if rows or found.without_rows is None else found.without_rows,
        partition=None if found.partition is None else audit.partitioning.partitions[found.partition].label,
        rows=found.rows,
        share=found.share,
        value=found.value,
        threshold=found.threshold,
    )


def record_verdict(audit: Audit) -> Verdict:
    """The tool's word."""
    found = audit.verdict
    return Verdict(outcome=found.outcome, rule=found.rule, reason=found.reason)
