"""The command `render` with stand-ins for what reads and what makes: its words, its refusals, its silence."""

import errno
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from yasenn_report.cli import cli
from yasenn_report.cli.render import render
from yasenn_report.errors import OutputError, RecordError
from yasenn_report.report.places import write_beside

Invoke = Callable[..., Result]


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run the command in a folder that holds `audit.json`, with a maker whose files say what they were made from."""

    def read_record(path: Path) -> str:
        if path.read_text() != "{}":
            raise RecordError(f"{path.name}: this is not the JSON of an audit")
        return path.name

    def render_outputs(record: str, outputs: Sequence[Path], *, progress: Any, warn: Any) -> dict[Path, bytes]:
        progress("writing the page")
        warn("PDF: something is odd")
        return {output: f"{output.name} from {record}".encode() for output in outputs}

    monkeypatch.setattr("yasenn_report.inputs.records.read_record", read_record)
    monkeypatch.setattr("yasenn_report.report.documents.render_outputs", render_outputs)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "audit.json").write_text("{}")
    return lambda *arguments: CliRunner().invoke(cli, ["render", *arguments])


def test_every_format_is_made_from_the_json(invoke: Invoke, tmp_path: Path) -> None:
    done = invoke("audit.json", "-o", "a.html", "-o", "a.md")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "Wrote a.html, a.md\n", "warning: PDF: something is odd\n")
    assert (tmp_path / "a.html").read_text() == "a.html from audit.json"
    assert (tmp_path / "a.md").read_text() == "a.md from audit.json"


def test_quiet_says_nothing(invoke: Invoke) -> None:
    done = invoke("audit.json", "-o", "a.html", "-q")
    assert (done.exit_code, done.output) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument 'RECORD'."),
        (["audit.json"], "Missing option '-o' / '--output'."),
        (
            ["audit.json", "-o", "a.html", "-o", "rows.CSV"],
            "Invalid value for '-o' / '--output': 'rows.CSV': the evaluation rows are not in the JSON; they need model "
            "and data: make them by yasenn-report audit",
        ),
        (
            ["audit.json", "-o", "b.json"],
            "Invalid value for '-o' / '--output': 'b.json' must end in .html, .pdf, .md or .junit.xml",
        ),
        (
            ["audit.json", "-o", "a.html", "-o", "./a.html"],
            "Invalid value for '-o' / '--output': the same file is named twice",
        ),
        (["audit.json", "-o", "a.html", "--date", "2026-11-24"], "No such option '--date'."),
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], message: str, invoke: Invoke, tmp_path: Path) -> None:
    done = invoke(*arguments)
    assert (done.exit_code, done.output.splitlines()[-1]) == (2, f"Error: {message}")
    assert [path.name for path in tmp_path.iterdir()] == ["audit.json"]


def test_the_record_is_never_replaced(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "audit.html").write_text("{}")
    refused = invoke("audit.html", "-o", "audit.html")
    assert str(refused.exception) == (
        "audit.html: this is one of the files that the audit reads; choose another name for the output"
    )
    assert (tmp_path / "audit.html").read_text() == "{}"


def test_a_record_that_is_none_is_refused_and_nothing_is_written(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text("other")
    refused = invoke("audit.json", "-o", "a.html")
    assert isinstance(refused.exception, RecordError)
    assert str(refused.exception) == "audit.json: this is not the JSON of an audit"
    assert [path.name for path in tmp_path.iterdir()] == ["audit.json"]


def test_a_maker_that_fails_leaves_old_files_as_they_were(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("yasenn_report.report.documents.render_outputs", broken)
    (tmp_path / "a.html").write_text("old")
    assert isinstance(invoke("audit.json", "-o", "a.html", "-o", "a.pdf").exception, ZeroDivisionError)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"audit.json": "{}", "a.html": "old"}


def test_a_full_disk_leaves_old_files_as_they_were(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(output: Path, content: bytes) -> Path:
        if output.suffix == ".md":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_beside(output, content)

    monkeypatch.setattr("yasenn_report.report.places.write_beside", full)
    (tmp_path / "a.html").write_text("old")
    refused = invoke("audit.json", "-o", "a.html", "-o", "a.md")
    assert isinstance(refused.exception, OutputError)
    assert str(refused.exception) == "a.md: cannot be written (No space left on device); nothing was replaced"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"audit.json": "{}", "a.html": "old"}


def test_the_command_itself_needs_no_heavy_library() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from yasenn_report.cli.render import render; "
        "assert 'Make the document' in CliRunner().invoke(render, ['--help']).output; "
        "print([m for m in ('torch', 'lightgbm', 'sklearn', 'pandas', 'numpy', 'weasyprint') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_date_is_not_asked_for() -> None:
    assert {parameter.name for parameter in render.params} == {"record", "outputs", "quiet"}
    assert isinstance(render, click.Command)
