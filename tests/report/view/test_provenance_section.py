"""The section on provenance: files, layers, how to make the report again, what the PDF carries."""

from dataclasses import replace

from pages import page_of
from records import binary, nothing_run, regression

from yasenn_report.record import Record
from yasenn_report.record.rows import FlaggedRows
from yasenn_report.report.view.provenance import LayerRow, make_provenance


def attached(record: Record) -> dict[str, str]:
    return {fact.name: fact.value for fact in make_provenance(record).attached}


def with_flagged(total: int, listed: int) -> Record:
    record = binary()
    assert isinstance(record.flagged_rows, FlaggedRows)
    rows = record.flagged_rows.rows[:listed]
    return replace(record, flagged_rows=FlaggedRows(total=total, disagreeing=min(total, 22), rows=rows))


def test_files_are_counted_in_words_and_all_have_their_hash() -> None:
    found = make_provenance(regression())
    assert found.number_of_files == "seven"
    assert [fact.value for fact in found.files if fact.code] == [file.sha256 for file in regression().inputs]


def test_layers_stand_in_their_order_with_what_is_part_of_codes() -> None:
    assert make_provenance(binary()).layers == (
        LayerRow(name="hidden layer 1", operations="Linear(5, 12), ReLU", units="12"),
        LayerRow(name="hidden layer 2", operations="Linear(12, 8), ReLU", units="8"),
        LayerRow(name="output layer", operations="Linear(8, 1)", units="not part of a code"),
    )
    assert make_provenance(binary()).notes == binary().network.notes
    silent = replace(binary(), network=replace(binary().network, notes=()))
    assert "Notes on the model file" in page_of(binary())
    assert "Notes on the model file" not in page_of(silent)


def test_what_repeats_the_report_can_be_typed_in() -> None:
    record = binary()
    found = {fact.name: fact for fact in make_provenance(record).repeat}
    assert found["Command"].value == record.command
    assert found["Command"].code
    assert found["Made"].value == "24 November 2026, 00:00:00 UTC"
    assert found["Versions"].value == "python 3.11.9, yasenn-report 0.1.0, torch 2.13.0"
    words = found["Options in effect"].words
    assert {"--contrast P1:P2", "--leaves searched", "--tolerance 0.05"} <= {*words}
    assert not any("(" in word or "classes" in word for word in words)
    pairs = replace(record, options=replace(record.options, contrasts=("P1:P2", "P1:P3"), classes=("no", "yes")))
    (options,) = (fact for fact in make_provenance(pairs).repeat if fact.name == "Options in effect")
    assert {"--classes no,yes", "--contrast P1:P2", "--contrast P1:P3"} <= {*options.words}


def test_what_the_pdf_carries_is_said() -> None:
    assert attached(binary()) == {
        "audit.json": "the record of the audit: every number of this report, and more",
        "flagged_rows.csv": "100 evaluation rows of 100 in partitions that are low fidelity or inconclusive, of which "
        "22 disagree",
    }
    assert attached(with_flagged(2_500, 60))["flagged_rows.csv"] == (
        "60 evaluation rows of 2,500 in partitions that are low fidelity or inconclusive, of which 22 disagree; those "
        "with the largest distillation errors, 2,440 others are left out"
    )
    assert attached(with_flagged(0, 0))["flagged_rows.csv"].startswith("an empty table: no evaluation row lies in a")
    assert attached(nothing_run())["flagged_rows.csv"] == (
        "not attached: single rows were left out: --no-rows was given"
    )
