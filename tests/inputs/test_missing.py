"""Rows that lack an entry: an error that counts them, or left out and counted."""

from pathlib import Path
from typing import Any

import pytest
from tables import holdout_of

from yasenn_report.errors import TableError

DATA = "id,age,income,city,y,who,w\n" + "".join(
    f"r{n},{'' if n in (1, 4) else 20 + n},{'nan' if n in (4, 7) else n},{'' if n == 2 else 'Bern'},"
    f"{'' if n == 5 else n % 2},p{n // 2},1\n"
    for n in range(10)
)
TAKE = {"features": ["age", "income"], "ids": ["id"]}


def test_rows_are_dropped_counted_and_the_others_keep_their_places(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, DATA, missing="drop", target="y", group="who", weights="w", **TAKE)
    assert holdout.places.tolist() == [0, 2, 3, 6, 8, 9]
    assert holdout.features[:, 0].tolist() == [20, 22, 23, 26, 28, 29]
    assert holdout.id_entries[:, 0].tolist() == ["r0", "r2", "r3", "r6", "r8", "r9"]
    assert holdout.dropped is not None
    assert holdout.dropped.by_column == (("age", 2), ("income", 2), ("y", 1))
    assert holdout.dropped.sentence == "4 of 10 rows dropped: 2 lack age, 2 lack income, 1 lacks y"
    assert (holdout.rows, holdout.rows_in_file) == (6, 10)
    assert holdout.groups is not None
    assert holdout.groups.tolist() == [0, 1, 1, 2, 3, 3]
    for array in (holdout.features, holdout.places):
        assert not array.flags.writeable


def test_a_focus_is_applied_to_the_rows_that_are_left(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, DATA, missing="drop", focus="age > 22 and city == 'Bern'", **TAKE)
    assert holdout.places.tolist() == [3, 5, 6, 8, 9]
    assert holdout.dropped is not None
    assert holdout.dropped.by_column == (("age", 2), ("income", 2), ("city", 1))


def test_columns_that_are_not_used_may_lack_entries(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, DATA, missing="drop", features=["w"], ids=["id"])
    assert holdout.dropped is not None
    assert holdout.dropped.sentence == "none of 10 rows dropped: every column that is used has all its entries"
    assert holdout.rows == 10


def test_errors_name_the_row_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, "a,b\n,1\n2,1e40\n", missing="drop")
    assert str(caught.value) == (
        "data.csv: row 2, column 'b' is '1e40', which is infinite in the network's 32-bit numbers (the largest is "
        "3.4e38): correct the entry or remove the row"
    )


def test_gaps_of_the_explanation_file_drop_the_rows_that_belong_to_them(tmp_path: Path) -> None:
    readable = "id,sex,note\nr9,F,x\nr0,,x\nr1,M,\nr2,M,x\nr3,F,x\nr5,F,x\nr6,M,x\nr8,F,x\nr4,,x\nr7,M,x\nextra,,x\n"
    holdout = holdout_of(tmp_path, DATA, readable, missing="drop", explain_columns=["sex"], **TAKE)
    assert holdout.places.tolist() == [2, 3, 5, 6, 8, 9]
    assert holdout.readable.values[:, 0].tolist() == [0, 1, 1, 0, 1, 1]
    assert holdout.dropped is not None
    assert holdout.dropped.by_column == (("age", 2), ("income", 2), ("sex of readable.csv", 2))
    focused = holdout_of(
        tmp_path, DATA, readable, missing="drop", explain_columns=["sex"], focus="note == 'x' and sex == 'F'", **TAKE
    )
    assert focused.places.tolist() == [3, 5, 8, 9]


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (
            "a,b\n1,\n,2\n",
            {"missing": "drop"},
            "no row is left by --missing drop (2 of 2 rows dropped: 1 lacks a, 1 lacks b): fill the entries, or name "
            "the columns that are needed by --features",
        ),
        (
            DATA,
            TAKE,
            "row 2, column 'age' is empty; every input needs a number in every row: fill the entry, or leave such rows "
            "out by --missing drop (3 of 10 rows: 2 lack 'age', 2 lack 'income')",
        ),
        (
            ",".join(f"c{n}" for n in range(15)) + "\n" + ",".join("1" * 15) + "\n" + "," * 14 + "\n",
            {},
            "row 2, column 'c0' is empty; every input needs a number in every row: fill the entry, or leave such rows "
            "out by --missing drop (1 of 2 rows: "
            + ", ".join(f"1 lacks 'c{n}'" for n in range(12))
            + ", ... and 3 more columns)",
        ),
    ],
)
def test_refuses(tmp_path: Path, data: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, data, **options)
    assert str(caught.value) == f"data.csv: {message}"
