"""What was looked for, what was found, and the verdict."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.measured import NotRun

Severity = Literal["high", "medium", "low"]
Outcome = Literal["PASS", "REVIEW", "FAIL"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the reviewer must know before signing."""

    code: str
    """Stable: `YR001` and so on."""
    title: str
    severity: Severity
    rule: str
    """What gives a finding of this code its severity."""
    sentence: str
    """With its numbers."""
    partition: str | None
    """Label of the partition concerned, if it is one."""
    rows: int
    """Evaluation rows concerned."""
    share: float
    """The same as a share of all evaluation rows."""
    value: float | None
    """What was measured, where one number says it."""
    low: float | None
    """Bounds of the value, where it has some."""
    high: float | None
    threshold: float | None
    """What it broke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something that was looked for."""

    code: str
    name: str
    rule: str
    """What gives a finding its severity."""
    compares: bool
    """Whether it compares shares with each other; in an audit in which nothing is amiss all such checks together find
    something with a chance of at most 1 %."""
    findings: int | NotRun
    """How many there are; or why it could not be looked for, which is not the same as none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The tool's word on the explanation, by the printed rule."""

    outcome: Outcome
    rule: str
    reason: str
