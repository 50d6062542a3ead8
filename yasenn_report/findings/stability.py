"""Findings on partitions that a repetition of the audit on resampled rows would not find again."""

from collections.abc import Sequence

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.numbers import number, plural
from yasenn_report.preflight.alert import listed
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.stability import Stability

POOR = 0.65
"""Adjusted Rand index below which the agreement of two partitionings is poor (Steinley, Psychological Methods 9,
2004)."""
DISSOLVED = 0.5
"""Mean Jaccard index below which a partition is not found again (Hennig, Computational Statistics & Data Analysis 52,
2007)."""


def find_unstable(seen: Evidence) -> list[Finding] | NotRun:
    """YR037."""
    found = seen.fidelity.stability
    return found if isinstance(found, NotRun) else unstable(seen.fidelity, found, seen.labels)


def unstable(fidelity: Fidelity, found: Stability, labels: Sequence[str]) -> list[Finding]:
    """YR037: partitions that differ between repetitions, all together or single ones of them."""
    lost = [place for place, index in enumerate(found.partitions) if index is not None and index < DISSOLVED]
    if found.index < POOR:
        return [poor(fidelity, found, labels, lost)]
    return [dissolved(fidelity, found, labels, lost)] if lost else []


def poor(fidelity: Fidelity, found: Stability, labels: Sequence[str], lost: Sequence[int]) -> Finding:
    """The partitions as a whole differ."""
    hardest = f" On average, less than half is found again of {names(found, labels, lost)}." if lost else ""
    return about(
        fidelity,
        code="YR037",
        severity="medium",
        title="Repetitions find other partitions",
        sentence=(
            f"The search was run again {plural(found.refits, 'time')} on resampled fit rows. The partitions that it "
            f"found agree with each other to {number(found.index)}, where 1 is the same partitions, 0 is what chance "
            f"gives, and below {POOR:g} is poor.{hardest} Where one partition ends and the next begins depends "
            "on which rows were drawn: do not build on these borders."
        ),
        value=found.index,
        threshold=POOR,
    )


def dissolved(fidelity: Fidelity, found: Stability, labels: Sequence[str], lost: Sequence[int]) -> Finding:
    """The partitions as a whole are found again, but some are not."""
    alone = len(lost) == 1
    return about(
        fidelity,
        lost[0] if alone else None,
        code="YR037",
        severity="low",
        title=f"{labels[lost[0]]} is not found again" if alone else "Some partitions are not found again",
        sentence=(
            f"The search was run again {plural(found.refits, 'time')} on resampled fit rows, and did not find "
            f"{names(found, labels, lost)} again: of the rows in such a partition or in the one most like "
            "it, less than half are in both, on average. Another draw of rows may put these rows elsewhere."
        ),
        rows=sum(fidelity.partitions[place].evaluation_rows for place in lost),
        value=min(index for index in found.partitions if index is not None),
        threshold=DISSOLVED,
    )


def names(found: Stability, labels: Sequence[str], lost: Sequence[int]) -> str:
    """The partitions that are not found again, with the share of rows that is: ``P3 (0.41), P5 (0.3)``."""
    return listed([f"{labels[place]} ({number(found.partitions[place] or 0.0)})" for place in lost])
