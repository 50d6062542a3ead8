"""Probabilities that do not come true as often as they say, on counts written by hand."""

from dataclasses import replace

import pytest
from fidelities import fidelity

from yasenn_report.findings.calibration import NO_ROWS, badly_calibrated
from yasenn_report.findings.finding import Finding
from yasenn_report.yasenn.bounds import NotRun, rate
from yasenn_report.yasenn.fidelity import Calibration, Fidelity
from yasenn_report.yasenn.measure.calibration import simultaneous
from yasenn_report.yasenn.samples import part_of, sample_of

TWO, THREE = ("no", "yes"), ("a", "b", "c")
NO_LABELS = NotRun(reason="no --target was given")


def calibration(said: float, came_true: int, rows: int, family: int = 4) -> Calibration:
    return Calibration(
        said=said,
        came_true=rate("share that came true", came_true, rows, confidence=0.95),
        bounds=simultaneous(part_of(came_true), sample_of(rows), family),
    )


def with_calibration(*found: Calibration | NotRun) -> Fidelity:
    measured = fidelity(*((0, 200) for _ in found))
    partitions = zip(measured.partitions, found, strict=True)
    return replace(measured, partitions=tuple(replace(part, calibration=one) for part, one in partitions))


def find(*found: Calibration | NotRun, names: tuple[str, ...] = TWO) -> list[Finding]:
    result = badly_calibrated(with_calibration(*found), ("P1", "P2", "P3")[: len(found)], names)
    assert not isinstance(result, NotRun)
    return result


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_probabilities_that_are_too_high_are_told_with_what_came_true() -> None:
    (finding,) = find(calibration(0.85, 142, 200), calibration(0.5, 100, 200))
    assert (finding.code, finding.severity, finding.partition, finding.rows) == ("YR031", "medium", 0, 200)
    assert finding.title == "Probabilities in P1 are too high"
    assert plain(finding.sentence) == (
        "In P1 the network gives class yes a probability of 85.0 % on average, and 71.0 % of 200 rows are of that "
        "class. By a strict count, the probability is too high by at least 3.1 percentage points. Do not read the "
        "network's probabilities of such cases as how often it will be so."
    )
    assert (finding.value, finding.threshold) == (0.71, 0.85)
    assert finding.low is not None
    assert finding.high is not None
    assert finding.low < 0.71 < finding.high < 0.85


def test_probabilities_that_are_too_low_are_found_too() -> None:
    (finding,) = find(calibration(0.4, 142, 200))
    assert (finding.title, finding.severity) == ("Probabilities in P1 are too low", "high")
    assert "the probability is too low by at least" in finding.sentence


def test_of_more_classes_it_is_the_decided_one() -> None:
    (finding,) = find(calibration(0.99, 120, 200), names=THREE)
    assert finding.severity == "high"
    assert plain(finding.sentence).startswith(
        "In P1 the network gives the class that it decides a probability of 99.0 % on average, and that class is right "
        "on 60.0 % of 200 rows."
    )


@pytest.mark.parametrize(("said", "came_true"), [(0.85, 170), (0.85, 160), (0.1, 12), (1.0, 200), (0.0, 0)])
def test_clean_twins_are_silent(said: float, came_true: int) -> None:
    assert find(calibration(said, came_true, 200)) == []


def test_the_nearest_bound_decides_the_severity() -> None:
    bound = calibration(0.9, 100, 200).bounds
    assert not isinstance(bound, NotRun)
    for off, severity in ((0.099, "medium"), (0.101, "high")):
        (finding,) = find(calibration(bound.high + off, 100, 200))
        assert finding.severity == severity


def test_where_nothing_was_looked_at_there_is_the_reason() -> None:
    few = NotRun(reason="shares are compared from 20 evaluation rows on; here are 12")
    assert badly_calibrated(with_calibration(NO_LABELS, NO_LABELS), ("P1", "P2"), TWO) == NO_LABELS
    assert badly_calibrated(with_calibration(few, NO_LABELS), ("P1", "P2"), TWO) == NotRun(reason=NO_ROWS)
    assert len(find(calibration(0.99, 120, 200), few)) == 1
