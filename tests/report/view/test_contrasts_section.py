"""The section on contrasts says what it shows, and why it shows nothing."""

from dataclasses import replace

import pytest
from yasenn_report.report.record import make_record

from yasenn_report.audit import Audit
from yasenn_report.report.provenance import trace
from yasenn_report.report.view.contrasts import (
    contrasts_rule,
    contrasts_sentence,
    make_contrast_sheets,
    model_words,
    parting_sentence,
)
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.contrasts import Contrasts
from yasenn_report.yasenn.describe import NoDescription

pytestmark = pytest.mark.slow

NOTHING = Contrasts(pairs=(), different=0, running_together=0)


def with_contrasts(audit: Audit, contrasts: Contrasts) -> Audit:
    return replace(audit, contrasts=contrasts)


def test_the_leading_pair_is_named(xor_audit: Audit) -> None:
    leading = xor_audit.contrasts.pairs[0]
    assert contrasts_sentence(xor_audit).startswith(
        f"The network leads rows of P{leading.first + 1} and of P{leading.second + 1} along the same beginning"
    )
    found = xor_audit.contrasts
    assert (
        f"with different decisions: {found.different}, of which {found.running_together} with rows that run together; "
        "at most 3 are shown" in contrasts_rule(xor_audit)
    )
    assert contrasts_rule(xor_audit).endswith("in the order of distillation: hidden layer 2, then hidden layer 1.")


def test_an_empty_section_says_why(xor_audit: Audit, diabetes_audit: Audit) -> None:
    assert contrasts_sentence(with_contrasts(xor_audit, NOTHING)) == (
        "There is no pair to show by itself: all partitions lead to the same decision."
    )
    assert contrasts_sentence(with_contrasts(diabetes_audit, NOTHING)) == (
        "There is no pair to show by itself: the values of no two partitions are further apart than the error limit."
    )
    apart = replace(NOTHING, different=4, pairs=xor_audit.contrasts.pairs[:1])
    assert contrasts_sentence(with_contrasts(xor_audit, apart)) == (
        "There is no pair to show by itself: no two partitions with different answers share even the first leaf index "
        "of a code. The first tree of hidden layer 2 tells all of them apart. What follows was asked for."
    )


def test_one_partition_has_no_other(xor: object, xor_audit: Audit) -> None:
    alone = xor.audit(max_partitions=1)  # type: ignore[attr-defined]
    assert alone.contrasts.pairs == alone.fidelity.contrasts == ()
    assert contrasts_sentence(alone) == "There is one partition only, and nothing to hold it against."


def test_where_two_part_is_said_in_words(xor_audit: Audit) -> None:
    parting = replace(xor_audit.contrasts.pairs[0].parting, matched=51, at_once=51, layer=1, place=0)
    assert parting_sentence(xor_audit, parting) == (
        "The two never run together: all matched fit rows (51 of each) part at once, by the first leaf index of the "
        "code, which is of hidden layer 2."
    )
    by_layer = tuple(replace(one, matched=rows) for one, rows in zip(parting.by_layer, (10, 39), strict=True))
    later = replace(parting, at_once=2, by_layer=by_layer, layer=0, place=2)
    assert parting_sentence(xor_audit, later) == (
        "Of the matched fit rows (51 of each), 49 run together at first; most of these part at hidden layer 1 (39), by "
        "leaf index 3 of the code more often than by any other of that layer."
    )


def test_a_pair_that_is_not_told_apart_says_so_with_its_reason(xor_audit: Audit) -> None:
    pair = replace(
        xor_audit.contrasts.pairs[0], model=None, missing=NoDescription(reason="only 2 fit rows"), asked=True
    )
    audit = replace(
        xor_audit,
        contrasts=replace(xor_audit.contrasts, pairs=(pair,)),
        fidelity=replace(xor_audit.fidelity, contrasts=(NotRun(reason="only 2 fit rows"),)),
    )
    (sheet,) = make_contrast_sheets(audit)
    assert (sheet.warning, sheet.opening, sheet.lines, sheet.told) == ("only 2 fit rows", "", (), ())
    assert sheet.asked == "This pair was asked for."
    recorded = make_record(audit, trace("yasenn-report"))["contrasts"]["pairs"][0]
    reason = {"status": "not_run", "reason": "only 2 fit rows"}
    assert recorded["model"] == recorded["balanced_accuracy"] == reason
    assert (recorded["tells_apart"], recorded["not_told_apart_reason"]) == (False, "only 2 fit rows")


def test_models_are_said_in_words(xor_audit: Audit, digits_audit: Audit) -> None:
    for audit in (xor_audit, digits_audit):
        columns = audit.holdout.readable.columns
        for pair in audit.contrasts.pairs:
            opening, lines = model_words(pair.model, columns, "P1", "P2")
            assert opening.startswith("Among rows of the two, ")
            assert "P2 rather than" in opening
            assert 1 <= len(lines) <= 4


def test_the_record_holds_where_pairs_part_and_how_well_they_are_told_apart(digits_audit: Audit) -> None:
    record = make_record(digits_audit, trace("yasenn-report"))["contrasts"]
    assert record["different_pairs"] >= record["running_together"] >= len(record["pairs"]) == 3
    for pair in record["pairs"]:
        parting = pair["parting"]
        rows = parting["at_once"]["fit_rows"] + sum(layer["fit_rows"] for layer in parting["by_layer"])
        assert rows == parting["matched_fit_rows"] == parting["together"] + parting["at_once"]["fit_rows"]
        assert [layer["layer"] for layer in parting["by_layer"]] == ["hidden layer 2", "hidden layer 1"]
        mean = (pair["first_told"]["value"] + pair["second_told"]["value"]) / 2
        assert pair["balanced_accuracy"]["value"] == pytest.approx(mean)
