"""The section on contrasts says what it shows, and why it shows nothing."""

from dataclasses import replace

import pytest
from records import CONTRASTS, binary, regression

from yasenn_report.audit import Audit
from yasenn_report.record import Record
from yasenn_report.record.contrasts import Contrasts
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.recording import make_record
from yasenn_report.report.provenance import trace
from yasenn_report.report.view.contrasts import (
    contrasts_rule,
    contrasts_sentence,
    make_contrast_sheets,
    parting_sentence,
)

NOTHING = Contrasts(pairs=(), different_pairs=0, running_together=0)
PAIR, ASKED = CONTRASTS.pairs


def with_contrasts(record: Record, contrasts: Contrasts) -> Record:
    return replace(record, contrasts=contrasts)


def test_the_leading_pair_is_named() -> None:
    record = binary()
    assert contrasts_sentence(record).startswith(
        "Of all pairs with different answers, codes of rows of P1 and P3 share beginnings most often ("
    )
    assert "with different decisions: 2, of which 1 with rows that run together; at most 3 are shown" in contrasts_rule(
        record
    )
    assert contrasts_rule(record).endswith("in the order of distillation: hidden layer 1, then hidden layer 2.")


def test_an_empty_section_says_why() -> None:
    assert contrasts_sentence(with_contrasts(binary(), NOTHING)) == (
        "There is no pair to show by itself: all partitions lead to the same decision."
    )
    assert contrasts_sentence(with_contrasts(regression(), NOTHING)) == (
        "There is no pair to show by itself: the values of no two partitions are further apart than the error limit."
    )
    apart = replace(NOTHING, different_pairs=4, pairs=(ASKED,))
    assert contrasts_sentence(with_contrasts(binary(), apart)) == (
        "There is no pair to show by itself: no two partitions with different answers share even the first leaf index "
        "of a code, since the first tree of hidden layer 1 tells all of them apart; what follows was asked for."
    )


def test_one_partition_has_no_other() -> None:
    record = with_contrasts(binary(), NOTHING)
    alone = replace(record, partitions=record.partitions[:1])
    assert contrasts_sentence(alone) == "There is one partition only, and nothing to hold it against."


def test_where_two_part_is_said_in_words() -> None:
    assert parting_sentence(ASKED.parting) == (
        "The two never run together: all matched fit rows (100 of each) part at once, by the first leaf index of the "
        "code, which is of hidden layer 1."
    )
    assert parting_sentence(PAIR.parting) == (
        "Of the matched fit rows (50 of each), 38 run together at first; most of these part at hidden layer 2 (30), by "
        "leaf index 2 of the code more often than by any other of that layer."
    )


def test_a_pair_that_is_not_told_apart_says_so_with_its_reason() -> None:
    reason = NotRun(reason="only 2 fit rows")
    pair = replace(ASKED, model=reason, not_told_apart=reason.reason, told=reason)
    (sheet,) = make_contrast_sheets(with_contrasts(binary(), replace(CONTRASTS, pairs=(pair,))))
    assert (sheet.warning, sheet.opening, sheet.lines, sheet.told) == ("only 2 fit rows", "", (), "")
    assert sheet.asked == "This pair was asked for."


def test_models_are_said_in_words() -> None:
    rules, weights = make_contrast_sheets(binary())
    assert rules.opening == "Among rows of the two, this rule holds for P3 rather than for P1:"
    assert rules.lines == ("age_z > -0.45 (45 fit rows, 80.0\N{NO-BREAK SPACE}% of them in P3)",)
    assert (rules.first_anchor, rules.second_anchor) == ("sheet-P1", "sheet-P3")
    assert rules.told.replace("\N{NO-BREAK SPACE}", " ") == (
        "On evaluation rows this tells rightly 92.0 % of those of P1 (84.8 % to 96.5 %) and 80.0 % of those of P3 "
        "(64.4 % to 90.9 %); the mean of the two, the balanced accuracy, is 0.860 (0.790 to 0.930)."
    )
    assert weights.told == (
        "How well this tells evaluation rows of the two apart was not measured: too few evaluation rows fall into the "
        "two."
    )
    assert weights.opening.startswith(
        "Among rows of the two, a weighted sum of 4 columns (logistic regression) says P2"
    )
    assert weights.lines[:2] == ("sex is Male (1.25)", "higher age_z (0.700)")


@pytest.mark.slow
def test_where_pairs_of_an_audit_part_and_how_well_they_are_told_apart_adds_up(digits_audit: Audit) -> None:
    record = make_record(digits_audit, trace("yasenn-report")).contrasts
    assert record.different_pairs >= record.running_together >= len(record.pairs) == 3
    for pair in record.pairs:
        parting = pair.parting
        rows = parting.at_once + sum(layer.fit_rows for layer in parting.by_layer)
        assert rows == parting.matched_fit_rows == parting.together + parting.at_once
        assert [layer.layer for layer in parting.by_layer] == ["hidden layer 2", "hidden layer 1"]
        assert not isinstance(pair.told, NotRun)
        first, second, both = pair.told.first, pair.told.second, pair.told.balanced_accuracy
        assert isinstance(first, Estimate)
        assert isinstance(second, Estimate)
        assert isinstance(both, Estimate)
        assert both.value == pytest.approx((first.value + second.value) / 2)
