"""What the command line says about the document: date, detail, rows, dictionary, context."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from yasenn_report.cli import main
from yasenn_report.cli.audit import audit
from yasenn_report.cli.document import take_document_options
from yasenn_report.cli.parsing import date_words, parse_date
from yasenn_report.cli.recorded import recorded_command
from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.config_file import read_config
from yasenn_report.inputs.context import Context
from yasenn_report.record import SCHEMA_VERSION
from yasenn_report.report.document_options import DocumentOptions
from yasenn_report.report.provenance import creation_time, libraries_dated

Run = Callable[..., tuple[int, str, str]]

NOTHING: dict[str, Any] = {"dictionary": None, "image_shape": None, "no_rows": False, "detail": "summary"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def parsed(text: str) -> datetime | None:
    return parse_date(click.Context(audit), audit.params[0], text)


@pytest.mark.parametrize(
    ("text", "moment", "words"),
    [
        ("2026-11-24", (2026, 11, 24), "2026-11-24"),
        ("2026-11-24T16:30", (2026, 11, 24, 16, 30), "2026-11-24T16:30:00Z"),
        ("2026-11-24 16:30:05", (2026, 11, 24, 16, 30, 5), "2026-11-24T16:30:05Z"),
        ("2026-11-24T16:30:00Z", (2026, 11, 24, 16, 30), "2026-11-24T16:30:00Z"),
        ("2026-11-24T00:30:00+01:00", (2026, 11, 23, 23, 30), "2026-11-23T23:30:00Z"),
        ("2026-11-24T01:00:00+01:00", (2026, 11, 24), "2026-11-24"),
        ("1970-01-01", (1970, 1, 1), "1970-01-01"),
        ("9999-12-31T23:59:59", (9999, 12, 31, 23, 59, 59), "9999-12-31T23:59:59Z"),
    ],
)
def test_a_date_is_read_in_utc_and_can_be_typed_again(text: str, moment: tuple[int, ...], words: str) -> None:
    found = parsed(text)
    assert found == datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type,misc]  # a tuple of six at most
    assert date_words(found) == words
    assert parsed(words) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2026-11",
        "24.11.2026",
        "20261124",
        "2026-W48-2",
        "2026-02-30",
        "2026-11-24T25:00",
        "2026-11-24T16:30:00.5",
        "2026-11-24T16:30:00+1",
        "2026-11-24\n",
        "\u0662\u0660\u0662\u0666-11-24",
        "9999-12-31T23:59:59-01:00",
        "0001-01-01T00:00:00+01:00",
    ],
)
def test_what_is_no_date_is_wrong_usage(text: str, run: Run) -> None:
    code, out, err = run("model.pt", "data.csv", "-o", "a.html", "--date", text)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == (
        f"Error: Invalid value for '--date': {text!r} is no date; expected is a date as 2026-11-24, or with a time as "
        "2026-11-24T16:30:00+01:00; without a zone it is UTC"
    )


def test_a_date_before_1970_is_wrong_usage(run: Run) -> None:
    code, _, err = run("model.pt", "data.csv", "-o", "a.html", "--date", "1969-12-31T23:59:59")
    assert code == 2
    assert "'1969-12-31T23:59:59' is before 1970; expected is a date as 2026-11-24" in err


def test_the_date_goes_before_the_environment_which_goes_before_now(monkeypatch: pytest.MonkeyPatch) -> None:
    date = datetime(2026, 11, 24, tzinfo=UTC)
    for epoch in ("1700000000", "nonsense"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert creation_time(date) == date
    with pytest.raises(YasennReportError, match=r"^SOURCE_DATE_EPOCH is 'nonsense'; it must be a time"):
        creation_time()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert creation_time() == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((creation_time() - datetime.now(UTC)).total_seconds()) < 60


@pytest.mark.parametrize("before", [None, "5", "nonsense"])
def test_libraries_are_told_the_date_and_the_environment_is_left_as_it_was(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if before is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", before)
    with libraries_dated(datetime(1970, 1, 2, tzinfo=UTC)):
        assert os.environ["SOURCE_DATE_EPOCH"] == "86400"
    assert os.environ.get("SOURCE_DATE_EPOCH") == before
    with suppress(ZeroDivisionError), libraries_dated(datetime(1970, 1, 2, tzinfo=UTC)):
        raise ZeroDivisionError
    assert os.environ.get("SOURCE_DATE_EPOCH") == before


def test_the_options_of_the_document_are_recorded_as_they_are_typed() -> None:
    options = ["--no-rows", "--detail", "full", "--date", "2026-11-24", "--dictionary", "sub/columns.toml"]
    ctx = audit.make_context("audit", ["model.pt", "data.csv", "-o", "a.html", *options, "-q"])
    with ctx:
        assert recorded_command(ctx) == (
            "yasenn-report model.pt data.csv -o a.html --dictionary columns.toml --detail full --no-rows --date "
            "2026-11-24"
        )


def test_without_rows_there_is_no_table_of_rows(run: Run, tmp_path: Path) -> None:
    code, out, err = run("model.pt", "data.csv", "-o", "a.html", "-o", "b.CSV", "--no-rows")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == (
        "Error: --no-rows leaves every single row out, and 'b.CSV' would hold nothing but rows: leave out one of the "
        "two"
    )
    (tmp_path / "audit.toml").write_text('no-rows = true\noutput = "rows.csv"\nmodel = "m.pt"\ndata = "d.csv"\n')
    assert run("--config", "audit.toml")[0] == 2


def test_without_options_the_document_is_the_usual_one() -> None:
    found = take_document_options(None, **NOTHING)
    assert found == DocumentOptions()
    assert (found.context, found.dictionary, found.rows, found.detail) == (Context(), None, True, "summary")


def test_what_is_said_about_the_document_is_taken(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text('[context]\nrelease = "4.2"\n')
    (tmp_path / "columns.csv").write_text("column,label\na,Age\n")
    found = take_document_options(
        read_config(tmp_path / "audit.toml"),
        dictionary=tmp_path / "columns.csv",
        image_shape=(2, 3),
        no_rows=True,
        detail="full",
    )
    assert found.context == Context(release="4.2")
    assert found.dictionary is not None
    assert found.dictionary.words("a").label == "Age"
    assert (found.image_shape, found.rows, found.detail) == ((2, 3), False, "full")


def test_the_context_of_an_earlier_audit_is_taken(tmp_path: Path) -> None:
    told = {
        "schema_version": SCHEMA_VERSION,
        "configuration": {"seed": {"value": 3, "source": "default"}},
        "context": {"release": "4.2", "reviewer": None},
    }
    (tmp_path / "audit.json").write_text(json.dumps(told))
    assert take_document_options(read_config(tmp_path / "audit.json"), **NOTHING).context == Context(release="4.2")
    (tmp_path / "audit.json").write_text(json.dumps({key: told[key] for key in told if key != "context"}))
    assert take_document_options(read_config(tmp_path / "audit.json"), **NOTHING).context == Context()


@pytest.mark.parametrize("command", [[], ["check"]])
def test_a_bad_dictionary_is_refused_before_anything_is_read(command: list[str], run: Run, tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text("[a]\nlable = 'x'\n")
    arguments = [*command, "no.pt", "no.csv", "-o", "a.html", "--dictionary", "columns.toml"]
    assert run(*arguments) == (
        1,
        "",
        "Error: columns.toml: column 'a': unknown key 'lable'; did you mean 'label'? The keys are 'label', 'unit', "
        "'note', 'values', 'scale'\n",
    )


def test_the_dictionary_is_never_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "columns.csv").write_text("column,label\na,Age\n")
    assert run("no.pt", "no.csv", "-o", "columns.csv", "--dictionary", "columns.csv") == (
        1,
        "",
        "Error: columns.csv: this is one of the files that the audit reads; choose another name for the output\n",
    )
