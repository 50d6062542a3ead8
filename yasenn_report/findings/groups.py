"""Findings on groups of sensitive columns: gaps that were counted. What they mean is for people to judge."""

from collections.abc import Mapping, Sequence

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, Severity, about
from yasenn_report.findings.group_sentences import Words, told
from yasenn_report.findings.phrases import LARGE
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.group_rates import FEWEST_COMPARED, KINDS, GapKind, GroupGap, MeasuredGroup
from yasenn_report.yasenn.measure.mistaken import NO_LABELS

CODES: Mapping[GapKind, str] = {"share": "YR040", "errors": "YR041", "distillation": "YR042"}
TITLES: Mapping[GapKind, str] = {
    "share": "Partitions hold groups of {column} in unequal shares",
    "errors": "Error rates differ between groups of {column}",
    "distillation": "The partitions follow the network less well for a group of {column}",
}
ENDS: Mapping[GapKind, str] = {
    "share": "Groups that differ in the columns that the network looks at are led to other partitions; whether they "
    "should be is for people to judge.",
    "errors": "Have someone who answers for equal treatment decide on this before release. Different label rates, "
    "missing columns or the network itself can make such a gap; this report cannot tell which.",
    "distillation": "What this report says of the network holds less well for that group there: look at the network's "
    "own output for such rows.",
}
ONE_GROUP = NotRun(reason="every column of --sensitive holds one group only")
ONE_PARTITION = NotRun(reason="there is one partition only, so no shares to compare")
TOO_FEW = NotRun(
    reason=f"no comparison has {FEWEST_COMPARED} evaluation rows and rates that may be shown on both sides"
)


def find_shares(seen: Evidence) -> list[Finding] | NotRun:
    """YR040: a group's share in one partition against that in the others."""
    one = len(seen.labels) == 1
    return ONE_PARTITION if one and given(seen) else group_gaps("share", seen.fidelity, words_of(seen))


def find_errors(seen: Evidence) -> list[Finding] | NotRun:
    """YR041: the network is wrong more often for a group than for the other rows of the same place."""
    unlabelled = seen.holdout.target is None
    return NO_LABELS if unlabelled and given(seen) else group_gaps("errors", seen.fidelity, words_of(seen))


def find_distillation(seen: Evidence) -> list[Finding] | NotRun:
    """YR042: the partitions disagree with the network more often for a group."""
    return group_gaps("distillation", seen.fidelity, words_of(seen))


def given(seen: Evidence) -> bool:
    """Whether there are sensitive columns."""
    return bool(seen.explanation.groupings)


def words_of(seen: Evidence) -> Words:
    """What an audit's sentences need."""
    return Words(
        task=seen.rows.task,
        groupings=seen.explanation.groupings,
        labels=seen.labels,
        error_limit=seen.options.error_limit,
    )


def group_gaps(kind: GapKind, fidelity: Fidelity, words: Words) -> list[Finding] | NotRun:
    """One finding for each column that has gaps of a kind: the widest, by its nearest bound."""
    groups = fidelity.groups
    if isinstance(groups, NotRun):
        return groups
    if all(len(grouping.groups) == 1 for grouping in words.groupings):
        return ONE_GROUP
    if groups.compared[kind].compared == 0:
        return TOO_FEW
    found = []
    for column in range(len(groups.columns)):
        gaps = [gap for gap in groups.gaps if gap.column == column and gap.metric in KINDS[kind]]
        if gaps:
            group = groups.columns[column][gaps[0].group]
            found.append(group_finding(kind, fidelity, group, gaps, words))
    return found


def group_finding(
    kind: GapKind, fidelity: Fidelity, group: MeasuredGroup, gaps: Sequence[GroupGap], words: Words
) -> Finding:
    """The finding on one column; the first gap is the widest, and its group is the one that is given.

    It is about no single partition, though the widest gap may be in one: a waiver for one must not cover the others.
    """
    widest = gaps[0]
    there = group.everywhere if widest.partition is None else group.partitions[widest.partition]
    return about(
        fidelity,
        code=CODES[kind],
        severity=severity(kind, widest),
        title=TITLES[kind].format(column=printable(words.groupings[widest.column].column)),
        sentence=f"{told(gaps, words)} {ENDS[kind]}",
        rows=there.evaluation_rows,
        value=widest.gap.difference if isinstance(widest.gap.difference, Estimate) else None,
        threshold=0.0,
    )


def severity(kind: GapKind, widest: GroupGap) -> Severity:
    """By the printed rule."""
    if kind == "share":
        return "low"
    return "high" if widest.least >= LARGE else "medium"
