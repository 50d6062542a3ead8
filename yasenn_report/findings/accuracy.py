"""Findings on how often the network is wrong: more in one partition than elsewhere, or along one path to a decision."""

from collections.abc import Sequence

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, Severity, about
from yasenn_report.findings.phrases import LARGE, distance, known, larger, points, shares
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import plural
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.gaps import Gap

FEWEST = "there are not two partitions with rows enough to compare"


def find_weak(seen: Evidence) -> list[Finding] | NotRun:
    """YR030."""
    task = seen.rows.task
    return weak(seen.fidelity, seen.labels, classes=len(task.class_names), error_limit=seen.options.error_limit)


def find_uneven_paths(seen: Evidence) -> list[Finding] | NotRun:
    """YR032."""
    task = seen.rows.task
    decided = task.decisions(seen.partitioning.values).tolist() if task.classes else []
    return uneven_paths(seen.fidelity, seen.labels, decided, task.class_names)


def weak(fidelity: Fidelity, labels: Sequence[str], *, classes: int, error_limit: float) -> list[Finding] | NotRun:
    """YR030: partitions in which the network is wrong more often than in all others together.

    Args:
        fidelity: what was measured.
        labels: of the partitions.
        classes: how many there are; 0 for values.
        error_limit: for values, standard deviations beyond which a row counts as wrong.
    """
    found = [partition.mistakes for partition in fidelity.partitions]
    missing = nothing_compared(found)
    if missing is not None:
        return missing
    wrong = "wrong" if classes else f"off the label by more than {error_limit:g} standard deviations of the output"
    findings = []
    for index, gap in enumerate(found):
        if not larger(gap):
            continue
        guessing = classes > 0 and 1 - known(gap.here).high <= 1 / classes
        sentence = (
            f"In {labels[index]} the network is {wrong} {shares(gap, elsewhere='in the other partitions')}. "
            f"{distance(gap)} "
        )
        if guessing:
            sentence += f"On these rows nothing shows that it does better than guessing between {classes} classes. "
        findings.append(
            about(
                fidelity,
                index,
                code="YR030",
                severity=severity(gap, guessing=guessing),
                title=f"The network is weak in {labels[index]}",
                sentence=sentence
                + "Have such cases checked by a person, or do not use the network for them: -o rows.csv lists "
                "which rows these are.",
                value=known(gap.here),
                threshold=known(gap.elsewhere).value,
            )
        )
    return findings


def severity(gap: Gap, *, guessing: bool = False) -> Severity:
    """High where the gap is large for certain, or where nothing shows that the network does better than guessing."""
    return "high" if guessing or known(gap.difference).low >= LARGE else "medium"


def nothing_compared(found: Sequence[Gap | NotRun]) -> NotRun | None:
    """Why no partition was compared; None where one was."""
    missing = [one for one in found if isinstance(one, NotRun)]
    if len(missing) < len(found):
        return None
    return missing[0] if len({one.reason for one in missing}) == 1 else NotRun(reason=FEWEST)


def uneven_paths(
    fidelity: Fidelity, labels: Sequence[str], decided: Sequence[int], class_names: Sequence[str]
) -> list[Finding] | NotRun:
    """YR032: classes that the network decides along several paths, along one of which it is more often wrong.

    Args:
        fidelity: what was measured.
        labels: of the partitions.
        decided: the class that the value of each partition decides; empty for values.
        class_names: of the classes.
    """
    found = [partition.same_decision for partition in fidelity.partitions]
    missing = nothing_compared(found)
    if missing is not None:
        return missing
    findings = []
    for index, name in enumerate(class_names):
        along = [place for place, one in enumerate(decided) if one == index]
        worse = {place: gap for place in along if larger(gap := found[place])}
        if worse:
            findings.append(uneven_path(fidelity, labels, along, worse, printable(name)))
    return findings


def uneven_path(
    fidelity: Fidelity, labels: Sequence[str], along: Sequence[int], worse: dict[int, Gap], name: str
) -> Finding:
    """One class, with the partitions along which its decision is wrong more often; the worst of them first."""
    order = sorted(worse, key=lambda place: -known(worse[place].difference).low)
    gaps = [known(worse[place].difference).low for place in order]
    told = [
        f"in {labels[place]} it is wrong {shares(worse[place], elsewhere='in the others')} (by a strict count, a gap "
        f"of {points(gap)})"
        for place, gap in zip(order, gaps, strict=True)
    ]
    first = worse[order[0]]
    return about(
        fidelity,
        order[0] if len(order) == 1 else None,
        code="YR032",
        severity=severity(first),
        title=f"The decision for class {name} is less often right along one path than along others",
        sentence=(
            f"The network decides class {name} in {plural(len(along), 'partition')}, that is along different paths "
            f"through its layers, and is not equally often right in all of them: {'; '.join(told)}. Who sees only the "
            "decision cannot tell which it is: ask for the partition before you rely on it."
        ),
        rows=sum(known(gap.here).rows for gap in worse.values()),
        value=known(first.here),
        threshold=known(first.elsewhere).value,
    )
