"""The part on drift, from records by hand."""

from dataclasses import replace

import records

from yasenn_report.numbers import PERCENT
from yasenn_report.record.drift import Drift
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view.drift import PARTITIONS_SHOWN, make_drift

MINUS = "\N{MINUS SIGN}"


def test_partitions_that_differ_most_come_first_behind_new_ways() -> None:
    found = make_drift(records.regression())
    assert [(row.name, row.evaluation, row.fit_data, row.difference, row.strong) for row in found.rows] == [
        ("A way that no fit data takes", f"0.5{PERCENT}", f"0.2{PERCENT}", "+0.3", False),
        ("P2", f"30.0{PERCENT}", f"12.0{PERCENT}", "+18.0", True),
        ("P3", f"20.0{PERCENT}", f"36.0{PERCENT}", f"{MINUS}16.0", True),
        ("P1", f"50.0{PERCENT}", f"52.0{PERCENT}", f"{MINUS}2.0", False),
    ]
    assert found.rows[2].bounds == f"{MINUS}28.0 to {MINUS}4.0"
    assert found.sentence.startswith(
        "2 partitions have another share of the evaluation rows than of the fit data, beyond chance. The fit data "
        "(1,000 rows), to which no partition was fitted, was run through the network as well. "
    )


def changed(**shares: object) -> Drift:
    """The drift by hand with other shares of new ways."""
    return replace(records.DRIFT, new_codes=replace(records.DRIFT.new_codes, **shares))


def test_fewer_new_ways_than_expected_are_no_drift() -> None:
    for here, elsewhere, strong in [(0.5, 0.1, True), (0.1, 0.5, False)]:
        drift = replace(records.DRIFT, new_codes=records.drifting(here, elsewhere, 0.1))
        found = make_drift(replace(records.regression(), drift=drift))
        assert found.rows[0].strong is strong


def test_without_shifts_the_sentence_says_so() -> None:
    same = tuple(replace(one, shares=records.drifting(0.3, 0.3, 0.1)) for one in records.DRIFT.partitions)
    found = make_drift(replace(records.regression(), drift=replace(records.DRIFT, partitions=same)))
    assert found.sentence.startswith("No partition has another share of the evaluation rows than of the fit data, ")
    assert found.rows[1].difference == "0.0"


def test_what_was_not_measured_has_its_reason() -> None:
    none = NotRun(reason="groups are not known")
    drift = changed(fit_data=none, difference=none)
    row = make_drift(replace(records.regression(), drift=drift)).rows[0]
    assert (row.fit_data, row.difference, row.bounds, row.strong) == ("not run", "not run", none.reason, False)


def test_long_lists_are_cut_in_a_summary() -> None:
    record = records.regression()
    many = replace(records.DRIFT, partitions=records.DRIFT.partitions * 3)
    found = make_drift(replace(record, drift=many))
    assert len(found.rows) == 1 + PARTITIONS_SHOWN
    assert found.more == "5 more partitions can be read in audit.json, which is attached to the PDF."
    full = replace(record, drift=many, presentation=replace(record.presentation, detail="full"))
    assert len(make_drift(full).rows) == 10


def test_without_fit_data_there_is_one_sentence() -> None:
    found = make_drift(records.binary())
    assert (found.rows, found.more) == ((), "")
    assert found.sentence == (
        "Whether these rows are like those that fitted the network: not run, no --fit-data was given."
    )
