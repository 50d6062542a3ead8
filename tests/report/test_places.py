"""Outputs come into their places whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from yasenn_report.errors import OutputError
from yasenn_report.report.places import check_outputs, put_in_place, write_beside


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_old_files_are_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("old, and longer than the new one")
    put_in_place({tmp_path / "a.html": b"new", tmp_path / "b.md": b"more"})
    assert contents(tmp_path) == {"a.html": "new", "b.md": "more"}


def test_a_new_file_has_the_rights_that_files_get_here(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put_in_place({tmp_path / "a.html": b"new"})
    finally:
        os.umask(before)
    assert (tmp_path / "a.html").stat().st_mode & 0o777 == 0o640


def test_if_one_cannot_be_written_none_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(output: Path, content: bytes) -> Path:
        if output.name == "b.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_beside(output, content)

    monkeypatch.setattr("yasenn_report.report.places.write_beside", full)
    (tmp_path / "a.html").write_text("old")
    with pytest.raises(OutputError) as refused:
        put_in_place({tmp_path / "a.html": b"new", tmp_path / "b.md": b"more"})
    assert str(refused.value) == f"{tmp_path}/b.md: cannot be written (No space left on device); nothing was replaced"
    assert contents(tmp_path) == {"a.html": "old"}


def test_a_folder_that_is_gone_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as refused:
        put_in_place({tmp_path / "a.html": b"new", tmp_path / "gone" / "b.md": b"more"})
    assert str(refused.value) == (
        f"{tmp_path}/gone/b.md: cannot be written (No such file or directory); nothing was replaced"
    )
    assert contents(tmp_path) == {}


def test_half_a_file_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        name = str(tmp_path / ".half")

        def __enter__(self) -> "Full":
            Path(self.name).write_bytes(b"ha")
            return self

        def __exit__(self, *_: object) -> None: ...

        def write(self, _: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("yasenn_report.report.places.NamedTemporaryFile", lambda **_: Full())
    with pytest.raises(OutputError, match="nothing was replaced"):
        put_in_place({tmp_path / "a.html": b"half"})
    assert contents(tmp_path) == {}


def test_an_input_is_found_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "audit.json").write_text("{}")
    (tmp_path / "a.html").symlink_to(tmp_path / "audit.json")
    with pytest.raises(OutputError) as refused:
        check_outputs([tmp_path / "a.html"], inputs=[tmp_path / "audit.json", tmp_path / "none.csv"])
    assert str(refused.value) == (
        f"{tmp_path}/a.html: this is one of the files that the audit reads; choose another name for the output"
    )
    check_outputs([tmp_path / "b.html"], inputs=[tmp_path / "audit.json"])
