"""Hold a record against a policy: what comes of each condition and waiver, and the verdict by the printed rule."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from yasenn_report.policy.amounts import Amount
from yasenn_report.policy.metrics import METRICS
from yasenn_report.policy.policy import Condition, Policy, Waiver
from yasenn_report.policy.rule import reason_of, rule_of
from yasenn_report.record import Record, decision
from yasenn_report.record.decision import (
    Finding,
    Meanings,
    PolicyCondition,
    PolicyName,
    Result,
    Verdict,
    held_against,
    outcome_of,
    result_of,
)
from yasenn_report.record.measured import NotRun

WORST: Sequence[Result] = ("FAIL", "NOT RUN", "PASS")

UNDECIDED = Verdict(
    outcome="REVIEW",
    rule="",
    reason="",
    policy=PolicyName(title=None, source="default", name=None, sha256=None),
    meanings=Meanings(high="FAIL", medium="REVIEW", low="PASS", not_run="REVIEW"),
    conditions=(),
    waivers=(),
)
"""Stands in a record until it is judged."""


def judge(record: Record, policy: Policy) -> Record:
    """The same record with the verdict that the policy gives, and with each finding's waiver.

    Args:
        record: what was found; what stands in its verdict, and in the waivers of its findings, does not count.
        policy: the conditions and waivers; those expire by the record's own date.
    """
    ids = {partition.label: partition.id for partition in record.partitions}
    waivers = tuple(judge_waiver(one, record, ids) for one in policy.waivers)
    findings = tuple(replace(one, waiver=waiver_of(one, waivers, ids)) for one in record.findings)
    waived = replace(record, findings=findings, verdict=replace(UNDECIDED, waivers=waivers))
    conditions = tuple(judge_condition(condition, waived) for condition in policy.conditions)
    file = policy.file
    verdict = Verdict(
        outcome=outcome_of(conditions, policy.meanings),
        rule=rule_of(policy.meanings),
        reason=reason_of(conditions, policy.meanings),
        policy=PolicyName(
            title=policy.title,
            source=policy.source,
            name=None if file is None else file.name,
            sha256=None if file is None else file.sha256,
        ),
        meanings=policy.meanings,
        conditions=conditions,
        waivers=waivers,
    )
    return replace(waived, verdict=verdict)


def judge_condition(condition: Condition, record: Record) -> PolicyCondition:
    """What comes of a condition; one about every partition comes to what the worst of them comes to."""
    metric = METRICS[condition.metric]

    def held(measured: Amount, partition: str | None = None) -> PolicyCondition:
        return PolicyCondition(
            metric=metric.name,
            words=metric.words,
            kind=metric.kind_for(record.task),
            comparison=condition.comparison,
            threshold=condition.threshold,
            severity=condition.severity,
            by=condition.by,
            measured=measured,
            partition=partition,
            result=result_of(measured, condition.comparison, condition.threshold, condition.by),
        )

    if metric.read is not None:
        return held(metric.read(record))
    of_partition = metric.of_partition
    everywhere = [held(of_partition(one), one.label) for one in record.partitions if of_partition is not None]
    return min(everywhere, key=badness)


def badness(condition: PolicyCondition) -> tuple[int, float]:
    """Sorts what came of a condition, the worst first."""
    measured = condition.measured
    number = 0.0 if isinstance(measured, NotRun) else held_against(measured, condition.comparison, condition.by)
    return WORST.index(condition.result), number if condition.comparison == ">=" else -number


def judge_waiver(waiver: Waiver, record: Record, ids: dict[str, str]) -> decision.Waiver:
    """A waiver as the record tells it."""
    used = any(is_about(waiver, finding, ids) for finding in record.findings)
    return decision.Waiver(
        finding=waiver.finding,
        partition=waiver.partition,
        owner=waiver.owner,
        reason=waiver.reason,
        expires=waiver.expires,
        state=state_of(waiver.expires, record.created.date(), used=used),
    )


def state_of(expires: date, today: date, *, used: bool) -> Literal["in force", "expired", "unused"]:
    """Whether a waiver counts on a day; it does through the day on which it expires."""
    if not used:
        return "unused"
    return "in force" if today <= expires else "expired"


def is_about(waiver: Waiver | decision.Waiver, finding: Finding, ids: dict[str, str]) -> bool:
    """Whether a waiver is about a finding: of its code, and of its partition where it names one."""
    if waiver.finding != finding.code:
        return False
    if waiver.partition is None:
        return True
    label = finding.partition
    return label is not None and waiver.partition in (label, ids.get(label))


def waiver_of(finding: Finding, waivers: Sequence[decision.Waiver], ids: dict[str, str]) -> int | None:
    """The first waiver in force that is about a finding, else the first that is about it at all."""
    about = [place for place, waiver in enumerate(waivers) if is_about(waiver, finding, ids)]
    in_force = [place for place in about if waivers[place].state == "in force"]
    return next(iter([*in_force, *about]), None)
