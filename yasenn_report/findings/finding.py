"""A finding: something that the reviewer must know before signing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yasenn_report.yasenn.bounds import Estimate
from yasenn_report.yasenn.fidelity import Fidelity

Severity = Literal["high", "medium", "low"]
GRAVEST: Sequence[Severity] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the reviewer must know before signing."""

    code: str
    """Stable: ``YR001`` and so on; what it is and the rule of its severity stand in ``checks.CHECKS``."""
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
    low: float | None
    """Bounds of the value, where it has some; both or none."""
    high: float | None
    threshold: float | None
    """What it broke."""


def gravest_first(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """In the order in which a reviewer reads them: within a severity the one with most rows first."""
    return tuple(sorted(found, key=lambda finding: (GRAVEST.index(finding.severity), -finding.rows, finding.code)))


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
    value: Estimate | float | None = None,
    threshold: float | None = None,
) -> Finding:
    """A finding about one partition, or about so many rows, or about all of them; an estimate brings its bounds."""
    if rows is None:
        rows = fidelity.evaluation_rows if partition is None else fidelity.partitions[partition].evaluation_rows
    bounds = (value.value, value.low, value.high) if isinstance(value, Estimate) else (value, None, None)
    return Finding(
        code=code,
        title=title,
        severity=severity,
        sentence=sentence,
        without_rows=without_rows,
        partition=partition,
        rows=rows,
        share=rows / fidelity.evaluation_rows,
        value=bounds[0],
        low=bounds[1],
        high=bounds[2],
        threshold=threshold,
    )
