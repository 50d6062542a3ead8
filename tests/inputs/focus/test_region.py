"""An expression over tables into rows, and the exact sentence where the columns cannot answer it."""

from pathlib import Path

import numpy as np
import pytest
from tables import holdout_of, table_of

from yasenn_report.errors import FocusError, TableError, YasennReportError
from yasenn_report.inputs.focus.columns import Source
from yasenn_report.inputs.focus.region import read_focus

PEOPLE = """age,prior arrests,sex,member,low,note
17,0,Male,True,10,x
18,3, Female,False,20,x
24.5,1,Male ,True,30,3
25,7,Other,False,20,x
"""
COLUMNS = "the columns are 'age', 'prior arrests', 'sex', 'member', 'low', 'note'"


def rows(folder: Path, expression: str) -> list[int]:
    focus = read_focus(expression, (Source(table=table_of(folder, PEOPLE), rows=None),))
    return np.flatnonzero(focus.inside).tolist()


@pytest.mark.parametrize(
    ("expression", "inside"),
    [
        ("age < 25", [0, 1, 2]),
        ("age >= 25", [3]),
        ("18 <= age < 25", [1, 2]),
        ("25 > age >= 18", [1, 2]),
        ("age == 18 or age == 24.5", [1, 2]),
        ("age != 18", [0, 2, 3]),
        ("age < 25 and `prior arrests` > 2", [1]),
        ("age < 18 or age > 24 and `prior arrests` > 2", [0, 3]),
        ("(age < 18 or age > 24) and `prior arrests` > 2", [3]),
        ("not age < 25", [3]),
        ("not (age < 25 and sex == 'Male')", [1, 3]),
        ("sex == 'Male'", [0, 2]),
        ("'Male' != sex", [1, 3]),
        ("sex in ('Female', ' Other ')", [1, 3]),
        ("sex not in ('Female', 'Other')", [0, 2]),
        ("age in (17, 25, 99)", [0, 3]),
        ("member == true", [0, 2]),
        ("member == 0", [1, 3]),
        ("age < low", [1, 2]),
        ("low != age < 20", [0, 1]),
        ("sex == note or age < 18", [0]),
        ("note == '3'", [2]),
        ("age > 1000", []),
    ],
)
def test_rows(tmp_path: Path, expression: str, inside: list[int]) -> None:
    assert rows(tmp_path, expression) == inside


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (
            "age < 3 and ages > 1",
            f"at character 13, 'ages': there is no column of this name; did you mean 'age'? T{COLUMNS[1:]}",
        ),
        ("`xyz` > 1", f"at character 1, '`xyz`': there is no column of this name; {COLUMNS}"),
        ("sex < 'Male'", "at character 1, 'sex': this is text, which < cannot compare: use == != or in"),
        ("sex == 1", "at character 8, '1': column 'sex' holds text: put quotes around it"),
        ("note in ('x', 3)", "at character 15, '3': column 'note' holds text: put quotes around it"),
        (
            "'18' < age",
            "at character 1, \"'18'\": column 'age' holds numbers (True counts as 1): compare it with a number without "
            "quotes",
        ),
        ("sex == age", "at character 8, 'age': this column holds numbers, column 'sex' holds text"),
        (
            "sex == 'male'",
            "at character 8, \"'male'\": no entry of the column says so; did you mean 'Male'? The entries are 'Male', "
            "'Female', 'Other'",
        ),
        (
            "sex not in ('Male', 'zzz')",
            "at character 21, \"'zzz'\": no entry of the column says so; the entries are 'Male', 'Female', 'Other'",
        ),
    ],
)
def test_refuses(tmp_path: Path, expression: str, message: str) -> None:
    with pytest.raises(FocusError) as caught:
        rows(tmp_path, expression)
    assert str(caught.value) == f"--focus: {message}"
    assert str(caught.value).isprintable()


def test_a_gap_in_a_column_in_focus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, "a,b,c\n1,2,x\n1,2,\n1,2,nan\n", features=["a", "b"], focus="c == 'x' or a < 1")
    assert str(caught.value) == (
        "data.csv: row 2, column 'c' is empty; --focus needs an entry in every row: fill the entry, or leave such "
        "rows out by --missing drop (2 of 3 rows: 2 lack 'c')"
    )


DATA = "id,x,age\n" + "".join(f"{n},{n / 4},{n / 4}\n" for n in range(4))
READABLE = "id,years,age\n3,33,0.75\n2,22,0.5\n1,11,0.25\n0,0,0\n"


def test_columns_of_both_files_are_matched_row_by_row(tmp_path: Path) -> None:
    holdout = holdout_of(
        tmp_path, DATA, READABLE, ids=["id"], features=["x"], focus="years > 5 and x < 0.6 and age > 0"
    )
    assert holdout.focus is not None
    assert holdout.focus.columns == ("years", "x", "age")
    assert holdout.focus.text == "years > 5 and x < 0.6 and age > 0"
    assert (holdout.focus.rows_inside, holdout.focus.rows_in_file) == (2, 4)
    assert holdout.places.tolist() == [1, 2]
    assert holdout.features.tolist() == [[0.25], [0.5]]
    assert holdout.readable.values.tolist() == [[11, 0.25], [22, 0.5]]


def test_a_column_that_the_files_have_in_two_ways_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YasennReportError) as caught:
        holdout_of(tmp_path, DATA, READABLE.replace("0.5", "50"), ids=["id"], features=["x"], focus="x < 1 and age < 1")
    assert str(caught.value) == (
        "--focus: at character 11, 'age': data.csv and readable.csv both have this column, and it differs in row 3: "
        "rename one of the two"
    )


def test_a_hundred_thousand_rows_with_text_are_fast(tmp_path: Path) -> None:
    words = np.array(["Bern", "Basel", "Genf"])[np.arange(100_000) % 3]
    text = "a,city,name\n" + "".join(f"{n},{word},n{n}\n" for n, word in enumerate(words))
    table = table_of(tmp_path, text)
    focus = read_focus("a < 90000 and city in ('Bern', 'Genf') and name != 'n0'", (Source(table=table, rows=None),))
    assert focus.rows_inside == 59_999
