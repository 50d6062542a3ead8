"""What was looked for, what was found, and the verdict that the policy gives on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yasenn_report.record.measured import Estimate, NotRun

Severity = Literal["high", "medium", "low"]
Subject = Literal["network", "report", "data"]
"""What a finding is about: what the network does, what this report can say of it, or the rows."""
Outcome = Literal["PASS", "REVIEW", "FAIL"]
Result = Literal["PASS", "FAIL", "NOT RUN"]
Comparison = Literal[">=", "<="]
By = Literal["bound", "value"]

GRAVEST: Sequence[Outcome] = ("FAIL", "REVIEW", "PASS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the reviewer must know before signing."""

    code: str
    """Stable: `YR001` and so on."""
    title: str
    severity: Severity
    about: Subject
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
    waiver: int | None = None
    """Which of `verdict.waivers` is about it, counted from 0: the one in force if there is one; null if none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something that was looked for."""

    code: str
    name: str
    about: Subject
    rule: str
    """What gives a finding its severity."""
    compares: bool
    """Whether it compares shares with each other; all such checks together find something that is not so with a chance
    of at most 1 %."""
    findings: int | NotRun
    """How many there are; or why it could not be looked for, which is not the same as none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyName:
    """The policy that gave the verdict."""

    title: str | None
    """As it calls itself."""
    source: Literal["default", "file", "configuration"]
    """Shipped with the tool, a file of its own, or a table in the configuration."""
    name: str | None
    """Of that file, without its folder; null for the default."""
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What it means for the verdict that a condition of a severity fails."""

    high: Outcome
    medium: Outcome
    low: Outcome
    not_run: Outcome
    """What a condition of high or medium severity means that could not be computed: `REVIEW` or `FAIL`."""

    def of(self, severity: Severity, result: Result) -> Outcome:
        """What one condition means by itself."""
        if result == "FAIL":
            meant: dict[Severity, Outcome] = {"high": self.high, "medium": self.medium, "low": self.low}
            return meant[severity]
        return self.not_run if result == "NOT RUN" and severity != "low" else "PASS"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyCondition:
    """One condition of the policy, and what came of it."""

    metric: str
    """What is measured; `docs/policy.md` lists them."""
    words: str
    """The same in words."""
    kind: Literal["share", "points", "number", "count"]
    """Of the number: a share, a difference of shares, another number, or a whole number."""
    comparison: Comparison
    threshold: float
    severity: Severity
    by: By
    """What is held against the threshold: the bound that speaks against the condition, or the value."""
    measured: Estimate | int | float | NotRun
    partition: str | None
    """Where the metric is about the worst partition, which one it is."""
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that somebody answers for: it is told, and does not count as open."""

    finding: str
    """The code."""
    partition: str | None
    """Label or id of the one partition that it is about; null for all findings of the code."""
    owner: str
    reason: str
    expires: date
    """It counts through this day."""
    state: Literal["in force", "expired", "unused"]
    """On the day of `created`; `unused`: there is no such finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The word that the policy gives on the audit, by the printed rule."""

    outcome: Outcome
    rule: str
    reason: str
    policy: PolicyName
    meanings: Meanings
    conditions: tuple[PolicyCondition, ...]
    waivers: tuple[Waiver, ...]

    @property
    def about_findings(self) -> bool:
        """Whether any condition counts findings."""
        return any(condition.metric.startswith("findings.") for condition in self.conditions)

    def counts_as_open(self, finding: Finding) -> bool:
        """Whether no waiver in force is about a finding."""
        return finding.waiver is None or self.waivers[finding.waiver].state != "in force"


def held_against(measured: Estimate | float, comparison: Comparison, by: By) -> float:
    """The number that a condition compares with its threshold."""
    if isinstance(measured, int | float):
        return measured
    against = measured.low if comparison == ">=" else measured.high
    return against if by == "bound" else measured.value


def result_of(measured: Estimate | int | float | NotRun, comparison: Comparison, threshold: float, by: By) -> Result:
    """What comes of one condition; what was not computed never passes."""
    if isinstance(measured, NotRun):
        return "NOT RUN"
    number = held_against(measured, comparison, by)
    return "PASS" if (number >= threshold if comparison == ">=" else number <= threshold) else "FAIL"


def outcome_of(conditions: Sequence[PolicyCondition], meanings: Meanings) -> Outcome:
    """The gravest that any condition means."""
    meant = [meanings.of(condition.severity, condition.result) for condition in conditions]
    return min(meant, key=GRAVEST.index, default="PASS")
