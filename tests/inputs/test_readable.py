"""Explanation columns: which are taken, as what, and the exact sentence where they cannot be."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from tables import holdout_of

from yasenn_report.errors import TableError
from yasenn_report.inputs.readable import LeftOut, ReadableColumn

DATA = "id,x,sex,age,y\n" + "".join(
    f"r{n},{n / 20},{'Male' if n % 2 else 'Female'},{20 + n},{n % 2}\n" for n in range(20)
)
READABLE = "id,sex,age,name,blank,one,y\n" + "".join(
    f"r{n},{'Male' if n % 2 else 'Female'},{20 + n},n{n},,1,{n % 2}\n" for n in reversed(range(20))
)


def test_without_a_word_the_inputs_are_the_explanation_columns(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, DATA, features=["x", "age"], target="y")
    readable = holdout.readable
    assert readable.values is holdout.features
    assert (readable.given, readable.names, readable.left_out) == ("inputs", ("x", "age"), ())
    assert (readable.name, readable.sha256, readable.size) == (holdout.name, holdout.sha256, holdout.size)


def test_columns_of_the_data_file_need_not_be_inputs(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, DATA, features=["x"], target="y", explain_columns=["sex", "x"])
    assert holdout.feature_names == ("x",)
    assert holdout.readable.given == "columns"
    assert holdout.readable.columns == (
        ReadableColumn(column="sex", entry="Female"),
        ReadableColumn(column="sex", entry="Male"),
        ReadableColumn(column="x"),
    )
    assert holdout.readable.values[:2].tolist() == [[1, 0, 0], [0, 1, 0.05]]
    assert not holdout.readable.values.flags.writeable
    assert holdout.unused_columns == ("id", "age")


def test_a_file_of_its_own_is_matched_by_id(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, DATA, READABLE, features=["x"], target="y", ids=["id"])
    readable = holdout.readable
    assert (readable.given, readable.matched_by) == ("file", ("id",))
    assert readable.names == ("sex is Female", "sex is Male", "age", "one")
    assert readable.columns[1].negation == "sex is not Male"
    assert readable.left_out == (LeftOut(column="name", entries=20), LeftOut(column="blank", entries=0))
    assert readable.values[:2].tolist() == [[1, 0, 20, 1], [0, 1, 21, 1]]
    assert (readable.name, readable.size) == ("readable.csv", len(READABLE))
    assert readable.sha256 == hashlib.sha256(READABLE.encode()).hexdigest()
    assert (readable.rows_in_file, readable.columns_in_file) == (20, 7)


def test_a_file_without_the_ids_is_matched_by_order(tmp_path: Path) -> None:
    text = "\n".join(line.split(",", 1)[1] for line in READABLE.replace("age", "years").splitlines())
    readable = holdout_of(tmp_path, DATA, text, features=["x"], ids=["id"], explain_columns=["years"]).readable
    assert readable.matched_by == ()
    assert readable.values[:, 0].tolist() == list(range(39, 19, -1))


def test_columns_of_the_file_can_be_chosen(tmp_path: Path) -> None:
    readable = holdout_of(tmp_path, DATA, READABLE, features=["x"], ids=["id"], explain_columns=["one", "sex"]).readable
    assert readable.names == ("one", "sex is Female", "sex is Male")


def test_what_a_column_is_does_not_depend_on_the_focus(tmp_path: Path) -> None:
    holdout = holdout_of(
        tmp_path, DATA, READABLE, features=["x"], target="y", ids=["id"], focus="sex == 'Male' and age > 30"
    )
    assert holdout.readable.names == ("sex is Female", "sex is Male", "age", "one")
    assert holdout.readable.values.tolist() == [[0, 1, age, 1] for age in (31, 33, 35, 37, 39)]
    plain = holdout_of(tmp_path, DATA, features=["x"], focus="age > 30")
    assert plain.readable.values is plain.features


@pytest.mark.parametrize("entries", [12, 13])
def test_text_with_up_to_twelve_entries_becomes_indicators(tmp_path: Path, entries: int) -> None:
    text = "x,word\n" + "".join(f"{n},w{n % entries}\n" for n in range(40))
    readable = holdout_of(tmp_path, text, features=["x"], explain_columns=["x", "word"]).readable
    assert len(readable.names) == (13 if entries == 12 else 1)
    assert readable.left_out == (() if entries == 12 else (LeftOut(column="word", entries=13),))


def test_few_entries_of_which_some_are_numbers_are_text(tmp_path: Path) -> None:
    text = "x,children\n" + "".join(f"{n},{['0', '1', '2', '3+'][0 if n < 19 else n % 4]}\n" for n in range(20))
    readable = holdout_of(tmp_path, text, features=["x"], explain_columns=["children"]).readable
    assert readable.names == ("children is 0", "children is 3+")


NEEDS = (
    "an explanation column needs an entry in every row: fill the entry, or leave such rows out by --missing drop (1 of "
    "20 rows: 1 lacks "
)


BY_ID = {"ids": ["id"]}


@pytest.mark.parametrize(
    ("readable", "options", "message"),
    [
        (
            None,
            {"explain_columns": []},
            "data.csv: --explain-columns names no column: name the columns that descriptions speak in",
        ),
        (
            None,
            {"explain_columns": ["ages"]},
            "data.csv: there is no column 'ages', which --explain-columns names; did you mean 'age'? The columns are "
            "'id', 'x', 'sex', 'age', 'y'",
        ),
        (
            None,
            {"explain_columns": ["age", "age"]},
            "data.csv: column 'age' is named twice by --explain-columns: give each column one part",
        ),
        (
            None,
            {"explain_columns": ["y"], "target": "y"},
            "data.csv: column 'y' is named by --target and by --explain-columns: give each column one part",
        ),
        (
            None,
            {"explain_columns": ["id"]},
            "data.csv: no column is left for descriptions: 'id' hold no numbers and more than 12 different entries of "
            "text, or none; give columns of numbers, or of text with few different entries",
        ),
        (
            READABLE,
            {"explain_columns": ["sexx"]},
            "readable.csv: there is no column 'sexx', which --explain-columns names; did you mean 'sex'? The columns "
            "are "
            "'id', 'sex', 'age', 'name', 'blank', 'one', 'y'",
        ),
        (
            READABLE,
            {"explain_columns": ["age", "age"]},
            "readable.csv: column 'age' is named twice by --explain-columns: name it once",
        ),
        (
            READABLE,
            {"explain_columns": ["y"], "target": "y"},
            "readable.csv: column 'y' is named by --explain-columns, but is an id, the target, the groups or the "
            "weights "
            "of the data file: give each column one part",
        ),
        (
            "id\n" + "".join(f"r{n}\n" for n in range(20)),
            {"ids": ["id"]},
            "readable.csv: it has no column but ids, target, groups and weights: add columns for descriptions",
        ),
        (READABLE.replace("r7,Male", "r7,"), BY_ID, f"readable.csv: row 13, column 'sex' is empty; {NEEDS}'sex')"),
        (READABLE.replace("27,n7", ",n7"), BY_ID, f"readable.csv: row 13, column 'age' is empty; {NEEDS}'age')"),
        (
            READABLE.replace("27,n7", "1e40,n7"),
            BY_ID,
            "readable.csv: row 13, column 'age' is '1e40', which is infinite in a description's 32-bit numbers (the "
            "largest is 3.4e38): correct the entry or remove the row",
        ),
        (
            READABLE.replace("27,n7", "old,n7"),
            BY_ID,
            "readable.csv: row 13, column 'age' is 'old', but 19 of the 20 entries of the column are numbers: correct "
            "the "
            "entry, or leave the column out by naming the others in --explain-columns",
        ),
        (
            "a,b\n1\n",
            {},
            "readable.csv: row 1 (line 2) has 1 field, the header has 2: correct the row, or quote its text",
        ),
    ],
)
def test_refuses(tmp_path: Path, readable: str | None, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, DATA, readable, features=["x"], **options)
    assert str(caught.value) == message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^gone.csv: there is no such file: check the path "):
        holdout_of(tmp_path, DATA, features=["x"], explain_with=tmp_path / "gone.csv")
