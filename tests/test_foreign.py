"""A whole audit of a region, described in the columns of another file, split by groups."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from examples import Example
from recordings import recorded

from yasenn_report.audit import Audit
from yasenn_report.errors import AuditError
from yasenn_report.recording import make_record
from yasenn_report.report.figures import draw_figures
from yasenn_report.report.provenance import trace
from yasenn_report.report.render import render_html
from yasenn_report.report.view import ReportView, build_view
from yasenn_report.yasenn.bounds import Estimate

pytestmark = pytest.mark.slow

INPUTS = ["east", "north", "n1", "n2", "n3", "n4"]


def view_of(audit: Audit) -> ReportView:
    record = make_record(audit, trace("yasenn-report"))
    return build_view(record, draw_figures(record), record_sha256="0" * 64)


def table_in_focus(foreign: Example) -> pd.DataFrame:
    table = pd.read_csv(foreign.data)
    return table[(table["branch"] == "Bern") & ((table["north"] * 100).round(1) > -80)]


def test_only_the_region_is_audited(foreign: Example, foreign_audit: Audit) -> None:
    inside = table_in_focus(foreign)
    assert 1000 < len(inside) < 2400
    split = foreign_audit.split
    assert len(split.fit) + len(split.evaluation) == len(inside)
    assert foreign_audit.holdout.places.tolist() == inside.index.tolist()
    assert foreign_audit.holdout.features.tolist() == inside[INPUTS].to_numpy().tolist()


def test_no_person_fits_and_measures(foreign: Example, foreign_audit: Audit) -> None:
    persons = table_in_focus(foreign)["person"].to_numpy()
    fit, evaluation = (set(persons[rows]) for rows in (foreign_audit.split.fit, foreign_audit.split.evaluation))
    assert fit
    assert evaluation
    assert not fit & evaluation


def test_descriptions_speak_in_the_columns_of_the_other_file(foreign_audit: Audit) -> None:
    assert foreign_audit.holdout.readable.names == ("side is east", "side is west", "northing")
    view = view_of(foreign_audit)
    said = [row.words for row in view.map_leaves]
    said += [line for sheet in view.sheets if sheet.words for line in sheet.words.lines]
    said += [row.column for sheet in view.sheets for row in sheet.profile]
    said += [region.words for region in (*view.low_fidelity, *view.inconclusive)]
    joined = "\n".join(said)
    assert "side is " in joined
    assert "northing > " in joined
    assert "0.5" not in [word.strip(",.") for word in joined.split()]
    assert "higher side" not in joined
    for name in INPUTS:
        assert not re.search(rf"(?<!is )(?<!is not )\b{name}\b", joined)


def test_in_readable_columns_the_map_follows_the_network(foreign_audit: Audit) -> None:
    described = foreign_audit.fidelity.described
    assert isinstance(described, Estimate)
    assert described.value > 0.9


def test_the_record_names_file_columns_region_and_roles(foreign: Example, foreign_audit: Audit) -> None:
    record = recorded(foreign_audit)
    table = record["table"]
    assert table["focus"] == {
        "expression": 'branch == "Bern" and northing > -80',
        "rows": len(table_in_focus(foreign)),
        "rows_in_file": 3000,
    }
    explanation = record["explanation"]
    assert (explanation["given"], explanation["left_out"]) == ("file", [{"column": "remark", "entries": 3001}])
    assert [(column["column"], column["entry"]) for column in explanation["columns"]] == [
        ("side", "east"),
        ("side", "west"),
        ("northing", None),
    ]
    data, explained = record["inputs"][1:]
    assert data["rows"] == table["rows_in_file"] == 3000
    assert table["group"] == {"column": "person", "groups": foreign_audit.holdout.group_count}
    assert table["weights"] == "weight"
    assert table["unused_columns"] == []
    assert (explained["role"], explained["name"], explained["rows"], explained["matched_by"]) == (
        "explanation",
        "readable.csv",
        3002,
        ["row"],
    )
    conditions = [condition for leaf in record["map"]["rules"] for condition in leaf["rule"]["conditions"]]
    assert {(condition["column"], condition["entry"]) for condition in conditions} <= {
        ("side", "east"),
        ("side", "west"),
        ("northing", None),
    }


def test_the_page_says_what_was_audited(foreign_audit: Audit) -> None:
    page = render_html(view_of(foreign_audit))
    holdout = foreign_audit.holdout
    for words in (
        f"the {holdout.rows:,} of 3,000 rows for which this holds: branch == &#34;Bern&#34; and northing &gt; -80.",
        "With these three files, this command and these versions",
        holdout.readable.sha256,
        "3,002, matched by the ids in row with the 3,000 of the data file",
        "remark (3,001 different entries of text)",
        f"person, {holdout.group_count} groups; each fitted or measured as a whole",
        "The rows in focus, whole groups at a time, were split at random",
        "described in the columns of the explanation file",
        "go by whether the statement holds",
    ):
        assert words in " ".join(page.replace('<span class="nowrap">', "").split()), words


def test_without_a_word_nothing_is_confined(xor_audit: Audit) -> None:
    record = recorded(xor_audit)
    assert record["table"]["focus"] == {"status": "not_run", "reason": "no --focus was given"}
    assert [column["column"] for column in record["explanation"]["columns"]] == record["table"]["features"]
    view = view_of(xor_audit)
    assert (view.cover.region, view.provenance.number_of_files) == ("", "two")
    assert [file.role for file in view.files] == ["Model", "Data"]


def test_the_inputs_named_as_explanation_columns_change_nothing(xor: Example, xor_audit: Audit) -> None:
    """The same columns by another way: every number is the same."""
    named, plain = recorded(xor.audit(reading={"explain_columns": INPUTS})), recorded(xor_audit)
    assert named["explanation"].pop("given") == "columns"
    assert plain["explanation"].pop("given") == "inputs"
    assert named == plain


def test_classes_are_those_of_the_whole_file(xor: Example, tmp_path: Path) -> None:
    """Where the region holds one label only, the network still decides between the two of the file."""
    table = pd.read_csv(xor.data)
    table["outcome"] = np.where(table["outcome"] == 1, "same", "other")
    table.to_csv(tmp_path / "data.csv", index=False)
    (tmp_path / "model.pt").write_bytes(xor.model.read_bytes())
    audit = Example.at(tmp_path).audit(
        reading={"focus": "east > 0.5 and north > 0.5 and outcome == 'other'"}, output_kind="logits"
    )
    assert audit.task.class_names == ("other", "same")
    assert set(audit.holdout.target.labels.tolist() if audit.holdout.target else []) == {"other"}


def test_columns_that_say_nothing_give_a_report_that_says_so(xor: Example, tmp_path: Path) -> None:
    """One constant column of text: nothing to split by, so no partition is describable, and a page all the same."""
    pd.read_csv(xor.data).assign(country="CH").to_csv(tmp_path / "data.csv", index=False)
    (tmp_path / "model.pt").write_bytes(xor.model.read_bytes())
    audit = Example.at(tmp_path).audit(reading={"explain_columns": ["country"]})
    assert audit.holdout.readable.names == ("country is CH",)
    assert all(audit.not_describable)
    page = render_html(view_of(audit))
    assert page.count("is not describable in these columns") == 2 * len(
        audit.partitioning.partitions
    )  # and on the first page


def test_the_smallest_region_can_be_audited(xor: Example, tmp_path: Path) -> None:
    pd.read_csv(xor.data).assign(part=lambda table: table.index < 40).to_csv(tmp_path / "data.csv", index=False)
    (tmp_path / "model.pt").write_bytes(xor.model.read_bytes())
    audit = Example.at(tmp_path).audit(features=INPUTS, reading={"focus": "part == true"})
    assert (len(audit.split.fit), len(audit.split.evaluation)) == (20, 20)


def test_errors_about_rows_name_the_row_of_the_file(xor: Example, tmp_path: Path) -> None:
    table = pd.read_csv(xor.data)
    table["part"] = table.index >= 1000
    table.loc[2500, "n1"] = 3e38
    table.loc[500, "n1"] = 3e38
    table.to_csv(tmp_path / "data.csv", index=False)
    (tmp_path / "model.pt").write_bytes(xor.model.read_bytes())
    with pytest.raises(AuditError) as caught:
        Example.at(tmp_path).audit(features=INPUTS, reading={"focus": "part == true"})
    assert str(caught.value).startswith("model.pt: in row 2501 the network computes a value that is no number")
