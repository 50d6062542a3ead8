"""`verify`: the files at hand against a record that may be a stranger's."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from examples import Example

from yasenn_report.cli import main
from yasenn_report.errors import RecordError
from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.record import SCHEMA_VERSION
from yasenn_report.verification import changed_since

Run = Callable[..., tuple[int, str, str]]

CONTENTS = {"model.pt": b"weights", "data.csv": b"a,b\n1,2\n", "readable.csv": b"side\neast\n"}
ROLES = dict(zip(CONTENTS, ("model", "data", "explanation"), strict=True))
HASHES = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENTS.items()}


def record(*names: str, **changes: Any) -> dict[str, Any]:
    """What an audit of these files records, as far as it counts here."""
    inputs = [
        {"role": ROLES[name], "name": name, "sha256": HASHES[name], "bytes": len(CONTENTS[name])} for name in names
    ]
    return {
        "schema_version": SCHEMA_VERSION,
        "inputs": inputs,
        "versions": {"python": "3.11", "torch": "2.6"},
    } | changes


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Verify in a folder that holds the files and ``audit.json``: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    for name, content in CONTENTS.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "audit.json").write_text(json.dumps(record("model.pt", "data.csv")))

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["verify", "audit.json", *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def same(name: str, given: str = "") -> str:
    size = f"{len(CONTENTS[name])} bytes"
    return f"{ROLES[name]} {name}: the same{given} (SHA-256 {HASHES[name]}, {size})\n"


VERSIONS = "versions that made the audit: python 3.11, torch 2.6\n"


def test_the_audited_files_are_recognised_in_any_order(run: Run) -> None:
    expected = (0, same("model.pt") + same("data.csv") + VERSIONS, "")
    assert run("model.pt", "data.csv") == expected
    assert run("data.csv", "model.pt") == expected
    assert run("data.csv", "model.pt", "-q") == (0, "", "")


def test_another_name_does_not_matter_but_a_recorded_name_must_fit(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data.csv").rename(tmp_path / "holdout.csv")
    assert run("model.pt", "holdout.csv") == (
        0,
        same("model.pt") + same("data.csv", ", given as holdout.csv") + VERSIONS,
        "",
    )


def test_a_changed_file_differs(run: Run, tmp_path: Path) -> None:
    changed = CONTENTS["data.csv"] + b"3,4\n"
    (tmp_path / "data.csv").write_bytes(changed)
    digest = hashlib.sha256(changed).hexdigest()
    assert run("model.pt", "data.csv") == (
        1,
        same("model.pt")
        + f"data data.csv: differs; recorded is {HASHES['data.csv'][:12]}... of 8 bytes, the file at hand is "
        f"{digest[:12]}... of 12 bytes\n" + VERSIONS,
        "Error: audit.json: 1 of 2 files cannot be confirmed: 'data.csv' differs; give the files that were audited, "
        "all of them\n",
    )


def test_the_same_size_and_another_content_differs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "model.pt").write_bytes(CONTENTS["model.pt"][::-1])
    assert run("model.pt", "data.csv")[0] == 1


def test_files_under_each_others_names_are_swapped(run: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text(json.dumps(record("model.pt", "data.csv", "readable.csv")))
    (tmp_path / "data.csv").write_bytes(CONTENTS["readable.csv"])
    (tmp_path / "readable.csv").write_bytes(CONTENTS["data.csv"])
    assert run("model.pt", "data.csv", "readable.csv") == (
        1,
        same("model.pt")
        + "data data.csv: swapped; the file of this name is the one that was audited as explanation readable.csv\n"
        + "explanation readable.csv: swapped; the file of this name is the one that was audited as data data.csv\n"
        + VERSIONS,
        "Error: audit.json: 2 of 3 files cannot be confirmed: 'data.csv' is swapped, 'readable.csv' is swapped; give "
        "the files that were audited, all of them\n",
    )


def test_an_impostor_beside_the_right_files_is_found(run: Run, tmp_path: Path) -> None:
    """The right data is given, and under its name, from another folder, the model."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other/data.csv").write_bytes(CONTENTS["model.pt"])
    code, out, err = run("model.pt", "data.csv", "other/data.csv")
    assert code == 1
    assert "data data.csv: swapped; the file of this name is the one that was audited as model model.pt\n" in out
    assert err.count("\n") == 1


def test_a_file_that_was_not_given_is_not_confirmed_and_a_stranger_is_said(run: Run) -> None:
    assert run("model.pt", "readable.csv") == (
        1,
        same("model.pt")
        + "data data.csv: not checked; it was not given\n"
        + f"readable.csv: not recorded; the audit read no such file ({HASHES['readable.csv'][:12]}... of 10 bytes)\n"
        + VERSIONS,
        "Error: audit.json: 2 of 3 files cannot be confirmed: 'data.csv' was not given, 'readable.csv' is not "
        "recorded; give the files that were audited, all of them\n",
    )


def test_versions_may_be_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text(json.dumps(record("model.pt", versions={})))
    assert run("model.pt") == (0, same("model.pt") + "versions that made the audit: not recorded\n", "")


def inputs_with(**changes: Any) -> str:
    made = record("model.pt")
    return json.dumps(made | {"inputs": [made["inputs"][0] | changes]})


NOT_AS = "it is not as an audit writes it"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"\xff\xfe{}",
            "byte 1 (line 1) is 0xff, which is not UTF-8 there: save the file as UTF-8",
        ),
        (b"", "this is not JSON: Expecting value (at line 1, column 1): name the JSON of an audit"),
        (b"[1, 2]", "it holds an array of 2, so it is not the JSON of an audit: name the file that -o wrote"),
        (b"[" * 1_000_000, f"its values are nested too deeply: {NOT_AS}"),
        (b'{"a":' * 100_000, f"its values are nested too deeply: {NOT_AS}"),
        (b"9" * 5000, f"it holds a number of too many digits: {NOT_AS}"),
        (b'{"schema_version": "2.0", "x": NaN}', f"it holds NaN, which is not JSON: {NOT_AS}"),
        (b'{"inputs": 1, "inputs": 2}', f"the key 'inputs' stands twice in one object: {NOT_AS}"),
        (
            json.dumps(record("model.pt", schema_version=2.1)),
            "its schema version is 2.1; a text like '4.0' was expected: it is not as an audit writes it",
        ),
        (
            json.dumps(record("model.pt", schema_version="5.0")),
            "its schema version is 5.0: it was made by a later version of yasenn-report, and this one reads up to 4.0: "
            "use the version that made it",
        ),
        (
            json.dumps(record("model.pt", inputs={})),
            f"its 'inputs' are a table; an array of up to 100 files was expected: {NOT_AS}",
        ),
        (
            json.dumps(record(inputs=[])),
            f"its 'inputs' are an array of 0; an array of up to 100 files was expected: {NOT_AS}",
        ),
        (
            json.dumps(record(inputs=[{}] * 101)),
            f"its 'inputs' are an array of 101; an array of up to 100 files was expected: {NOT_AS}",
        ),
        (json.dumps(record(inputs=["model.pt"])), "file 1 of its 'inputs' is the text 'model.pt'; an object was "
                                                  "expected"),
        (inputs_with(role=None), f"file 1 of its 'inputs' has 'role' null: {NOT_AS}"),
        (inputs_with(name=["a"]), f"file 1 of its 'inputs' has 'name' an array of 1: {NOT_AS}"),
        (inputs_with(sha256="F" * 64), f"file 1 of its 'inputs' has 'sha256' the text '{'F' * 57}...': {NOT_AS}"),
        (inputs_with(bytes=True), f"file 1 of its 'inputs' has 'bytes' true: {NOT_AS}"),
        (inputs_with(bytes=-1), f"file 1 of its 'inputs' has 'bytes' -1: {NOT_AS}"),
        (inputs_with(bytes=7.0), f"file 1 of its 'inputs' has 'bytes' 7.0: {NOT_AS}"),
        (
            json.dumps(record("model.pt", versions=["2.6"])),
            "its 'versions' are an array of 1; an object of names and versions was expected",
        ),
        (
            json.dumps(record("model.pt", versions={"to\nrch": 2})),
            "the version of 'to\\nrch' in it is 2; a text was expected",
        ),
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_refused_in_one_line(
    content: bytes | str, message: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "audit.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    assert run("model.pt") == (1, "", f"Error: audit.json: {message}\n")


def test_a_record_of_too_many_bytes_is_refused(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "audit.json").open("wb") as file:
        file.truncate(64 * 1024**2 + 1)
    assert run("model.pt") == (
        1,
        "",
        "Error: audit.json: it has more than 67,108,864 bytes, and the JSON of an audit was expected, which has fewer: "
        "name another file\n",
    )


def test_names_in_a_record_cannot_rewrite_the_screen(run: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text(inputs_with(name="\x1b[2Jmodel\nok", role="mo\rdel"))
    code, out, err = run("model.pt")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == (
        f"mo\\rdel \\x1b[2Jmodel\\nok: the same, given as model.pt (SHA-256 {HASHES['model.pt']}, 7 bytes)"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.pt", "none.pt: there is no such file: check the path none.pt"),
        ("folder", "folder: this is a folder; a file of the audit was expected: name the file in it"),
        ("pipe", "pipe: this is not a regular file; a file of the audit was expected"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(name: str, message: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert run("model.pt", name) == (1, "", f"Error: {message}\n")


def test_without_files_the_usage_is_wrong(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "Missing argument 'FILES...'" in err


def test_it_needs_no_heavy_library(run: Run, tmp_path: Path) -> None:
    code = (
        "import sys; from yasenn_report.cli import main\n"
        "try: main(['verify', *sys.argv[1:], '-q'])\n"
        "except SystemExit as stop: assert not stop.code\n"
        "print([m for m in ('torch', 'numpy', 'pandas', 'scipy', 'sklearn', 'jinja2') if m in sys.modules])"
    )
    files = [str(tmp_path / name) for name in ("audit.json", "model.pt", "data.csv")]
    done = subprocess.run([sys.executable, "-c", code, *files], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_a_real_audit_is_verified(xor: Example, run: Run, tmp_path: Path) -> None:
    for source in (xor.model, xor.data):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    with pytest.raises(SystemExit):
        main(["model.pt", "data.csv", "--target", "outcome", "--refits", "0", "-o", "audit.json", "-q"])
    code, out, err = run("model.pt", "data.csv")
    assert (code, err) == (0, "")
    assert [line.split(" (")[0] for line in out.splitlines()[:2]] == [
        "model model.pt: the same",
        "data data.csv: the same",
    ]


def test_files_that_changed_since_an_audit_are_said_when_it_is_repeated(tmp_path: Path) -> None:
    data = json.dumps(record("model.pt", "data.csv")).encode()
    file = SmallFile(name="audit.json", folder=tmp_path, data=data, error=RecordError)
    assert changed_since(file, {"model": HASHES["model.pt"], "data": HASHES["data.csv"]}) == ()
    assert changed_since(file, {"model": HASHES["model.pt"], "data": "f" * 64}) == (
        "data.csv: this is not the data that audit.json was made from; the file of that audit had the SHA-256 "
        + HASHES["data.csv"],
    )
