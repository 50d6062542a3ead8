"""The command as its users meet it: outputs, exit codes, one-line refusals, silence."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from examples import Example

from yasenn_report.audit import Audit
from yasenn_report.cli import main
from yasenn_report.inputs.context import Context
from yasenn_report.record import SCHEMA_VERSION, Record
from yasenn_report.recording import make_record
from yasenn_report.report.document_options import DocumentOptions
from yasenn_report.report.provenance import Provenance

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]

FAST = ("--refits", "0")  # six searches instead of one would take most of the time here


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([*map(str, arguments), *(FAST if "-o" in arguments else ())])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def test_all_three_outputs_are_written(run: Run, digits: Example, tmp_path: Path) -> None:
    outputs = [word for name in ("a.html", "a.pdf", "a.json") for word in ("-o", name)]
    code, out, err = run(digits.model, digits.data, "--target", "outcome", *outputs)
    assert (code, err) == (0, "")
    assert out.startswith("FAIL: ")
    assert out.endswith("Wrote a.html, a.pdf, a.json\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.json", "a.pdf"]
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    record = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [entry["role"] for entry in record["inputs"]] == ["model", "data"]


def test_the_word_audit_may_be_left_out_and_folders_are_not_recorded(run: Run, xor: Example, tmp_path: Path) -> None:
    texts = []
    for word in ([], ["audit"]):
        assert run(*word, xor.model, xor.data, "--target", "outcome", "-o", tmp_path / "a.json", "-q")[0] == 0
        texts.append((tmp_path / "a.json").read_text(encoding="utf-8"))
    records = [json.loads(text) for text in texts]
    assert (
        records[0]["command"]
        == records[1]["command"]
        == "yasenn-report model.pt data.csv -o a.json --target outcome --refits 0"
    )
    assert str(tmp_path) not in texts[0]


def test_an_existing_output_is_replaced(run: Run, xor: Example, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    assert run(xor.model, xor.data, "--target", "outcome", "-o", "a.json")[0] == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["schema_version"] == SCHEMA_VERSION
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_quiet_prints_nothing(run: Run, xor: Example) -> None:
    assert run(xor.model, xor.data, "--target", "outcome", "-o", "a.json", "--quiet") == (0, "", "")


def test_progress_is_shown_on_a_terminal_only(
    run: Run, xor: Example, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("yasenn_report.cli.screen.on_terminal", lambda: True)
    _, _, err = run(xor.model, xor.data, "--target", "outcome", "-o", "a.json")
    lines = err.splitlines()
    assert lines[0] == "  loading libraries ..."
    assert "  distilling 2 hidden layers: trying 24 code books ..." in lines
    assert run(xor.model, xor.data, "--target", "outcome", "-o", "a.json", "-q") == (0, "", "")


COLUMNS = ["east", "north", "n1", "n2", "n3", "n4"]
REFUSED = {
    "empty entry": (
        lambda table: table.assign(north=table["north"].where(table.index != 4)),
        "data.csv: row 5, column 'north' is empty; every input needs a number in every row: fill the entry, or leave "
        "such rows out by --missing drop (1 of 3,000 rows: 1 lacks 'north')",
    ),
    "infinity": (
        lambda table: table.assign(n1=table["n1"].mask(table.index == 2, float("inf"))),
        "data.csv: row 3, column 'n1' is 'inf', which is infinite in the network's 32-bit numbers (the largest is "
        "3.4e38): correct the entry or remove the row",
    ),
    "text": (
        lambda table: table.astype({"n2": object}).assign(n2=table["n2"].astype(object).mask(table.index == 7, "many")),
        "data.csv: row 8, column 'n2' is 'many', but 2,999 of the 3,000 entries of the column are numbers: correct the "
        "entry, or set the column aside by --id or by naming the --features",
    ),
    "too many columns": (
        lambda table: table.assign(extra=1.5),
        "data.csv: the network takes 6 inputs, but 7 columns hold only numbers: 'east', 'north', 'n1', 'n2', 'n3', "
        "'n4', 'extra'; set columns aside by --id, or name the inputs in their order by --features a,b,c",
    ),
    "missing target": (
        lambda table: table.drop(columns="outcome"),
        "data.csv: there is no column 'outcome', which --target names; the columns are 'east', 'north', 'n1', 'n2', "
        "'n3', 'n4'",
    ),
    "twenty rows": (
        lambda table: table.head(20),
        "data.csv: it has 20 rows; an audit fits on some and measures on the others, and needs at least 40 rows in "
        "all: give a larger holdout",
    ),
}


@pytest.mark.parametrize("case", list(REFUSED))
def test_a_bad_table_is_refused_in_one_line_and_nothing_is_written(
    case: str, run: Run, xor: Example, tmp_path: Path
) -> None:
    change, message = REFUSED[case]
    change(pd.read_csv(xor.data)).to_csv(tmp_path / "data.csv", index=False)
    code, out, err = run(xor.model, "data.csv", "--target", "outcome", "-o", "a.html", "-o", "a.json")
    assert (code, out, err) == (1, "", f"Error: {message}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "data.csv: the file is empty (0 bytes): a header line and rows of numbers were expected"),
        (
            "east,north,east\n1,2,3\n",
            "data.csv: 'east' stands twice in the header (columns 1 and 3): rename or remove one of them",
        ),
        ("east,north\n", "data.csv: there are no rows below the header: an audit needs rows to measure on"),
    ],
)
def test_a_broken_table_is_refused_in_one_line(text: str, message: str, run: Run, xor: Example, tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text(text)
    assert run(xor.model, "data.csv", "-o", "a.json") == (1, "", f"Error: {message}\n")


def test_a_named_feature_that_is_missing_is_refused(run: Run, xor: Example) -> None:
    code, _, err = run(xor.model, xor.data, "--features", "east,nord,n1,n2,n3,n4", "-o", "a.json")
    assert code == 1
    assert err.startswith("Error: data.csv: there is no column 'nord', which --features names; did you mean 'north'?")


def test_outputs_are_checked_before_the_work(run: Run, xor: Example, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    for output, message in [
        ("no/a.html", "no/a.html: there is no folder 'no'; make it first"),
        ("folder.html", "folder.html: this is a folder; name a file in it"),
    ]:
        assert run("no-model.pt", "no-data.csv", "-o", output) == (1, "", f"Error: {message}\n")


def test_an_input_is_never_replaced(run: Run, xor: Example, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_bytes(xor.data.read_bytes())
    code, _, err = run(xor.model, "data.json", "-o", "data.json")
    assert (code, err) == (
        1,
        "Error: data.json: this is one of the files that the audit reads; choose another name for the output\n",
    )
    assert (tmp_path / "data.json").read_bytes() == xor.data.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ["model.pt"],
        ["model.pt", "data.csv"],
        ["model.pt", "data.csv", "-o", "a.docx"],
        ["model.pt", "data.csv", "-o", "a.html", "-o", "a.html"],
        ["model.pt", "data.csv", "-o", "a.html", "--tolerance", "2"],
        ["model.pt", "data.csv", "-o", "a.html", "--tolerence", "0.1"],
        ["model.pt", "data.csv", "-o", "a.html", "--tolerance", "nan"],
        ["model.pt", "data.csv", "-o", "a.html", "--error-limit", "inf"],
        ["model.pt", "data.csv", "-o", "a.html", "--features", "a\nb,c"],
        ["model.pt", "data.csv", "-o", "a.html", "-o", "../" + "{folder}" + "/a.html"],
        ["model.pt", "data.csv", "-o", "a.html", "--contrast", "P3:P3"],
        ["model.pt", "data.csv", "-o", "a.html", "--contrast", "P3"],
        ["model.pt", "data.csv", "-o", "a.html", "--contrast", "P0:P1"],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], run: Run, tmp_path: Path) -> None:
    code, out, err = run(*(word.replace("{folder}", tmp_path.name) for word in arguments))
    assert (code, out) == (2, "")
    assert err.startswith("Usage: yasenn-report audit")


def test_a_contrast_with_a_partition_that_there_is_not_is_refused(run: Run, xor: Example, tmp_path: Path) -> None:
    few = ("--target", "outcome", "--refits", "0", "--max-partitions", "2")
    assert run(xor.model, xor.data, *few, "--contrast", "P1:P2", "--contrast", "P2:P40", "-o", "a.json") == (
        1,
        "",
        "Error: --contrast 'P2:P40': there is no partition 'P40'; the partitions are P1, P2\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_contrast_that_is_asked_for_is_recorded(run: Run, xor: Example, tmp_path: Path) -> None:
    asked = ("--contrast", "P4:P1", "--contrast", "P2:P3")
    assert run(xor.model, xor.data, "--target", "outcome", "--refits", "0", *asked, "-o", "a.json", "-q")[0] == 0
    record = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    pairs = {(pair["first"], pair["second"]): pair["asked"] for pair in record["contrasts"]["pairs"]}
    assert pairs["P1", "P4"]
    assert pairs["P2", "P3"]
    assert record["command"].endswith("--contrast P4:P1 --contrast P2:P3")
    assert record["options"]["contrasts"] == ["P4:P1", "P2:P3"]


def test_a_bug_exits_with_70_and_keeps_its_traceback(
    run: Run, xor: Example, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("yasenn_report.audit.run_audit", broken)
    code, _, err = run(xor.model, xor.data, "--target", "outcome", "-o", "a.json")
    assert code == 70
    assert "Traceback (most recent call last)" in err
    assert "ZeroDivisionError: planted" in err
    assert list(tmp_path.iterdir()) == []


def test_a_failing_renderer_leaves_nothing_behind(
    run: Run, xor: Example, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("yasenn_report.report.documents.render_pdf", broken)
    (tmp_path / "a.json").write_text("old")
    assert run(xor.model, xor.data, "--target", "outcome", "-o", "a.json", "-o", "a.pdf")[0] == 70
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.json", "old")]


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "yasenn_report", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_without_pango_a_pdf_is_refused_in_one_line_and_the_rest_works(xor: Example, tmp_path: Path) -> None:
    """A stand-in for WeasyPrint fails as the real one does where Pango cannot be loaded."""
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n")
    common = (xor.model, xor.data, "--target", "outcome", *FAST)
    refused = command(*common, "-o", tmp_path / "a.html", "-o", tmp_path / "a.pdf", PYTHONPATH=str(tmp_path))
    assert refused.returncode == 1
    assert refused.stderr.decode() == (
        "Error: a PDF needs the system library Pango, which was not found (Debian, Ubuntu: apt-get install "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango; HTML, Markdown and "
        "JSON do not need it)\n"
    )
    assert not (tmp_path / "a.html").exists()
    done = command(*common, "-o", tmp_path / "a.html", "-o", tmp_path / "a.json", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")


def test_two_runs_give_the_same_bytes(digits: Example, tmp_path: Path) -> None:
    """In other processes, with another hash seed, time zone and number of threads; the PDF is compared below."""
    contents = []
    settings = [("1", "UTC", "1"), ("2", "Asia/Tokyo", "2")]
    for hash_seed, zone, threads in settings:
        folder = tmp_path / hash_seed
        folder.mkdir()
        outputs = [word for ending in ("html", "json") for word in ("-o", folder / f"a.{ending}")]
        done = command(
            digits.model,
            digits.data,
            "--target",
            "outcome",
            "--refits",
            "2",
            *outputs,
            SOURCE_DATE_EPOCH="1700000000",
            PYTHONHASHSEED=hash_seed,
            TZ=zone,
            OMP_NUM_THREADS=threads,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        contents.append([(folder / f"a.{ending}").read_bytes() for ending in ("html", "json")])
    for first, second in zip(*contents, strict=True):
        assert first == second


def test_two_runs_with_a_date_give_the_same_bytes(xor: Example, tmp_path: Path) -> None:
    """The option alone is enough, and goes before an environment that says something else, or nothing sensible."""
    contents = []
    settings = [("1", "UTC", {}), ("2", "Asia/Tokyo", {"SOURCE_DATE_EPOCH": "nonsense"})]
    for hash_seed, zone, more in settings:
        folder = tmp_path / hash_seed
        folder.mkdir()
        outputs = [word for ending in ("html", "pdf", "md", "json") for word in ("-o", folder / f"a.{ending}")]
        dated = ("--target", "outcome", "--date", "2026-11-24T01:00:00+09:00")
        done = command(xor.model, xor.data, *dated, *outputs, *FAST, PYTHONHASHSEED=hash_seed, TZ=zone, **more)
        assert (done.returncode, done.stderr) == (0, b"")
        contents.append([(folder / f"a.{ending}").read_bytes() for ending in ("html", "pdf", "md", "json")])
    assert contents[0] == contents[1]
    record = json.loads(contents[0][3])
    assert record["created"] == "2026-11-23T16:00:00Z"
    assert record["configuration"]["date"] == {"value": "2026-11-23T16:00:00Z", "source": "command line"}


def test_words_for_a_column_that_there_is_not_are_refused(run: Run, xor: Example, tmp_path: Path) -> None:
    (tmp_path / "columns.toml").write_text("[nord]\nlabel = 'north'\n")
    words = ("--target", "outcome", "--dictionary", "columns.toml")
    message = (
        "Error: columns.toml: column 'nord': neither the data nor the explanation file has it; did you mean 'north'? "
        "The columns are 'east', 'north', 'n1', 'n2', 'n3', 'n4', 'outcome'\n"
    )
    for word in ([], ["check"]):
        assert run(*word, xor.model, xor.data, *words, "-o", "a.json") == (1, "", message)
    assert [path.name for path in tmp_path.iterdir()] == ["columns.toml"]


def test_the_command_hands_over_what_the_document_is_about(
    run: Run, xor: Example, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def recorded(audit: Audit, provenance: Provenance, document: DocumentOptions, *rest: Any) -> Record:
        given.append(document)
        return make_record(audit, provenance, document, *rest)

    given: list[DocumentOptions] = []
    monkeypatch.setattr("yasenn_report.recording.make_record", recorded)
    (tmp_path / "columns.toml").write_text("[north]\nlabel = 'Northing'\n")
    (tmp_path / "audit.toml").write_text("[context]\nrelease = '4.2'\n")
    about = ("--dictionary", "columns.toml", "--config", "audit.toml", "--no-rows", "--detail", "full")
    assert run(xor.model, xor.data, "--target", "outcome", *about, "-o", "a.json")[0] == 0
    assert given[0].context == Context(release="4.2")
    assert given[0].dictionary is not None
    assert [one.label for one in given[0].dictionary.columns] == ["Northing"]
    assert (given[0].rows, given[0].detail) == (False, "full")


@pytest.mark.parametrize("date", ["yesterday", "", "1e9", "-5", "9" * 30])
def test_a_date_that_is_none_is_refused(date: str, xor: Example, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    code, _, err = run(xor.model, xor.data, "--target", "outcome", "-o", "a.json")
    assert (code, err) == (
        1,
        f"Error: SOURCE_DATE_EPOCH is {date!r}; it must be a time in whole seconds since 1970: set it so or unset it\n",
    )


def test_a_date_is_checked_before_libraries_stumble_over_it(xor: Example, tmp_path: Path) -> None:
    for word in ([], ["check"]):
        done = command(*word, xor.model, xor.data, "-o", tmp_path / "a.json", SOURCE_DATE_EPOCH="soon")
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_refusal_stays_one_line_whatever_it_quotes(run: Run, xor: Example) -> None:
    code, _, err = run(xor.model, xor.data, "-o", "no\nfolder/a.json")
    assert (code, err.count("\n")) == (1, 1)


def test_names_that_are_not_utf8_are_no_bug(xor: Example, tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pt")
    Path(odd).write_bytes(xor.model.read_bytes())
    done = command(odd, xor.data, "--target", "outcome", "-o", tmp_path / "a.json", *FAST)
    assert (done.returncode, done.stderr) == (0, b"")


def test_features_are_recorded_so_that_they_can_be_typed_again(run: Run, xor: Example, tmp_path: Path) -> None:
    table = pd.read_csv(xor.data).rename(columns={"east": 'e,a"st'})
    table.to_csv(tmp_path / "data.csv", index=False)
    features = '"e,a""st",north,n1,n2,n3,n4'
    assert run(xor.model, "data.csv", "--target", "outcome", "--features", features, "-o", "a.json")[0] == 0
    recorded = shlex.split(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["command"])
    assert recorded[recorded.index("--features") + 1] == features


REGION = "branch == 'Bern' and northing > -80"


def test_columns_files_and_region_are_recorded_so_that_they_can_be_typed_again(
    run: Run, foreign: Example, tmp_path: Path
) -> None:
    arguments = ["--target", "outcome", "--features", ",".join(COLUMNS), "--id", "row", "--group", "person"]
    arguments += ["--weights", "weight", "--focus", REGION, "--explain-columns", "side,northing"]
    readable = foreign.data.parent / "readable.csv"
    code, _, err = run(foreign.model, foreign.data, *arguments, "--explain-with", readable, "-o", "a.json")
    assert (code, err) == (0, "")
    record = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [entry["role"] for entry in record["inputs"]] == ["model", "data", "explanation"]
    recorded = shlex.split(record["command"])
    assert recorded[:3] == ["yasenn-report", "model.pt", "data.csv"]
    for option in ("--group", "--weights", "--focus", "--explain-columns"):
        assert recorded[recorded.index(option) + 1] == arguments[arguments.index(option) + 1]
    assert recorded[recorded.index("--explain-with") + 1] == "readable.csv"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--focus", "east > 0 and norht > 0"],
            "--focus: at character 14, 'norht': there is no column of this name; did you mean 'north'? The columns are "
            "'east', 'north', 'n1', 'n2', 'n3', 'n4', 'outcome'",
        ),
        (
            ["--focus", "east > 0)"],
            "--focus: at character 9, ')': no parenthesis is open: 'and' or 'or' was expected here, or the end",
        ),
        (
            ["--focus", "east > 1000"],
            "data.csv: the focus east > 1000 holds for 0 of 3,000 rows; an audit fits on some and measures on the "
            "others, "
            "and needs at least 40 rows in all: widen the focus, or give a larger holdout",
        ),
        (
            ["--group", "persn"],
            "data.csv: there is no column 'persn', which --group names; the columns are 'east', 'north', 'n1', 'n2', "
            "'n3', 'n4', 'outcome'",
        ),
        (
            ["--explain-columns", ""],
            "data.csv: --explain-columns names no column: name the columns that descriptions speak in",
        ),
    ],
)
def test_a_region_or_columns_that_cannot_be_are_refused_in_one_line(
    arguments: list[str], message: str, run: Run, xor: Example, tmp_path: Path
) -> None:
    code, out, err = run(xor.model, xor.data, "--target", "outcome", *arguments, "-o", "a.json")
    assert (code, out, err) == (1, "", f"Error: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_the_file_of_explanation_columns_is_never_replaced(run: Run, xor: Example, tmp_path: Path) -> None:
    (tmp_path / "readable.json").write_text("a\n1\n")
    code, _, err = run(xor.model, xor.data, "--explain-with", "readable.json", "-o", "readable.json")
    assert (code, err) == (
        1,
        "Error: readable.json: this is one of the files that the audit reads; choose another name for the output\n",
    )
