"""The policy on the decision page: each condition with what was measured and what was required, and the waivers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yasenn_report.numbers import count, plural
from yasenn_report.policy.words import amount, required
from yasenn_report.record import Record
from yasenn_report.record.decision import GRAVEST, Finding, PolicyCondition, Result, Verdict, Waiver
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view.lists import most_of, top
from yasenn_report.report.view.words import Badge

RESULTS: dict[Result, Badge] = {
    "PASS": Badge(word="PASS", shape="●", style="within"),
    "FAIL": Badge(word="FAIL", shape="▲", style="low"),
    "NOT RUN": Badge(word="NOT RUN", shape="□", style="inconclusive"),
}
SPEAKING: Sequence[Result] = ("FAIL", "NOT RUN", "PASS")
CONDITIONS_SHOWN, WAIVERS_SHOWN = 12, 8
COUNTING = ("findings.high", "findings.medium", "findings.low")
DEFAULT_NAME = "the tool's default policy, whose limits nobody has chosen for this release"
NOT_ABOUT_FINDINGS = "No condition of this policy is about findings: they do not change the verdict."


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRow:
    """One condition."""

    name: str
    severity: str
    measured: str
    """The number; ``not run`` where there is none."""
    interval: str
    """Its bounds, the reason why there is no number, or how many checks are missing; else empty."""
    required: str
    held: str
    """What of the measured number is held against it, where it has bounds; else empty."""
    result: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRow:
    """One waiver."""

    finding: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPart:
    """What the decision page says of the policy."""

    name: str
    """In a sentence: which policy it is and where it stands."""
    remark: str
    """That findings do not count, where they do not."""
    conditions: tuple[ConditionRow, ...]
    """What speaks against a PASS first."""
    conditions_more: str
    waivers: tuple[WaiverRow, ...]
    waivers_more: str


def make_policy(record: Record) -> PolicyPart:
    """Conditions, the gravest result first, and waivers."""
    verdict = record.verdict
    conditions = top(sorted(verdict.conditions, key=gravity(verdict)), most_of(record, CONDITIONS_SHOWN), "condition")
    waivers = top(verdict.waivers, most_of(record, WAIVERS_SHOWN), "waiver")
    return PolicyPart(
        name=policy_name(record),
        remark="" if verdict.about_findings else NOT_ABOUT_FINDINGS,
        conditions=tuple(condition_row(record, condition) for condition in conditions.shown),
        conditions_more=conditions.more,
        waivers=tuple(map(waiver_row, waivers.shown)),
        waivers_more=waivers.more,
    )


def gravity(verdict: Verdict) -> Callable[[PolicyCondition], tuple[int, int]]:
    """Sorts conditions by what they mean for the verdict, then by what came of them; else they stay in their order."""

    def key(condition: PolicyCondition) -> tuple[int, int]:
        meant = verdict.meanings.of(condition.severity, condition.result)
        return GRAVEST.index(meant), SPEAKING.index(condition.result)

    return key


def policy_name(record: Record) -> str:
    """Which policy gave the verdict."""
    policy = record.verdict.policy
    if policy.source == "default":
        return f"Policy: {DEFAULT_NAME}."
    where = policy.name if policy.source == "file" else f"the table [policy] of {policy.name}"
    return f"Policy: {where}." if policy.title is None else f"Policy: {policy.title} ({where})."


def condition_row(record: Record, condition: PolicyCondition) -> ConditionRow:
    """One line; one that counts findings says how many checks could not be made."""
    value, interval = reading(condition)
    if condition.metric in COUNTING and not isinstance(condition.measured, NotRun):
        interval = not_made(record)
    return ConditionRow(
        name=condition.words if condition.partition is None else f"{condition.words} ({condition.partition})",
        severity=condition.severity,
        measured=value,
        interval=interval,
        required=required(condition),
        held=held_words(condition),
        result=RESULTS[condition.result],
    )


def reading(condition: PolicyCondition) -> tuple[str, str]:
    """The number as printed, and its bounds or the reason why there is none."""
    measured = condition.measured
    if isinstance(measured, NotRun):
        return "not run", measured.reason
    if isinstance(measured, int | float):
        return amount(condition, measured), ""
    low, high = amount(condition, measured.low, "down"), amount(condition, measured.high, "up")
    unit = " points" if condition.kind == "points" else ""
    return amount(condition, measured.value) + unit, f"{low} to {high}"


def not_made(record: Record) -> str:
    """How many checks could not be made, which is not the same as finding nothing; empty where all could."""
    missing = sum(isinstance(check.findings, NotRun) for check in record.checks)
    return f"{count(missing)} of {plural(len(record.checks), 'check')} could not be made" if missing else ""


def held_words(condition: PolicyCondition) -> str:
    """Which end of the interval counts, or that the value does; empty where there is no interval."""
    if isinstance(condition.measured, NotRun | int | float):
        return ""
    if condition.by == "value":
        return "by the value"
    return f"by the {'lower' if condition.comparison == '>=' else 'upper'} bound"


def waiver_row(waiver: Waiver) -> WaiverRow:
    """One line: whose waiver it is, and whether it counts."""
    about = waiver.finding if waiver.partition is None else f"{waiver.finding} in {waiver.partition}"
    return WaiverRow(finding=about, sentence=waiver_words(waiver))


def waiver_words(waiver: Waiver) -> str:
    """The waiver in a sentence."""
    until = f"{waiver.expires:%d %B %Y}"
    match waiver.state:
        case "in force":
            return f"Waived by {waiver.owner} until {until}: {waiver.reason}"
        case "expired":
            return f"The waiver by {waiver.owner} expired on {until} and no longer holds: {waiver.reason}"
        case _:
            return f"No such finding: the waiver by {waiver.owner} until {until} is not used: {waiver.reason}"


def waiver_of(record: Record, finding: Finding) -> str:
    """What the register says of a finding's waiver; empty where there is none."""
    return "" if finding.waiver is None else waiver_words(record.verdict.waivers[finding.waiver])
