"""Bytes into header and columns: what reads, and the exact sentence for what does not."""

import os
from pathlib import Path

import pytest
from tables import table_of

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.bytes import read_bytes
from yasenn_report.inputs.table_files.header import read_header


@pytest.mark.parametrize(
    ("data", "names", "delimiter", "rows"),
    [
        (b"a,b\n1,2\n", ("a", "b"), ",", [[1, 2]]),
        (b"a;b\n1;2\n", ("a", "b"), ";", [[1, 2]]),
        (b"a\tb\r\n1\t2\r\n", ("a", "b"), "\t", [[1, 2]]),
        (b"a|b\r1|2\r", ("a", "b"), "|", [[1, 2]]),
        (b"a\n1\n2", ("a",), ",", [[1], [2]]),
        (b"\xef\xbb\xbfa,b\n1,2\n", ("a", "b"), ",", [[1, 2]]),
        (b"\n  \n a , b \n\n1,2\n   \n\n3,4\n\n", ("a", "b"), ",", [[1, 2], [3, 4]]),
        (b'"a,b,c";d\n1;2\n', ("a,b,c", "d"), ";", [[1, 2]]),
        (b'"a\n;b";c\n1;2\n', ("a\n;b", "c"), ";", [[1, 2]]),
        (b'"say ""a""",b\n"1",2\n', ('say "a"', "b"), ",", [[1, 2]]),
        (b"a,a.1\n1,2\n", ("a", "a.1"), ",", [[1, 2]]),
        (b"0,1,2\n5,6,7\n", ("0", "1", "2"), ",", [[5, 6, 7]]),
        (b'a,b\n1,"x,y"\n2,"p\nq"\n', ("a", "b"), ",", [[1, "x,y"], [2, "p\nq"]]),
        ("größe,🙂\n1,2\n".encode(), ("größe", "🙂"), ",", [[1, 2]]),
    ],
)
def test_reads(tmp_path: Path, data: bytes, names: tuple[str, ...], delimiter: str, rows: list[list[object]]) -> None:
    table = table_of(tmp_path, data)
    assert table.names == names
    assert read_header(table.file).delimiter == delimiter
    assert table.frame.to_numpy(dtype=object).tolist() == rows


def test_a_true_gap_in_the_last_column_is_not_a_short_row(tmp_path: Path) -> None:
    table = table_of(tmp_path, b"a,b\n1,\n2,3\n")
    assert table.column("b").isna().tolist() == [True, False]


def test_entries_are_shown_as_they_stand_in_the_file(tmp_path: Path) -> None:
    table = table_of(tmp_path, b'a,b\n\n1e999,"x"\n\n 1.50 ,y\n')
    assert [table.entry(row, "a") for row in (0, 1)] == ["1e999", " 1.50 "]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty (0 bytes): a header line and rows of numbers were expected"),
        (b"\n \n", "the file holds only blank lines: a header line and rows of numbers were expected"),
        (b"\xef\xbb\xbf", "the file holds only blank lines: a header line and rows of numbers were expected"),
        (b"a,b\n", "there are no rows below the header: an audit needs rows to measure on"),
        (b"a,b\n\n  \n", "there are no rows below the header: an audit needs rows to measure on"),
        (b"a,b,\n1,2,\n", "column 3 has no name in the header: name it or remove it"),
        (b"\ta\tb\n0\t1\t2\n", "column 1 has no name in the header: name it or remove it"),
        (b"a,b,a\n1,2,3\n", "'a' stands twice in the header (columns 1 and 3): rename or remove one of them"),
        (b"5.1,3.5\n4.9,3\n", "the first line holds numbers ('5.1', '3.5'): put a header line with column names above"),
        (b"1,0\n4,3\n", "the first line holds numbers ('1', '0'): put a header line with column names above"),
        (
            b"a,b,c\n1,2,3\n\n4,5\n",
            "row 2 (line 4) has 2 fields, the header has 3: correct the row, or quote its text",
        ),
        (
            b"a,b,c\n1\n4,5,6\n",
            "row 1 (line 2) has 1 field, the header has 3: correct the row, or quote its text",
        ),
        (
            b"a,b\n1,2,3\n4,5\n",
            "row 1 (line 2) has 3 fields, the header has 2: correct the row, or quote its text",
        ),
        (
            b"a,b\n1,2\n4,5,6\n",
            "row 2 (line 3) has 3 fields, the header has 2: correct the row, or quote its text",
        ),
        (
            b"a,b\n1,2,\n4,5,\n",
            "row 1 (line 2) has 3 fields, the header has 2: correct the row, or quote its text",
        ),
        (
            b"a,b\n1,2,3\n4\n",
            "row 1 (line 2) has 3 fields, the header has 2: correct the row, or quote its text",
        ),
        (
            b'a,b\n1,"x\ny"\n1,2,3\n',
            "row 2 (line 4) has 3 fields, the header has 2: correct the row, or quote its text",
        ),
        (
            b'a,b\n1,2\n"3,4\n5,6\n',
            "row 2 opens a quote that is never closed: close it, or double a quote that is meant as such",
        ),
        (
            b'a,"b\n1,2\n3,4\n',
            "the header opens a quote that is never closed: close it, or double a quote that is meant as such",
        ),
        (
            b'a,b\n1,"' + b"x" * 140_000,
            "row 1 holds an entry of more than 131,072 characters: is a quote left open?",
        ),
        (
            b"a,b\n1,\xe9\n\x81,2\n",
            "byte 7 (line 2) is 0xe9, which is not UTF-8 there, and byte 9 (line 3) is 0x81, which is not cp1252 "
            "either: save the file as CSV in UTF-8",
        ),
        (
            b"a,b\n\r,2\n3,4\n",
            "row 1 can be read in two ways: end every line with a newline, or export the table again",
        ),
        (b"a,b\r\n1,\0\r\n", "byte 8 (line 2) is NUL, so this is not text: export the table as CSV in UTF-8"),
    ],
)
def test_refuses(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TableError) as caught:
        table_of(tmp_path, data)
    assert str(caught.value) == f"data.csv: {message}"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PARE", "an encrypted Parquet file"),
        (b"FEA1", "a Feather file of the old version 1"),
        (b"\x89HDF\r\n", "an HDF5 file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"\x93NUMPY", "a NumPy array, whose columns have no names"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x80\x04\x95", "a Python pickle"),
    ],
)
def test_recognises_other_kinds_of_file(tmp_path: Path, start: bytes, kind: str) -> None:
    with pytest.raises(TableError) as caught:
        table_of(tmp_path, start + b"\0more", name="table.bin")
    assert str(caught.value) == (
        f"table.bin: this is {kind}; tables are CSV, Parquet, Feather or Arrow: export the table as one of these"
    )


@pytest.mark.parametrize("name", ["PAR1", "ARROW1", "PAREnt", "ORChid", "FEA1", "BZhang"])
def test_a_header_that_begins_like_another_kind_is_a_header(tmp_path: Path, name: str) -> None:
    assert table_of(tmp_path, f"{name},b\n1,2\n").names == (name, "b")


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read_bytes(tmp_path / "gone.csv")
    assert str(caught.value) == f"gone.csv: there is no such file: check the path {tmp_path / 'gone.csv'}"


def test_refuses_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(TableError) as caught:
        read_bytes(tmp_path / "folder")
    assert str(caught.value) == "folder: this is a folder; a table was expected: name a file in it"


def test_refuses_a_pipe_without_waiting_on_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(TableError) as caught:
        read_bytes(tmp_path / "pipe.csv")
    assert str(caught.value) == (
        "pipe.csv: this is not a regular file: write the table to a file, or send it to DATA as -"
    )


def test_refuses_a_file_it_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "data.csv").write_bytes(b"a\n1\n")
    monkeypatch.setattr(Path, "read_bytes", denied)  # tests may run as root, whom no permission stops
    with pytest.raises(TableError) as caught:
        read_bytes(tmp_path / "data.csv")
    assert str(caught.value) == "data.csv: the file cannot be read (Permission denied): check its permissions"


def test_refuses_a_path_with_nul() -> None:
    with pytest.raises(TableError) as caught:
        read_bytes(Path("a\0.csv"))
    assert str(caught.value) == r"a\x00.csv: this is not a path: name a file that holds a table"


def test_a_hostile_file_name_stays_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        table_of(tmp_path, b"", name="a\nb\x1b[31m.csv")
    assert str(caught.value).startswith(r"a\nb\x1b[31m.csv: the file is empty")
    assert str(caught.value).isprintable()
