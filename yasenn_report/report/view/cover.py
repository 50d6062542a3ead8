"""The decision page: verdict, key numbers, findings, and what the report is not."""

from dataclasses import dataclass
from typing import get_args

from yasenn_report.numbers import count, percent, plural, setting
from yasenn_report.record import Record
from yasenn_report.record.decision import Outcome, Severity, Subject
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.report.view.findings import ABOUT
from yasenn_report.report.view.limitations import IS_NOT
from yasenn_report.report.view.policy import PolicyPart, make_policy
from yasenn_report.report.view.words import Reading, accuracy_name, accuracy_title, fidelity_name, read

SHAPES: dict[Outcome, str] = {"PASS": "●", "REVIEW": "◆", "FAIL": "▲"}
ROWS_SHOWN = (
    "This report shows single rows of the table: typical rows of partitions, and flagged rows in an attachment. Treat "
    "it as confidentially as the table."
)
NO_ROWS = (
    "This report was made with --no-rows: no single row of the table is in it or its attachments. Counts, means, "
    "bounds of rules and the ends of columns are."
)
GRAVEST_SHOWN = 4
SUBJECTS: tuple[Subject, ...] = ("network", "report", "data")
MEANINGS: dict[Outcome, str] = {
    "PASS": "Nothing that counts for the verdict was missed, and all of it could be computed. What the policy does not "
    "ask for was not weighed: a person judges the network, and whether this is enough.",
    "REVIEW": "Something that the policy requires was missed or could not be computed, and the policy leaves it to a "
    "person to decide whether that is acceptable, or whether more is needed.",
    "FAIL": "Something that the policy insists on was missed or could not be computed. That can lie with the network, "
    "with this report, which could not explain it well enough, or with the data: each finding says which. A person "
    "judges what follows.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNumber:
    """One of the few numbers that the decision rests on."""

    name: str
    reading: Reading
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The decision page."""

    outcome: Outcome
    shape: str
    style: str
    meaning: str
    reason: str
    rule: str
    policy: PolicyPart
    thresholds: str
    region: str
    """Which part of the table the verdict is about; empty where it is about all of it."""
    key_numbers: tuple[KeyNumber, ...]
    gravest: tuple[str, ...]
    """Open findings in a line each: what a person should look at."""
    findings_line: str
    not_provided: str
    """How much nobody said of the release; empty where all was said."""
    rows_line: str
    """Whether single rows of the table are shown."""
    is_not: tuple[str, ...]


def make_cover(record: Record) -> Cover:
    """What a reviewer reads first."""
    verdict, options = record.verdict, record.options
    return Cover(
        outcome=verdict.outcome,
        shape=SHAPES[verdict.outcome],
        style=verdict.outcome.lower(),
        meaning=MEANINGS[verdict.outcome],
        reason=verdict.reason[0].upper() + verdict.reason[1:] + ".",
        rule=verdict.rule + ".",
        policy=make_policy(record),
        thresholds=(
            f"Tolerated rate of disagreement in a partition: {setting(options.tolerance)}. Confidence, for all "
            f"partitions at once, on each side: {setting(options.confidence)}."
        ),
        region=region_of(record),
        key_numbers=key_numbers(record),
        gravest=gravest(record),
        findings_line=findings_line(record),
        not_provided=not_provided(record),
        rows_line=ROWS_SHOWN if record.presentation.rows else NO_ROWS,
        is_not=IS_NOT,
    )


def region_of(record: Record) -> str:
    """What the verdict is confined to by the focus."""
    focus = record.table.focus
    if isinstance(focus, NotRun):
        return ""
    return (
        f"This audit is about a part of the data file only: the {count(focus.rows)} of "
        f"{plural(focus.rows_in_file, 'row')} for which this holds: {focus.expression}. Nothing here is about the "
        "others."
    )


def key_numbers(record: Record) -> tuple[KeyNumber, ...]:
    """Fidelity, coverage, the worst partition, accuracy."""
    task, evaluated = record.task, record.table.evaluation_rows
    within = record.fidelity.status_rows["within_tolerance"]
    relied = Reading(
        value=percent(within.share),
        interval=f"{count(within.rows)} of {count(evaluated)}",
        rows=plural(evaluated, "evaluation row"),
    )
    return (
        KeyNumber(name="Fidelity", reading=read(record.fidelity.primary), note=fidelity_name(task)),
        KeyNumber(name="Rows in partitions within tolerance", reading=relied, note="the same rows decided the status"),
        worst_partition(record),
        KeyNumber(name=accuracy_title(task), reading=read(record.accuracy.network), note=accuracy_name(task)),
    )


def worst_partition(record: Record) -> KeyNumber:
    """The partition with the highest measured rate of disagreement."""
    measured = [(one.disagreement, one.label) for one in record.partitions if isinstance(one.disagreement, Estimate)]
    note = "disagreement with the network, with bounds for all partitions at once"
    if not measured:
        reason = NotRun(reason="no partition's disagreement was measured")
        return KeyNumber(name="Worst partition", reading=read(reason), note=note)
    estimate, label = max(measured, key=lambda pair: pair[0].value)
    return KeyNumber(name=f"Worst partition: {label}", reading=read(estimate), note=note)


def gravest(record: Record) -> tuple[str, ...]:
    """The gravest open findings, a line each, those on the network first; low ones are not among them."""
    found = [finding for finding in record.open_findings if finding.severity != "low"]
    found.sort(key=lambda one: (get_args(Severity).index(one.severity), SUBJECTS.index(one.about)))
    lines = [f"{one.code} {one.title}: {one.severity}, {ABOUT[one.about]}" for one in found[:GRAVEST_SHOWN]]
    more = len(found) - GRAVEST_SHOWN
    return (*lines, *((f"{count(more)} more of high or medium severity",) if more > 0 else ()))


def not_provided(record: Record) -> str:
    """How much is not known of the release, and who set the limits."""
    missing = sum(not said for said in record.context.values())
    if not missing:
        return ""
    return (
        f"{count(missing)} of {plural(len(record.context), 'line')} on the release under review (what it is for, who "
        "answers for it) were not provided: see Scope."
    )


def findings_line(record: Record) -> str:
    """How many findings there are by severity, how many are waived, and how much could not be looked for."""
    severities = [finding.severity for finding in record.findings]
    parts = [f"{severities.count(severity)} {severity}" for severity in get_args(Severity) if severity in severities]
    waived = len(severities) - len(record.open_findings)
    parts += [f"{waived} of them waived"] if waived else []
    found = f"{plural(len(severities), 'finding')}: {', '.join(parts)}." if parts else "No findings."
    left = sum(isinstance(check.findings, NotRun) for check in record.checks)
    return found + (f" {count(left)} of {plural(len(record.checks), 'check')} could not be made." if left else "")
