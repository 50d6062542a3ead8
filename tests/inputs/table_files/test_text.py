"""Text tables as people have them: any delimiter, any encoding, decimal commas."""

from pathlib import Path

import pytest
from tables import holdout_of, table_of

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.header import read_header


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " ", "^", "~", ":", "!", "#", "\x01", "\x1f"])
def test_any_delimiter_is_told(tmp_path: Path, delimiter: str) -> None:
    table = table_of(tmp_path, "a,b,c\n1,2,x\n3,4,y\n".replace(",", delimiter))
    assert read_header(table.file).delimiter == delimiter
    assert table.names == ("a", "b", "c")
    assert table.frame[1].tolist() == [2, 4]
    said = (f"{delimiter!r} was taken as what stands between the fields",)
    assert table.file.notes == (() if delimiter in ",;\t|" else said)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a;b,c;d\n1;2;3\n4;5;6\n", ("a", "b,c", "d")),
        ("a|b,c|d,e\n1|2|3\n", ("a", "b,c", "d,e")),
        ("a,b;c,d;e\n1,5;2,5;3\n1,5;2;3,5\n", ("a,b", "c,d", "e")),
        ('"x y" "z"\n1 2\n', ("x y", "z")),
        ("first name,last name\n1,2\n3,4,5\n", None),
        ("first name\nAnn Lee\nBob Ray\n", ("first name",)),
        ("age (years)\n1\n2\n", ("age (years)",)),
        ("time:zone\n1:2:3\n4:5\n", ("time:zone",)),
        ("share%\n1\n2\n", ("share%",)),
    ],
)
def test_the_delimiter_is_what_gives_lines_of_one_width(
    tmp_path: Path, text: str, names: tuple[str, ...] | None
) -> None:
    if names is None:
        with pytest.raises(TableError, match=r"^data\.csv: row 2 \(line 3\) has 3 fields, the header has 2: "):
            table_of(tmp_path, text)
    else:
        assert table_of(tmp_path, text).names == names


TEXT = "größe,ort\n1,Zürich\n2,Genève\n"


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ("read as UTF-16, by the byte order mark",)),
        ("utf-32", ("read as UTF-32, by the byte order mark",)),
        (
            "cp1252",
            (
                "read as cp1252 (Western European): byte 3 (line 1) is 0xf6, which is not UTF-8 there; if names or "
                "entries look wrong, save the file in UTF-8",
            ),
        ),
    ],
)
def test_the_encoding_is_told_and_said(tmp_path: Path, encoding: str, notes: tuple[str, ...]) -> None:
    data = TEXT.encode(encoding)
    table = table_of(tmp_path, data)
    assert table.names == ("größe", "ort")
    assert table.column("ort").tolist() == ["Zürich", "Genève"]
    assert table.file.notes == notes
    assert table.file.size == len(data)


def test_utf_16_of_the_other_order_is_read(tmp_path: Path) -> None:
    assert table_of(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be")).names == ("größe", "ort")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"\xff\xfea\0\n\0\0\xd8",
            "it begins as text in UTF-16, but byte 7 is none: save the file as CSV in UTF-8",
        ),
        (
            "a,b\n1,\0\n".encode("utf-16"),
            "line 2 holds NUL, so this is not text: export the table as CSV in UTF-8",
        ),
        (
            "a,b\n1,2\n".encode("utf-16-le"),
            "byte 2 (line 1) is NUL, so this is not text: export the table as CSV in UTF-8",
        ),
    ],
)
def test_text_that_is_none_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TableError) as caught:
        table_of(tmp_path, data)
    assert str(caught.value) == f"data.csv: {message}"


def test_decimal_commas_are_read_and_said(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, "a;b;y\n1,5;7;0,25\n-2;8;1,5\n3e1;9;2\n", target="y")
    assert holdout.features.tolist() == [[1.5, 7], [-2, 8], [30, 9]]
    assert holdout.target is not None
    assert holdout.target.numbers is not None
    assert holdout.target.numbers.tolist() == [0.25, 1.5, 2]
    assert holdout.notes == ("a comma was read as the decimal point in columns 'a', 'y'",)


def test_quoted_decimal_commas_between_commas_are_read(tmp_path: Path) -> None:
    assert holdout_of(tmp_path, 'a,b\n"0,5",1\n"1,25",2\n,3\n', missing="drop").features.tolist() == [
        [0.5, 1],
        [1.25, 2],
    ]


def test_ids_keep_their_commas(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, "id;a\n1,5;2\n1,7;3\n", ids=["id"])
    assert (holdout.id_entries[:, 0].tolist(), holdout.notes) == (["1,5", "1,7"], ())


ADVICE = "write all numbers with a decimal point and no mark for thousands"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a;b\n1;1,234\n2;5,678\n", f"column 'b' cannot be told: '1,234' may mean 1.234 or 1234: {ADVICE}"),
        (
            "a;b\n1;1,5\n2;2.5\n",
            f"column 'b' cannot be told: '1,5' has a decimal comma and '2.5' a decimal point: {ADVICE}",
        ),
        ("a;b\n1;1.234,5\n2;2,5\n", f"column 'b' cannot be told: '1.234,5' has a mark for thousands: {ADVICE}"),
        ('a,b\n1,"1,234,567"\n2,3\n', f"column 'b' cannot be told: '1,234,567' has a mark for thousands: {ADVICE}"),
        ("a;b\n1.234;1,5\n2;2,5\n", f"column 'a' has decimal points, but column 'b' has decimal commas: {ADVICE}"),
        (
            "a;b\n" + "1;1,5\n" * 9 + "1;n/a\n",
            "row 10, column 'b' is 'n/a', but 9 of the 10 entries of the column are numbers: correct the entry, or set "
            "the column aside by --id or by naming the --features",
        ),
    ],
)
def test_numbers_that_cannot_be_told_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, text)
    assert str(caught.value) == f"data.csv: {message}"


def test_numbers_that_cannot_be_told_do_no_harm_where_nobody_uses_them(tmp_path: Path) -> None:
    assert holdout_of(tmp_path, "a;b\n1;1,234\n2;5,678\n", features=["a"]).unused_columns == ("b",)
    assert holdout_of(tmp_path, "a;b\n1;x, y\n2;z\n").unused_columns == ("b",)


def test_a_quoted_newline_is_part_of_an_entry(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, 'a,note\n1,"one\r\ntwo"\n2,"three\nfour"\n', sensitive=["note"])
    assert holdout.sensitive[0].labels.tolist() == ["one\r\ntwo", "three\nfour"]


def test_one_row_is_a_table(tmp_path: Path) -> None:
    assert holdout_of(tmp_path, "a,b\n1,2\n").rows == 1
