"""Findings on rows that are not as those that fitted the network were, by the way they take through it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, Severity, about
from yasenn_report.findings.phrases import LARGE
from yasenn_report.numbers import count, percent, plural, points
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Drift, Fidelity
from yasenn_report.yasenn.gaps import Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A share that differs between the evaluation rows and those that fitted the network."""

    sentence: str
    rows: int
    """Evaluation rows in the share."""
    size: Estimate
    """The difference, without its sign."""


def find_drift(seen: Evidence) -> list[Finding] | NotRun:
    """YR016."""
    found = seen.fidelity.drift
    if isinstance(found, NotRun) or seen.fit_data is None:
        return found if isinstance(found, NotRun) else NotRun(reason="no --fit-data was given")
    return drifted(seen.fidelity, found, seen.labels, seen.fit_data.name)


def drifted(fidelity: Fidelity, found: Drift, labels: Sequence[str], fit_name: str) -> list[Finding]:
    """YR016: one finding, on the share that has certainly shifted furthest.

    Args:
        fidelity: of the audit.
        found: how the evaluation rows fall into partitions and codes.
        labels: of the partitions.
        fit_name: the file of the fit data, printable.
    """
    shifts = sorted(shifts_of(fidelity, found, labels, fit_name), key=lambda shift: -round(shift.size.low, 9))
    if not shifts:
        return []
    largest, others = shifts[0], len(shifts) - 1
    least = points(largest.size.low, "down")
    severity: Severity = "high" if largest.size.low >= LARGE else "medium"
    more = f" {plural(others, 'more share differs', 'more shares differ')} likewise." if others else ""
    return [
        about(
            fidelity,
            code="YR016",
            severity=severity,
            title="Data that has drifted from the fit data",
            sentence=(
                f"{largest.sentence} By a strict count, the difference is at least {least}.{more} "
                f"Either these rows are of another kind than those of {fit_name}, or the network was fitted too "
                "closely to the latter: both look alike here. What was found good on the one need not be on the other."
            ),
            rows=largest.rows,
            value=largest.size,
            threshold=0.0,
        )
    ]


def shifts_of(fidelity: Fidelity, found: Drift, labels: Sequence[str], fit_name: str) -> list[Shift]:
    """Every share whose difference cannot be chance; of new codes only where there are more than expected."""
    shifts = []
    for label, partition, gap in zip(labels, fidelity.partitions, found.partitions, strict=True):
        shares = shares_of(gap)
        if shares is not None and (shares[2].low > 0 or shares[2].high < 0):
            here, elsewhere, difference = shares
            said = f"{percent(here.value)} of the evaluation rows are in {label}, and {percent(elsewhere.value)} of the"
            sentence = f"{said} {count(found.fit_rows)} rows of {fit_name}."
            shifts.append(Shift(sentence=sentence, rows=partition.evaluation_rows, size=unsigned(difference)))
    shares = shares_of(found.new_codes)
    if shares is not None and shares[2].low > 0:
        here, elsewhere, difference = shares
        sentence = (
            f"{percent(here.value)} of the evaluation rows take a way through the network that no row of {fit_name} "
            f"takes; {percent(elsewhere.value)} would be expected of further rows of that kind."
        )
        shifts.append(Shift(sentence=sentence, rows=round(here.value * fidelity.evaluation_rows), size=difference))
    return shifts


def shares_of(gap: Gap) -> tuple[Estimate, Estimate, Estimate] | None:
    """Both shares and their difference; None where one of them was not measured."""
    here, elsewhere, difference = gap.here, gap.elsewhere, gap.difference
    if isinstance(here, Estimate) and isinstance(elsewhere, Estimate) and isinstance(difference, Estimate):
        return here, elsewhere, difference
    return None


def unsigned(difference: Estimate) -> Estimate:
    """The size of a difference, whose bounds leave 0 out."""
    if difference.low > 0:
        return difference
    return replace(difference, value=-difference.value, low=-difference.high, high=-difference.low)
