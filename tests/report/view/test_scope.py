"""The section on scope: what somebody said of the release, what nobody did, and who set the thresholds."""

from dataclasses import replace

import pytest
from pages import page_of
from records import binary, nothing_run, regression

from yasenn_report.inputs.context import FIELDS, TITLES
from yasenn_report.record import Record
from yasenn_report.record.document import Setting, Source
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.scope import make_scope

P = "\N{NO-BREAK SPACE}%"


def facts(found: tuple[Fact, ...]) -> dict[str, str]:
    return {fact.name: fact.value for fact in found}


def test_every_line_is_there_whether_anybody_gave_it_or_not() -> None:
    found = make_scope(binary())
    assert {field for field, _ in TITLES} == {*FIELDS}
    given = {row.title: row.text for row in found.context}
    assert given == {"Model": "Screening model", "Version of the model": "2.1"}
    assert found.not_provided.split("; ") == [title for _, title in TITLES if title not in given]


def test_what_nobody_gave_is_counted_and_the_way_to_give_it_named() -> None:
    assert make_scope(binary()).missing == (
        "13 of 15 lines were not provided. Whoever makes the report writes them under [context] in the file of "
        "--config."
    )
    whole = replace(binary(), context=dict.fromkeys(FIELDS, "said"))
    assert (make_scope(whole).missing, make_scope(whole).not_provided) == ("", "")
    assert [row.title for row in make_scope(whole).context] == [title for _, title in TITLES]


def test_what_is_missing_is_marked_on_the_page() -> None:
    titles = "; ".join(title for _, title in TITLES)
    assert f'<th scope="row" class="missing">NOT PROVIDED</th><td>{titles}</td>' in page_of(nothing_run())
    assert 'class="missing"' not in page_of(replace(binary(), context=dict.fromkeys(FIELDS, "said")))


def test_what_the_network_decides_and_for_which_rows() -> None:
    found = facts(make_scope(binary()).network)
    assert found == {
        "Task": "it decides between no and yes; yes from a probability of 0.5 on",
        "Meaning of its outputs": "logits, because the last layer is Linear and column 'outcome' holds 2 classes "
        "(inferred: for the owner to confirm)",
        "Order of the classes": "no, yes (labels in sorted order)",
        "Inputs per row": "5",
        "Trained weights and biases": "211",
        "Rows in scope": "all 500 rows of the table",
    }
    values = facts(make_scope(regression()).network)
    assert "Order of the classes" not in values
    assert values["Rows in scope"] == "the 500 rows for which this holds: branch == 'Bern'"


def with_sources(record: Record, source: Source) -> Record:
    options = ("tolerance", "confidence", "min-description-quality", "error-limit")
    return replace(record, configuration={option: Setting(value=0, source=source) for option in options})


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("default", " (the tool's default)"),
        ("config file", " (set in the config file)"),
        ("command line", " (set in the command line)"),
    ],
)
def test_thresholds_stand_with_who_set_them(source: Source, words: str) -> None:
    assert facts(make_scope(with_sources(regression(), source)).thresholds) == {
        "Tolerated rate of disagreement in a partition": f"5{P}{words}",
        "Confidence of intervals, and of all statuses together": f"95{P}{words}",
        "Quality that a description must reach: how far its F1 lies between naming every row and 1": f"60.0{P}{words}",
        "A row disagrees if it is off by more than": f"0.5 standard deviations of the output{words}",
    }


def test_thresholds_without_a_command_line_have_no_source() -> None:
    found = facts(make_scope(nothing_run()).thresholds)
    assert found["Tolerated rate of disagreement in a partition"] == f"5{P}"
    assert "A row disagrees if it is off by more than" not in found
