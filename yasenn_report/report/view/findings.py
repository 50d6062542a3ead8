"""The register of findings: what was found, by which rule it is grave, what it broke, where the evidence stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from yasenn_report.numbers import Rounding, number, percent, plural, points, rounded
from yasenn_report.record import Record
from yasenn_report.record.decision import Finding, Subject
from yasenn_report.report.sections import section
from yasenn_report.report.view.chosen import anchor_of
from yasenn_report.report.view.lists import Top, more_sentence, most_of
from yasenn_report.report.view.policy import waiver_of

FINDINGS_SHOWN = 30
"""Lines."""
MANY = 3
"""Findings of one kind in more partitions than this share a line, unless full detail was asked for."""

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
    "YR016": "data",
    "YR017": "fidelity",
    "YR020": "data",
    "YR021": "data",
    "YR022": "provenance",
    "YR023": "data",
    "YR024": "data",
    "YR025": "data",
    "YR026": "data",
    "YR030": "partitions",
    "YR031": "partitions",
    "YR032": "partitions",
    "YR033": "errors",
    "YR034": "errors",
    "YR035": "fidelity",
    "YR036": "sheets",
    "YR037": "method",
    "YR040": "groups",
    "YR041": "groups",
    "YR042": "groups",
}
"""Section by code; findings that a later version adds are looked up in the section on data."""

SHARES = frozenset(
    {
        *("YR001", "YR002", "YR004", "YR006", "YR023", "YR024", "YR025", "YR026"),
        *("YR030", "YR031", "YR032", "YR033", "YR034", "YR036"),
    }
)
"""Codes whose value and threshold are shares of rows."""

GAPS = frozenset({"YR016", "YR040", "YR041", "YR042"})
"""Codes whose value is a difference of shares; their evidence is no partition's alone."""


ABOUT: Mapping[Subject, str] = {
    "network": "about the network",
    "report": "about this report",
    "data": "about the data",
}
COMPARED_WITH = dict.fromkeys(("YR030", "YR032", "YR033", "YR034"), "compared with {} elsewhere") | {
    "YR004": "compared with {} of a constant answer",
    "YR031": "compared with a mean probability of {}",
}
"""By code: what the value was held against, where that is no threshold that somebody set."""


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
    """Its label, where the finding is about one; how many partitions, where it is about several; else empty."""
    severity: str
    about: str
    """What it is about, in words."""
    rule: str
    """What gives it its severity."""
    title: str
    sentence: str
    extent: str
    """How many evaluation rows it concerns."""
    measured: str
    """What was measured, in which interval, against what; empty where no one number says it."""
    evidence: Link
    waiver: str
    """Whose waiver is about it, and whether it counts; empty where none is."""


def make_findings(record: Record) -> Top[FindingRow]:
    """The findings as lines, gravest first."""
    lines = lines_of(record)
    shown = lines[: most_of(record, FINDINGS_SHOWN)]
    left = len(record.findings) - sum(map(len, shown))
    return Top(shown=tuple(row_of(record, line) for line in shown), more=more_sentence(left, "finding"))


def lines_of(record: Record) -> list[Sequence[Finding]]:
    """The findings of each line: one, or where there are many of one kind all of them, in place of the gravest."""
    kinds: dict[tuple[str, str, int | None], list[Finding]] = {}
    for finding in record.findings:
        kinds.setdefault(kind_of(finding), []).append(finding)
    lines: list[Sequence[Finding]] = []
    for finding in record.findings:
        alike = kinds[kind_of(finding)]
        if record.presentation.detail == "full" or not share_a_line(alike):
            lines.append([finding])
        elif finding is alike[0]:
            lines.append(alike)
    return lines


def together_sentence(record: Record) -> str:
    """That some findings share a line; empty where none do."""
    if all(len(line) == 1 for line in lines_of(record)):
        return ""
    return f"Findings of one kind in more than {MANY} partitions share a line; with --detail full each has its own."


def strict_sentence(record: Record) -> str:
    """How gaps are counted, where a finding compares shares; else empty."""
    if all(finding.code not in {*GAPS, *COMPARED_WITH} for finding in record.findings):
        return ""
    return (
        "Many shares are compared, and some would differ by chance alone. So gaps are given by a strict count, which "
        "finds none in at least 99 of 100 audits without any. It is usually smaller than the distance between the "
        "printed intervals of two shares, which hold one by one."
    )


def kind_of(finding: Finding) -> tuple[str, str, int | None]:
    """What findings on one line have in common."""
    return finding.code, finding.severity, finding.waiver


def share_a_line(alike: Sequence[Finding]) -> bool:
    """Whether there are many, each about another partition."""
    labels = {finding.partition for finding in alike}
    return len(alike) > MANY and None not in labels and len(labels) == len(alike)


def row_of(record: Record, line: Sequence[Finding]) -> FindingRow:
    """One line."""
    first, *others = line
    row = finding_row(record, first)
    if not others:
        return row
    rows, share = sum(finding.rows for finding in line), sum(finding.share for finding in line)
    likewise = "; ".join(f"{finding.partition} {numbers_of(finding)}" for finding in others)
    place = section(EVIDENCE.get(first.code, "data"))
    return replace(
        row,
        partition=plural(len(line), "partition"),
        title=f"{name_of(record, first)} ({', '.join(str(finding.partition) for finding in line)})",
        sentence=f"{first.sentence} Likewise: {likewise}.",
        extent=f"{plural(rows, 'row')}, {percent(min(share, 1.0))}",
        measured="",
        evidence=Link(anchor=place.anchor, name=place.name),
    )


def name_of(record: Record, finding: Finding) -> str:
    """What findings of this code are called."""
    return next((check.name for check in record.checks if check.code == finding.code), finding.title)


def finding_row(record: Record, finding: Finding) -> FindingRow:
    """One line about one finding."""
    return FindingRow(
        code=finding.code,
        partition=finding.partition or "",
        severity=finding.severity,
        about=ABOUT[finding.about],
        rule=finding.rule,
        title=finding.title,
        sentence=finding.sentence,
        extent=f"{plural(finding.rows, 'row')}, {percent(finding.share)}",
        measured=measured_words(finding),
        evidence=evidence(record, finding),
        waiver=waiver_of(record, finding),
    )


def measured_words(finding: Finding) -> str:
    """What was measured, its interval where it has one, and what it was held against."""
    if finding.value is None:
        return ""
    if finding.code in GAPS:
        return gap_words(finding.value, finding.low, finding.high)
    if finding.threshold is None:
        return said(finding, finding.value) + interval(finding)
    against = COMPARED_WITH.get(finding.code, "against the threshold {}").format(said(finding, finding.threshold))
    return f"{said(finding, finding.value)}{interval(finding)} {against}"


def gap_words(value: float, low: float | None, high: float | None) -> str:
    """A difference of shares, whichever of the two is larger."""
    if low is None or high is None:
        return f"a gap of {points(abs(value))}"
    least, most = (low, high) if value >= 0 else (-high, -low)
    bounds = f"{rounded(least * 100, 1, 'down'):.1f} to {rounded(most * 100, 1, 'up'):.1f}"
    return f"a gap of {points(abs(value))} (by a strict count {bounds})"


def numbers_of(finding: Finding) -> str:
    """The same of one finding among others, with its rows."""
    rows = plural(finding.rows, "row")
    if finding.value is None:
        return f"({rows})"
    return f"{said(finding, finding.value)}{interval(finding)} of {rows}"


def interval(finding: Finding) -> str:
    """The bounds in brackets, with a space before them; empty where there are none."""
    if finding.low is None or finding.high is None:
        return ""
    return f" ({said(finding, finding.low, 'down')} to {said(finding, finding.high, 'up')})"


def said(finding: Finding, value: float, rounding: Rounding = "nearest") -> str:
    """A number as the findings of this code print theirs."""
    return (percent if finding.code in SHARES else number)(value, rounding)


def evidence(record: Record, finding: Finding) -> Link:
    """The sheet of the partition concerned, where it has one; else a section."""
    own = finding.partition is None or finding.code in GAPS
    anchor = "" if own or finding.partition is None else anchor_of(record, finding.partition)
    if anchor and finding.partition is not None:
        return Link(anchor=anchor, name=f"Sheet of {finding.partition}")
    place = section(EVIDENCE.get(finding.code, "data"))
    return Link(anchor=place.anchor, name=place.name)
