"""What was looked for: found, not found, or not to be looked for, which is not the same as not found."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.numbers import count, plural, setting
from yasenn_report.record import Record
from yasenn_report.record.decision import Check
from yasenn_report.record.measured import NotRun

ALARMS = "at most 1 in 100 audits"
"""In which all checks that compare shares together report anything, where nothing is amiss: ``yasenn.gaps.COMPARED``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One thing that was looked for."""

    code: str
    name: str
    rule: str
    result: str
    """How often it was found, or ``NOT RUN`` with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGroup:
    """Those with one kind of result; at least one."""

    heading: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """The section, and what stands of it under the findings."""

    sentence: str
    """How many there are of each kind of result, with the codes of those that could not be made."""
    groups: tuple[CheckGroup, ...]
    chance: str
    """How chance is allowed for."""


def make_checks(record: Record) -> Checks:
    """Everything that was looked for, by what came of it: first what could not be."""
    not_run = [check for check in record.checks if isinstance(check.findings, NotRun)]
    found = [check for check in record.checks if isinstance(check.findings, int) and check.findings]
    none = [check for check in record.checks if check.findings == 0]
    kinds = (
        ("NOT RUN: these could not be looked for, and none of them counts as not found", not_run),
        ("Found", found),
        ("Looked for and not found", none),
    )
    return Checks(
        sentence=sentence(len(found), len(none), not_run),
        groups=tuple(
            CheckGroup(heading=f"{heading} ({count(len(checks))})", rows=tuple(map(check_row, checks)))
            for heading, checks in kinds
            if checks
        ),
        chance=chance(record),
    )


def check_row(check: Check) -> CheckRow:
    """One line."""
    result = check.findings
    if isinstance(result, NotRun):
        said = f"NOT RUN: {result.reason}"
    else:
        said = plural(result, "finding") if result else "none"
    return CheckRow(code=check.code, name=check.name, rule=check.rule, result=said)


def sentence(found: int, none: int, not_run: Sequence[Check]) -> str:
    """How many things were looked for, and what came of it."""
    total = found + none + len(not_run)
    said = (
        f"{plural(total, 'thing was', 'things were')} looked for: {count(found)} found, {count(none)} not found, and "
        f"{count(len(not_run)) if not_run else 'none that'} could not be looked for"
    )
    if not not_run:
        return said + "."
    return f"{said}, which is not the same as not found ({', '.join(check.code for check in not_run)})."


def chance(record: Record) -> str:
    """How chance is allowed for, in plain words."""
    compared = [check.code for check in record.checks if check.compares]
    confidence = setting(record.options.confidence)
    others = (
        "facts about files and rows, hold one number against its threshold at the confidence of the audit "
        f"({confidence}), or (YR015, YR020 to YR025) have a rule of their own for chance"
    )
    if not compared:
        return f"Nothing in this list compares shares of rows with each other: the checks are {others}."
    return (
        f"Who makes many comparisons finds something by chance. So those that compare shares of rows with each other "
        f"({', '.join(compared)}) are all held to one strict rule: together they report something that is not so in "
        f"{ALARMS}. That chance is shared out evenly among the kinds of comparison, and inside a kind among all "
        f"its pairs (Bonferroni correction). The other checks are {others}."
    )
