"""Drift against the fit data, on shares of rows written by hand."""

from dataclasses import replace

import pytest
from fidelities import NONE, fidelity

from yasenn_report.findings.drift import drifted
from yasenn_report.findings.finding import Finding
from yasenn_report.numbers import PERCENT
from yasenn_report.yasenn.fidelity import Drift
from yasenn_report.yasenn.gaps import Gap, gap
from yasenn_report.yasenn.samples import part_of, sample_of

LABELS = ["P1", "P2"]


def shares(here: int, elsewhere: int, rows: int = 1000) -> Gap:
    """So many of 1,000 evaluation rows, and of as many rows of the fit data."""
    return gap(
        "share of rows",
        (part_of(here), sample_of(rows)),
        (part_of(elsewhere), sample_of(rows)),
        confidence=0.95,
        family=3,
        of="share",
    )


def drift(here: int, elsewhere: int, new: tuple[int, int] = (5, 4)) -> Drift:
    """Of the first of two partitions, and of new codes."""
    return Drift(
        fit_rows=1000,
        partitions=(shares(here, elsewhere), shares(1000 - here, 1000 - elsewhere)),
        new_codes=shares(*new),
    )


def find(found: Drift, sizes: tuple[int, int] = (600, 400)) -> list[Finding]:
    return drifted(fidelity(*((0, rows) for rows in sizes)), found, LABELS, "train.csv")


def test_shares_that_differ_by_chance_are_no_finding() -> None:
    assert find(drift(600, 570)) == []
    assert find(drift(600, 570, new=(2, 40))) == []  # fewer new codes than expected


def test_a_large_shift_is_high() -> None:
    (found,) = find(drift(250, 600), (250, 750))
    assert (found.code, found.severity, found.partition, found.threshold) == ("YR016", "high", None, 0.0)
    assert found.value == pytest.approx(0.35)
    assert found.low is not None
    assert found.high is not None
    assert 0.25 < found.low < 0.35 < found.high < 0.45
    assert found.rows == 250  # of the share that the sentence speaks of
    assert found.sentence == (
        f"25.0{PERCENT} of the evaluation rows are in P1, and 60.0{PERCENT} of the 1,000 rows of train.csv. By a "
        f"strict count, the difference is at least {int(found.low * 1000) / 10} percentage points. 1 more share "
        "differs likewise. Either these rows are of another kind than those of train.csv, or the network was fitted "
        "too closely to the latter: both look alike here. What was found good on the one need not be on the other."
    )


def test_a_share_that_has_shrunk_is_a_shift_too() -> None:
    found = replace(drift(250, 600), partitions=(shares(250, 600), shares(600, 600)))
    (one,) = find(found)
    assert one.sentence.startswith(f"25.0{PERCENT} of the evaluation rows are in P1, and 60.0{PERCENT} of the 1,000 ")
    assert one.value == pytest.approx(0.35)
    assert "likewise" not in one.sentence


def test_a_small_shift_is_medium() -> None:
    (found,) = find(drift(500, 600))
    assert found.severity == "medium"
    assert found.low is not None
    assert 0 < found.low < 0.1


def test_new_codes_are_a_shift() -> None:
    (found,) = find(drift(600, 600, new=(80, 5)))
    assert (found.severity, found.rows) == ("medium", 80)
    assert found.sentence.startswith(
        f"8.0{PERCENT} of the evaluation rows take a way through the network that no row of train.csv takes; "
        f"0.5{PERCENT} would be expected of further rows of that kind. By a strict count, the difference is at least "
    )


def test_what_was_not_measured_is_no_finding() -> None:
    nothing = Gap(here=NONE, elsewhere=NONE, difference=NONE)
    assert find(Drift(fit_rows=0, partitions=(nothing, nothing), new_codes=nothing)) == []
