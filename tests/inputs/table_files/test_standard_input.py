"""A table from standard input."""

import hashlib
import io
import sys
from pathlib import Path

import pytest
from tables import table_of

from yasenn_report.errors import TableError
from yasenn_report.inputs.holdout import read_holdout
from yasenn_report.inputs.table_files.opened import open_table

DASH = Path("-")


class Stream(io.TextIOWrapper):
    """Standard input as a test would have it."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal


def send(monkeypatch: pytest.MonkeyPatch, data: bytes) -> Stream:
    stream = Stream(io.BytesIO(data))
    monkeypatch.setattr(sys, "stdin", stream)
    return stream


def test_a_table_can_come_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"a;b\n1;2\n"
    send(monkeypatch, data)
    holdout = read_holdout(DASH)
    assert holdout.features.tolist() == [[1, 2]]
    assert (holdout.name, holdout.size) == ("standard input", len(data))
    assert holdout.sha256 == hashlib.sha256(data).hexdigest()


def refusal() -> str:
    with pytest.raises(TableError) as caught:
        read_holdout(DASH)
    return str(caught.value)


def test_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, b"")
    assert refusal() == ("standard input: it is empty (0 bytes): a header line and rows of numbers were expected")


def test_a_closed_stream_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, b"a\n1\n").close()
    assert refusal() == "standard input: it is closed: send a table through a pipe, or name a file"
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal() == "standard input: it is closed: send a table through a pipe, or name a file"


def test_a_terminal_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, b"a\n1\n").terminal = True
    assert refusal() == "standard input: it is a terminal: send a table through a pipe, or name a file"


def test_a_stream_that_breaks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(sys, "stdin", Stream(Broken()))
    assert refusal() == ("standard input: it cannot be read (Input/output error): write the table to a file first")


def test_an_error_names_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, b"a,b\n1\n")
    assert refusal() == (
        "standard input: row 1 (line 2) has 1 field, the header has 2: correct the row, or quote its text"
    )


def test_only_the_data_file_can_be_standard_input(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^-: there is no such file: check the path -$"):
        open_table(DASH)
    assert table_of(tmp_path, "a\n1\n", name="-").file.name == "-"
