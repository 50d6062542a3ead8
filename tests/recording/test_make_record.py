"""From real audits to records: all that was found, sound, and nothing of single rows where that is asked."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from examples import Example
from jsonschema import Draft202012Validator
from recordings import recorded

from yasenn_report.audit import Audit
from yasenn_report.errors import YasennReportError
from yasenn_report.expectation import Expectation
from yasenn_report.findings.catalogue import BY_CODE
from yasenn_report.findings.finding import Finding
from yasenn_report.findings.look import CheckResult
from yasenn_report.inputs.context import Context
from yasenn_report.inputs.dictionary import ColumnWords, Dictionary, Meaning
from yasenn_report.inputs.records import read_record
from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.record import SCHEMA_VERSION
from yasenn_report.record.document import Presentation
from yasenn_report.record.schema import schema
from yasenn_report.record.text import write_record
from yasenn_report.recording import make_record
from yasenn_report.report.document_options import DocumentOptions
from yasenn_report.report.provenance import Setting, trace
from yasenn_report.yasenn.activations import capture
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.describe import NoDescription

pytestmark = pytest.mark.slow

AUDITS = ["xor_audit", "digits_audit", "diabetes_audit", "foreign_audit"]
WITHOUT_ROWS = {"status": "not_run", "reason": "single rows of the table were left out, as --no-rows asks"}


@pytest.fixture(params=AUDITS)
def audit(request: pytest.FixtureRequest) -> Audit:
    found: Audit = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("rows", [True, False])
def test_a_record_is_written_and_read_again_the_same(audit: Audit, rows: bool, tmp_path: Path) -> None:
    """Reading checks the sense of all of it; and it is valid against the published schema."""
    document = DocumentOptions(context=Context(release="R1"), rows=rows, detail="full")
    record = make_record(audit, trace("yasenn-report"), document)
    text = write_record(record)
    (tmp_path / "audit.json").write_text(text, encoding="utf-8")
    assert read_record(tmp_path / "audit.json") == record
    assert write_record(record) == text
    assert record.presentation == Presentation(rows=rows, detail="full")
    assert {field: said for field, said in record.context.items() if said is not None} == {"release": "R1"}
    content = json.loads(text)
    assert content["schema_version"] == SCHEMA_VERSION
    Draft202012Validator(schema()).validate(content)


def test_paths_of_the_flow_carry_all_fit_rows_into_their_partitions(audit: Audit) -> None:
    record = recorded(audit)
    arrived = {partition["label"]: 0 for partition in record["partitions"]}
    for path in record["flow"]["paths"]:
        arrived[path["partition"]] += path["fit_rows"]
    assert arrived == {partition["label"]: partition["fit_rows"] for partition in record["partitions"]}
    assert [stage["layer"] for stage in record["flow"]["stages"]] == [
        audit.network.hidden_layers[layer].name for layer in audit.distillation.layers
    ]


def test_flagged_rows_are_those_of_partitions_that_may_not_be_relied_on(audit: Audit) -> None:
    record = recorded(audit)
    flagged = {one["label"] for one in record["partitions"] if one["status"] != "within_tolerance"}
    rows = record["flagged_rows"]
    expected = sum(one["evaluation_rows"] for one in record["partitions"] if one["label"] in flagged)
    assert rows["total"] == len(rows["rows"]) == expected
    assert {row["partition"] for row in rows["rows"]} <= flagged
    assert [row["row"] for row in rows["rows"]] == sorted(row["row"] for row in rows["rows"])
    assert rows["disagreeing"] == sum(row["disagrees"] for row in rows["rows"])
    evaluated = {int(audit.holdout.places[row]) + 1 for row in audit.split.evaluation}
    assert {row["row"] for row in rows["rows"]} <= evaluated
    if audit.holdout.weights is None:
        missed = sum(
            one["disagreement"]["value"] * one["evaluation_rows"]
            for one in record["partitions"]
            if one["label"] in flagged and one["evaluation_rows"]
        )
        assert rows["disagreeing"] == pytest.approx(missed)


def test_some_audit_has_flagged_rows(digits_audit: Audit, diabetes_audit: Audit) -> None:
    """What is checked of them is checked of some."""
    assert recorded(digits_audit)["flagged_rows"]["total"] + recorded(diabetes_audit)["flagged_rows"]["total"] > 50


def test_typical_rows_are_those_of_the_file_with_ids_and_outputs(foreign_audit: Audit) -> None:
    audit = foreign_audit
    activations = capture(audit.network, audit.holdout.features)
    member, outputs = audit.book.assign(activations), audit.task.outputs(activations.outputs)
    for index, partition in enumerate(recorded(audit)["partitions"]):
        assert partition["typical_rows"]
        for typical in partition["typical_rows"]:
            place = int(np.flatnonzero(audit.holdout.places == typical["row"] - 1)[0])
            assert place in audit.split.fit
            assert member[place] == index
            assert typical["ids"] == {"row": f"r{typical['row'] - 1}"}
            assert typical["values"] == audit.holdout.readable.values[place].tolist()
            assert typical["outputs"] == pytest.approx(outputs[place].tolist(), abs=1e-5)


def test_columns_say_how_far_the_audited_rows_reach(foreign_audit: Audit) -> None:
    columns = recorded(foreign_audit)["explanation"]["columns"]
    values = foreign_audit.holdout.readable.values
    assert [column["lowest"] for column in columns] == values.min(axis=0).tolist()
    assert [column["highest"] for column in columns] == values.max(axis=0).tolist()


def test_pairs_part_as_often_as_they_match_and_are_told_apart_by_both_sides(digits_audit: Audit) -> None:
    contrasts = recorded(digits_audit)["contrasts"]
    assert contrasts["different_pairs"] >= contrasts["running_together"] >= len(contrasts["pairs"]) == 3
    for pair in contrasts["pairs"]:
        parting, told = pair["parting"], pair["told"]
        rows = parting["at_once"] + sum(layer["fit_rows"] for layer in parting["by_layer"])
        assert rows == parting["matched_fit_rows"]
        assert [layer["layer"] for layer in parting["by_layer"]] == ["hidden layer 2", "hidden layer 1"]
        mean = (told["first"]["value"] + told["second"]["value"]) / 2
        assert told["balanced_accuracy"]["value"] == pytest.approx(mean)


def test_a_pair_that_is_not_told_apart_says_so_with_its_reason(xor_audit: Audit) -> None:
    reason = "only 2 fit rows"
    pair = replace(xor_audit.contrasts.pairs[0], model=None, missing=NoDescription(reason=reason))
    changed = replace(
        xor_audit,
        contrasts=replace(xor_audit.contrasts, pairs=(pair,)),
        fidelity=replace(xor_audit.fidelity, contrasts=(NotRun(reason=reason),)),
    )
    (found,) = recorded(changed)["contrasts"]["pairs"]
    assert found["model"] == found["told"] == {"status": "not_run", "reason": reason}
    assert found["not_told_apart"] == reason


def test_every_rival_has_its_kind_and_layer(xor_audit: Audit) -> None:
    fidelity = recorded(xor_audit)["fidelity"]
    named = {(rival["kind"], rival["layer"]): rival["fidelity"] for rival in fidelity["rivals"]}
    assert len(named) == len(xor_audit.fidelity.rivals)
    other = "forward" if fidelity["order"] == "backward" else "backward"
    for index, layer in enumerate(("hidden layer 1", "hidden layer 2")):
        names = {"probe": f"linear probe of layer {index}", "other order": f"{other} codes up to layer {index}"}
        for kind, name in names.items():
            estimate = xor_audit.fidelity.rivals[name].fidelity
            assert isinstance(estimate, Estimate)
            assert named[kind, layer]["value"] == estimate.value


def test_stability_stands_with_its_partition(xor: Example) -> None:
    audit = xor.audit(refits=2, leaves=3, trees=1)
    record = recorded(audit)
    assert record["stability"].keys() == {"refits", "index", "lowest", "highest", "with_report"}
    assert not isinstance(audit.fidelity.stability, NotRun)
    assert [one["stability"] for one in record["partitions"]] == list(audit.fidelity.stability.partitions)
    without = replace(audit, fidelity=replace(audit.fidelity, stability=NotRun(reason="not asked for")))
    assert recorded(without)["partitions"][0]["stability"] == {"status": "not_run", "reason": "not asked for"}


def test_options_stand_with_their_values_and_sources(xor_audit: Audit) -> None:
    settings = (
        Setting(option="features", value=["a", "b"], source="config file"),
        Setting(option="seed", value=3, source="default"),
        Setting(option="focus", value=None, source="command line"),
    )
    record = make_record(xor_audit, trace("yasenn-report", settings=settings))
    assert json.loads(write_record(record))["configuration"] == {
        "features": {"value": ["a", "b"], "source": "config file"},
        "seed": {"value": 3, "source": "default"},
        "focus": {"value": None, "source": "command line"},
    }


def test_files_of_settings_and_words_are_among_the_inputs(xor_audit: Audit) -> None:
    config, words = small_file("a.toml"), small_file("b.csv")
    document = DocumentOptions(dictionary=Dictionary(file=words, columns=()))
    record = make_record(xor_audit, trace("yasenn-report", config=config), document)
    assert [file.role for file in record.inputs] == ["model", "data", "configuration", "dictionary"]
    assert [(file.name, file.sha256, file.bytes) for file in record.inputs[2:]] == [
        (file.name, file.sha256, file.size) for file in (config, words)
    ]


def small_file(name: str) -> SmallFile:
    return SmallFile(name=name, folder=Path(), data=name.encode(), error=YasennReportError)


def dictionary(*columns: ColumnWords) -> Dictionary:
    """What is said of some columns, by a file."""
    return Dictionary(file=small_file("words.toml"), columns=columns)


def outcomes(words: dict[str, str]) -> ColumnWords:
    """Words for the classes, by their labels."""
    meanings = tuple(Meaning(value=label, meaning=meaning) for label, meaning in words.items())
    return ColumnWords(column="outcome", meanings=meanings)


def test_a_dictionary_gives_columns_their_words_and_classes_their_names(xor_audit: Audit) -> None:
    east = ColumnWords(column="east", label="way to the east", unit="km", note="By air.", factor=2.0, offset=-1.0)
    record = recorded(xor_audit, dictionary=dictionary(east, outcomes({"0": "stay", "1": "go"})))
    column = record["explanation"]["columns"][0]
    assert (column["column"], column["label"], column["unit"]) == ("east", "way to the east", "km")
    assert (column["note"], column["factor"], column["offset"]) == ("By air.", 2.0, -1.0)
    assert record["explanation"]["columns"][1]["label"] is None
    assert record["task"]["class_names"] == ["stay", "go"]
    assert record["task"]["class_labels"] == ["0", "1"]
    assert {partition["decision"] for partition in record["partitions"]} == {"stay", "go"}


def test_classes_that_would_share_a_name_keep_their_labels(xor_audit: Audit) -> None:
    same = recorded(xor_audit, dictionary=dictionary(outcomes({"0": "go", "1": "go"})))
    assert same["task"]["class_names"] == ["0", "1"]
    taken = recorded(xor_audit, dictionary=dictionary(outcomes({"0": "1"})))
    assert taken["task"]["class_names"] == ["0", "1"]


def test_without_a_target_no_label_is_known(xor: Example) -> None:
    record = recorded(xor.audit(None, ["east", "north", "n1", "n2", "n3", "n4"], output_kind="logits"))
    assert (record["task"]["class_names"], record["task"]["class_labels"]) == (["0", "1"], [])


def test_without_rows_no_row_is_named(foreign_audit: Audit) -> None:
    """Neither ids, nor row numbers in places of their own, nor in sentences."""
    found = Expectation(columns=("p",), meaning="decisions", rows=9, differing=2, largest=1.0, first_row=4)
    named = Finding(
        code="YR023",
        title="t",
        severity="high",
        sentence="It is in row 77.",
        without_rows="It is there.",
        partition=None,
        rows=1,
        share=0.1,
        value=None,
        low=None,
        high=None,
        threshold=None,
    )
    looked = CheckResult(check=BY_CODE[named.code], found=(named, replace(named, without_rows=None, sentence="s")))
    audit = replace(foreign_audit, expectation=found, checks=(looked,))
    shown, hidden = recorded(audit), recorded(audit, rows=False)
    assert shown["table"]["expectation"]["first_row"] == 4
    assert shown["table"]["expectation"]["sentence"].endswith(", by up to 1, first in row 5")
    assert hidden["table"]["expectation"]["first_row"] is None
    assert hidden["table"]["expectation"]["sentence"].endswith(", by up to 1")
    assert [finding["sentence"] for finding in shown["findings"]] == ["It is in row 77.", "s"]
    assert [finding["sentence"] for finding in hidden["findings"]] == ["It is there.", "s"]
    assert hidden["flagged_rows"] == WITHOUT_ROWS
    assert all(partition["typical_rows"] == WITHOUT_ROWS for partition in hidden["partitions"])
    ids = [f'"{entry}"' for entry in foreign_audit.holdout.id_entries[:, 0].tolist()]
    text = json.dumps(hidden)
    assert any(entry in json.dumps(shown) for entry in ids)
    assert not any(entry in text for entry in ids)
