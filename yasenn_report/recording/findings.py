"""Findings and what was looked for, as the record tells them; the verdict comes last, from all of it."""

from yasenn_report.audit import Audit
from yasenn_report.findings import finding
from yasenn_report.findings.catalogue import BY_CODE
from yasenn_report.findings.look import CheckResult
from yasenn_report.record.decision import Check, Finding
from yasenn_report.record.measured import NotRun
from yasenn_report.yasenn import bounds


def record_findings(audit: Audit, *, rows: bool) -> tuple[Finding, ...]:
    """All findings, gravest first; single rows are named in them only where `rows` says that they may be."""
    return tuple(record_finding(audit, found, rows=rows) for found in audit.findings)


def record_finding(audit: Audit, found: finding.Finding, *, rows: bool) -> Finding:
    """One finding."""
    return Finding(
        code=found.code,
        title=found.title,
        severity=found.severity,
        about=BY_CODE[found.code].about,
        rule=BY_CODE[found.code].rule,
        sentence=found.sentence if rows or found.without_rows is None else found.without_rows,
        partition=None if found.partition is None else audit.partitioning.partitions[found.partition].label,
        rows=found.rows,
        share=found.share,
        value=found.value,
        low=found.low,
        high=found.high,
        threshold=found.threshold,
    )


def record_checks(audit: Audit) -> tuple[Check, ...]:
    """Everything that was looked for."""
    return tuple(record_check(result) for result in audit.checks)


def record_check(result: CheckResult) -> Check:
    """One thing that was looked for, and what came of it."""
    check, found = result.check, result.found
    return Check(
        code=check.code,
        name=check.name,
        about=check.about,
        rule=check.rule,
        compares=check.compares,
        findings=NotRun(reason=found.reason) if isinstance(found, bounds.NotRun) else len(found),
    )
