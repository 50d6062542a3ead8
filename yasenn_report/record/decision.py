"""Findings and the verdict."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["high", "medium", "low"]
Outcome = Literal["PASS", "REVIEW", "FAIL"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the reviewer must know before signing."""

    code: str
    """Stable: `YR001` and so on."""
    title: str
    severity: Severity
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
    threshold: float | None
    """What it broke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The tool's word on the explanation, by the printed rule."""

    outcome: Outcome
    rule: str
    reason: str
