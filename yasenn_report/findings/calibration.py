"""Findings on probabilities: in a partition, the network says them higher or lower than what comes true."""

from collections.abc import Sequence

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.findings.phrases import LARGE, points
from yasenn_report.inputs.table_files.wording import printable
from yasenn_report.numbers import percent, plural
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Calibration, Fidelity

NO_ROWS = "no partition has rows enough to compare"


def find_badly_calibrated(seen: Evidence) -> list[Finding] | NotRun:
    """YR031."""
    return badly_calibrated(seen.fidelity, seen.labels, seen.rows.task.class_names)


def badly_calibrated(fidelity: Fidelity, labels: Sequence[str], class_names: Sequence[str]) -> list[Finding] | NotRun:
    """YR031: partitions whose mean probability lies outside the bounds of what came true."""
    found = [partition.calibration for partition in fidelity.partitions]
    missing = [one for one in found if isinstance(one, NotRun)]
    if len(missing) == len(found):
        return missing[0] if len({one.reason for one in missing}) == 1 else NotRun(reason=NO_ROWS)
    return [
        finding(fidelity, index, labels[index], class_names, one, one.bounds)
        for index, one in enumerate(found)
        if isinstance(one, Calibration) and isinstance(one.bounds, Estimate) and beyond(one.said, one.bounds) > 0
    ]


def beyond(said: float, bounds: Estimate) -> float:
    """How far a mean probability is beyond the nearest bound of what came true; 0 between them."""
    return max(said - bounds.high, bounds.low - said, 0.0)


def finding(
    fidelity: Fidelity, index: int, label: str, class_names: Sequence[str], found: Calibration, bounds: Estimate
) -> Finding:
    """One partition."""
    off, rows = beyond(found.said, bounds), plural(bounds.rows, "row")
    too_high = found.said > bounds.high
    said = (
        f"In {label} the network gives class {printable(class_names[1])} a probability of {percent(found.said)} on "
        f"average, and {percent(bounds.value)} of {rows} are of that class."
        if len(class_names) == 2
        else f"In {label} the network gives the class that it decides a probability of {percent(found.said)} on "
        f"average, and that class is right on {percent(bounds.value)} of {rows}."
    )
    return about(
        fidelity,
        index,
        code="YR031",
        severity="high" if off >= LARGE else "medium",
        title=f"Probabilities in {label} are too {'high' if too_high else 'low'}",
        sentence=(
            f"{said} By a strict count, the probability is too {'high' if too_high else 'low'} by {points(off)}. Do "
            "not read the network's probabilities of such cases as how often it will be so."
        ),
        value=bounds,
        threshold=found.said,
    )
