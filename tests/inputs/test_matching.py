"""Rows of two files brought together, and the first one that has no partner."""

from pathlib import Path

import pytest
from tables import table_of

from yasenn_report.errors import TableError
from yasenn_report.inputs.matching import match_rows


def matched(folder: Path, data: str, other: str, *ids: str) -> list[int]:
    tables = [table_of(folder, text, name, ids) for text, name in ((data, "data.csv"), (other, "readable.csv"))]
    return match_rows(tables[0], tables[1], ids).tolist()


def test_without_ids_rows_are_matched_by_their_order(tmp_path: Path) -> None:
    assert matched(tmp_path, "a\n1\n2\n", "b\n7\n8\n") == [0, 1]


def test_ids_are_matched_wherever_they_stand_and_others_are_left_over(tmp_path: Path) -> None:
    assert matched(tmp_path, "id,a\n01,1\n x ,2\n", "b,id\n6,1\n7,x\n8,01\n", "id") == [2, 1]


def test_several_ids_are_taken_together(tmp_path: Path) -> None:
    data, other = "who,visit,a\nA,1,1\nA,2,2\nB,1,3\n", "who,visit,b\nB,1,1\nA,2,2\nA,1,3\n"
    assert matched(tmp_path, data, other, "who", "visit") == [2, 1, 0]


@pytest.mark.parametrize(
    ("data", "other", "ids", "message"),
    [
        (
            "a\n1\n2\n3\n",
            "b\n1\n2\n",
            (),
            "readable.csv: it has 2 rows, data.csv has 3, and rows are matched by their order: row 3 of data.csv has "
            "no "
            "partner in readable.csv; give both files the same rows, or name a column of ids that both have by --id",
        ),
        (
            "a\n1\n",
            "b\n1\n2\n",
            (),
            "readable.csv: it has 2 rows, data.csv has 1, and rows are matched by their order: row 2 of readable.csv "
            "has "
            "no partner in data.csv; give both files the same rows, or name a column of ids that both have by --id",
        ),
        (
            "id,a\nA,1\nB,2\nC,3\nD,3\n",
            "id,b\nA,1\nC,2\n",
            ("id",),
            "readable.csv: no row has 'B' in column 'id', which is row 2 of data.csv (2 of its 4 rows without a "
            "partner): add the rows, or correct the ids",
        ),
        (
            "id,a\n7,1\n",
            "id,b\n7.0,1\n",
            ("id",),
            "readable.csv: no row has '7' in column 'id', which is row 1 of data.csv (1 of its 1 row without a "
            "partner): add the rows, or correct the ids",
        ),
        (
            "id,a\nA,1\nB,2\nA,3\n",
            "id,b\nA,1\nB,2\n",
            ("id",),
            "data.csv: rows 1 and 3 both have 'A' in column 'id': rows are matched by their ids, so each needs one of "
            "its "
            "own",
        ),
        (
            "who,visit,a\nA,1,1\n",
            "who,visit,b\nA,1,1\nB,1,1\nB,1,2\n",
            ("who", "visit"),
            "readable.csv: rows 2 and 3 both have 'B', '1' in columns 'who', 'visit': rows are matched by their ids, "
            "so "
            "each needs one of its own",
        ),
        (
            "id,a\nA,1\n",
            "id,b\n,1\nA,2\n",
            ("id",),
            "readable.csv: row 1, column 'id' is empty; rows are matched by their ids: fill the entry, or remove "
            "the row (1 of 2 rows: 1 lacks 'id')",
        ),
    ],
)
def test_refuses(tmp_path: Path, data: str, other: str, ids: tuple[str, ...], message: str) -> None:
    with pytest.raises(TableError) as caught:
        matched(tmp_path, data, other, *ids)
    assert str(caught.value) == message


def test_a_column_in_another_order_says_that_the_rows_are(tmp_path: Path) -> None:
    with pytest.raises(TableError) as refusal:
        matched(tmp_path, "id,a\nx,1\ny,2\nz,3\n", "b,id\n1,x\n2,z\n3,y\n")
    assert str(refusal.value) == (
        "readable.csv: its column 'id' has the entries that data.csv has, in another order (row 2 is the first that "
        "differs), and rows are matched by their order: name the column by --id, so that rows are matched by it"
    )


def test_a_column_with_entries_of_its_own_says_nothing_about_the_order(tmp_path: Path) -> None:
    assert matched(tmp_path, "a\n1\n2\n", "a\n-0.5\n0.5\n") == [0, 1]
    assert matched(tmp_path, "a\n1\n1\n2\n", "a\n2\n1\n1\n") == [0, 1, 2]
