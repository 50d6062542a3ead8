"""A CSV file into a holdout: what each column becomes, and the exact sentence for every refusal."""

import csv
import hashlib
import io
import random
from pathlib import Path
from typing import Any

import pytest
from tables import holdout_of

from yasenn_report.errors import TableError
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.table_files.entries import as_number

PEOPLE = b"""id,age,city,income,member,outcome
7,31,Bern,1.5,True,good
8,42,Basel,-2e3,False,bad
9,53,Genf,0,True,good
"""


def test_takes_the_numeric_columns_in_file_order(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, PEOPLE, target="outcome", ids=["id"], inputs=3)
    assert holdout.feature_names == ("age", "income", "member")
    assert holdout.features.tolist() == [[31, 1.5, 1], [42, -2000, 0], [53, 0, 1]]
    assert (holdout.rows, holdout.columns) == (3, 6)
    assert holdout.ids == ("id",)
    assert holdout.unused_columns == ("city",)


def test_takes_the_named_features_in_their_order(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, PEOPLE, features=["income", "id"], inputs=2)
    assert holdout.feature_names == ("income", "id")
    assert holdout.features.tolist() == [[1.5, 7], [-2000, 8], [0, 9]]
    assert holdout.target is None
    assert holdout.unused_columns == ("age", "city", "member", "outcome")


def test_says_which_bytes_were_read(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, PEOPLE, ids=["id"])
    assert (holdout.name, holdout.size) == ("data.csv", len(PEOPLE))
    assert holdout.sha256 == hashlib.sha256(PEOPLE).hexdigest()


def test_arrays_cannot_be_changed(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, b"a,y\n1,0\n2,1\n", target="y")
    assert holdout.target is not None
    assert holdout.target.numbers is not None
    assert holdout.features.flags.c_contiguous
    for array in (holdout.features, holdout.target.labels, holdout.target.numbers):
        assert not array.flags.writeable


VISITS = b"x,who,weight,y\n" + b"".join(
    b"%d,%s,%d,%s\n" % (n, b"CAB"[n % 3 : n % 3 + 1], n + 1, b"no" if n % 2 else b"yes") for n in range(12)
)


def test_groups_and_weights_are_no_inputs(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, VISITS, target="y", group="who", weights="weight")
    assert (holdout.feature_names, holdout.unused_columns) == (("x",), ())
    assert holdout.groups is not None
    assert holdout.weights is not None
    assert (holdout.groups.tolist(), holdout.group_count) == ([0, 1, 2] * 4, 3)
    assert holdout.weights.tolist() == list(range(1, 13))
    assert (holdout.roles.group, holdout.roles.weights) == ("who", "weight")
    without = holdout_of(tmp_path, VISITS, target="y", ids=["weight"])
    assert (without.groups, without.weights, without.group_count) == (None, None, 0)
    assert without.unused_columns == ("who",)


def test_a_focus_leaves_rows_out_and_keeps_their_places(tmp_path: Path) -> None:
    holdout = holdout_of(
        tmp_path, VISITS, target="y", group="who", weights="weight", focus="x > 2 and who != 'B' and y == 'no'"
    )
    assert holdout.focus is not None
    assert holdout.target is not None
    assert holdout.groups is not None
    assert holdout.weights is not None
    assert (holdout.rows, holdout.rows_in_file, holdout.focus.rows_inside) == (3, 12, 3)
    assert holdout.places.tolist() == [3, 7, 9]
    assert holdout.features[:, 0].tolist() == [3, 7, 9]
    assert holdout.target.labels.tolist() == ["no"] * 3
    assert (holdout.groups.tolist(), holdout.group_count) == ([0, 1, 0], 2)
    assert holdout.weights.tolist() == [4, 8, 10]
    assert holdout.file_target is not None
    assert set(holdout.file_target.labels.tolist()) == {"no", "yes"}
    for array in (holdout.features, holdout.places, holdout.target.labels, holdout.groups, holdout.weights):
        assert not array.flags.writeable


def test_ids_are_kept_as_they_stand_in_the_file(tmp_path: Path) -> None:
    data = b"id,name,x\n007, Ann ,1\n1e3,,2\n9,Bob,3\n"
    holdout = holdout_of(tmp_path, data, ids=["name", "id"])
    assert holdout.id_entries.tolist() == [["Ann", "007"], ["", "1e3"], ["Bob", "9"]]
    assert not holdout.id_entries.flags.writeable
    assert holdout_of(tmp_path, data, ids=["id", "name"], focus="x > 2").id_entries.tolist() == [["9", "Bob"]]
    assert holdout_of(tmp_path, data, features=["x"]).id_entries.shape == (3, 0)


def test_a_focus_for_which_no_row_holds_leaves_none(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, VISITS, target="y", group="who", focus="x > 100", ids=["weight"])
    assert (holdout.rows, holdout.group_count) == (0, 0)


def test_a_column_in_focus_is_used(tmp_path: Path) -> None:
    assert holdout_of(tmp_path, PEOPLE, target="outcome", ids=["id"], focus="city == 'Bern'").unused_columns == ()


@pytest.mark.parametrize(
    ("entries", "labels", "numbers"),
    [
        (["0", "1"], ["0", "1"], [0, 1]),
        (["0.0", "1.0"], ["0", "1"], [0, 1]),
        (["1", "1.0", "1e0", " 1"], ["1", "1", "1", "1"], [1, 1, 1, 1]),
        (["True", "False"], ["True", "False"], [1, 0]),
        (["TRUE", "false"], ["True", "False"], [1, 0]),
        (["True", "0"], ["1", "0"], [1, 0]),
        (["Good", " Bad "], ["Good", "Bad"], None),
        (["1", "01", "x"], ["1", "01", "x"], None),
        (["NA", "None"], ["NA", "None"], None),
        (["0.10", "1e-3", "-2.50", "-0"], ["0.1", "0.001", "-2.5", "0"], [0.1, 0.001, -2.5, 0]),
        (["1_000", "2"], ["1_000", "2"], None),
        (["<b>", "🙂"], ["<b>", "🙂"], None),
    ],
)
def test_target(tmp_path: Path, entries: list[str], labels: list[str], numbers: list[float] | None) -> None:
    rows = "".join(f"1,{entry}\n" for entry in entries)
    target = holdout_of(tmp_path, f"a,y\n{rows}".encode(), target="y").target
    assert target is not None
    assert target.name == "y"
    assert target.labels.tolist() == labels
    assert (None if target.numbers is None else target.numbers.tolist()) == numbers


def test_numbers_are_read_exactly(tmp_path: Path) -> None:
    numbers = [0.30000000000000004, 5e-324, -1.1754943508222875e-38, 3.4028235e38, 123456789.12345679]
    rows = "\n".join(map(repr, numbers))
    assert holdout_of(tmp_path, f"a\n{rows}\n".encode()).features[:, 0].tolist() == numbers


def test_whole_numbers_beyond_64_bits_are_numbers(tmp_path: Path) -> None:
    data = b"a,b\n99999999999999999999,18446744073709551615\n1,2\n"
    assert holdout_of(tmp_path, data).features.tolist() == [[1e20, 2.0**64], [1, 2]]


def test_a_column_without_entries_is_not_an_input(tmp_path: Path) -> None:
    assert holdout_of(tmp_path, b"a,b,c\n1,,2\n3,,4\n").unused_columns == ("b",)


def test_a_column_of_mostly_text_is_not_an_input(tmp_path: Path) -> None:
    assert holdout_of(tmp_path, b"a,b\n1,x\n3,4\n").unused_columns == ("b",)


STRAY = b"a,b\n" + b"".join(b"%d,%d\n" % (n, n) for n in range(9)) + b"9,n/a\n"


def test_stray_text_is_no_matter_in_columns_that_are_no_inputs(tmp_path: Path) -> None:
    assert holdout_of(tmp_path, STRAY, features=["a"]).unused_columns == ("b",)
    assert holdout_of(tmp_path, STRAY, ids=["b"]).feature_names == ("a",)
    assert holdout_of(tmp_path, STRAY, target="b").feature_names == ("a",)


MANY = ",".join(f"c{n}" for n in range(42)).encode() + b"\n" + b",".join([b"1"] * 42) + b"\n"
MANY_LISTED = ", ".join(f"'c{n}'" for n in range(30)) + ", ... and 12 more"
EVERY = "every input needs a number in every row"
FILL = f"{EVERY}: fill the entry, or leave such rows out by --missing drop"
ESCAPED = r"<i>\n"
INFINITE = (
    "which is infinite in the network's 32-bit numbers (the largest is 3.4e38): correct the entry or remove the row"
)


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (
            b"age,b\n1,2\n\n,3\n,\n",
            {},
            f"row 2, column 'age' is empty; {FILL} (2 of 3 rows: 2 lack 'age', 1 lacks 'b')",
        ),
        (b"a,b\n1,2\n1,nan\n", {}, f"row 2, column 'b' is 'nan'; {FILL} (1 of 2 rows: 1 lacks 'b')"),
        (b"a,b\n1,2\n1,NaN\n", {}, f"row 2, column 'b' is 'NaN'; {FILL} (1 of 2 rows: 1 lacks 'b')"),
        (b"a,b\nTrue,2\n,2\n", {}, f"row 2, column 'a' is empty; {FILL} (1 of 2 rows: 1 lacks 'a')"),
        (b"a,b\n1,2\n1, \n", {}, f"row 2, column 'b' is empty; {FILL} (1 of 2 rows: 1 lacks 'b')"),
        (b"a,b\n,\n", {"features": ["a"]}, f"row 1, column 'a' is empty; {FILL} (1 of 1 row: 1 lacks 'a')"),
        (b"a,b\n1,inf\n", {}, f"row 1, column 'b' is 'inf', {INFINITE}"),
        (b"a,b\n1,2\n-Infinity,2\n", {}, f"row 2, column 'a' is '-Infinity', {INFINITE}"),
        (b"a,b\n1,1e999\n1,2\n", {}, f"row 1, column 'b' is '1e999', {INFINITE}"),
        (b"a,b\n1,3\n1,3.5e38\n", {}, f"row 2, column 'b' is '3.5e38', {INFINITE}"),
        (
            b"a,b\n1,2\n1,x\n",
            {"features": ["b"]},
            f"row 2, column 'b' is 'x'; {EVERY}: correct the entry or leave the column out",
        ),
        (
            b"a;b\nx;2,5\ny;u\n",
            {"features": ["b"]},
            f"row 1, column 'b' is '2,5'; {EVERY}: write it with a decimal point or leave the column out",
        ),
        (
            STRAY,
            {},
            "row 10, column 'b' is 'n/a', but 9 of the 10 entries of the column are numbers: correct the entry, "
            "or set the column aside by --id or by naming the --features",
        ),
        (
            PEOPLE,
            {"target": "outcom"},
            "there is no column 'outcom', which --target names; did you mean 'outcome'? "
            "The columns are 'id', 'age', 'city', 'income', 'member', 'outcome'",
        ),
        (b"a,b\n1,2\n", {"ids": ["zzz"]}, "there is no column 'zzz', which --id names; the columns are 'a', 'b'"),
        (
            b"a,b\n1,2\n",
            {"features": ["a", "b1"]},
            "there is no column 'b1', which --features names; did you mean 'b'? The columns are 'a', 'b'",
        ),
        (
            b"a,b\n1,2\n",
            {"features": ["a", "b", "a"]},
            "column 'a' is named twice by --features: give each column one part",
        ),
        (
            b"a,b\n1,2\n",
            {"features": ["a", "b"], "target": "b"},
            "column 'b' is named by --features and by --target: give each column one part",
        ),
        (
            b"a,b\n1,2\n",
            {"target": "b", "ids": ["b"]},
            "column 'b' is named by --target and by --id: give each column one part",
        ),
        (
            b"a,b\n1,2\n",
            {"group": "bb"},
            "there is no column 'bb', which --group names; did you mean 'b'? The columns are 'a', 'b'",
        ),
        (b"a,b\n1,2\n", {"weights": "w"}, "there is no column 'w', which --weights names; the columns are 'a', 'b'"),
        (
            b"a,b\n1,2\n",
            {"features": ["a", "b"], "weights": "b"},
            "column 'b' is named by --features and by --weights: give each column one part",
        ),
        (
            b"a,b\n1,2\n",
            {"group": "b", "ids": ["b"]},
            "column 'b' is named by --group and by --id: give each column one part",
        ),
        (b"a\n1\n", {"features": []}, "--features names no column: name the network's inputs in their order"),
        (b"a\n1\n", {"sensitive": []}, "--sensitive names no column: name those that tell groups of people apart"),
        (
            b"a,b\nx,1\n",
            {"target": "b"},
            "no column is left that holds only numbers, and the network needs inputs; the columns are 'a', 'b'",
        ),
        (
            b"a,b,c\n1,2,3\n",
            {"inputs": 2},
            "the network takes 2 inputs, but 3 columns hold only numbers: 'a', 'b', 'c'; the one column too many may "
            "be the target: name the target, if it is among them, by --target, set columns aside by --id, "
            "or name the inputs in their order by --features a,b,c",
        ),
        (
            b"a,b,c\n1,2,3\n",
            {"inputs": 1, "target": "c"},
            "the network takes 1 input, but 2 columns hold only numbers: 'a', 'b'; set columns aside by --id, "
            "or name the inputs in their order by --features a,b,c",
        ),
        (
            MANY,
            {"inputs": 2},
            f"the network takes 2 inputs, but 42 columns hold only numbers: {MANY_LISTED}; name the target, if it is "
            "among them, by --target, set columns aside by --id, or name the inputs in their order by --features a,b,c",
        ),
        (
            b"a,b\n1,x\n",
            {"inputs": 2},
            "the network takes 2 inputs, but 1 column holds only numbers: 'a'; these do not: 'b'; "
            "write every input as a column of numbers",
        ),
        (
            b"a,b\n1,2\n",
            {"inputs": 1_000},
            "the network takes 1,000 inputs, but 2 columns hold only numbers: 'a', 'b'; "
            "write every input as a column of numbers",
        ),
        (
            b"a,b\n1,2\n",
            {"inputs": 3, "features": ["b", "a"]},
            "the network takes 3 inputs, but --features names 2: 'b', 'a'; name as many, in the network's order",
        ),
        (
            b"a,y\n1,0\n2,\n",
            {"target": "y"},
            "row 2, column 'y' is empty; the target needs an entry in every row: fill the entry, or leave such rows "
            "out by --missing drop (1 of 2 rows: 1 lacks 'y')",
        ),
        (
            b"a,y\n1,good\n2,nan\n",
            {"target": "y"},
            "row 2, column 'y' is 'nan'; the target needs an entry in every row: fill the entry, or leave such rows "
            "out by --missing drop (1 of 2 rows: 1 lacks 'y')",
        ),
        (b"a,y\n1,0\n2,inf\n", {"target": "y"}, f"row 2, column 'y' is 'inf', {INFINITE}"),
        (
            b"a,y\n1,x\n2," + b"y" * 201 + b"\n",
            {"target": "y"},
            "row 2, column 'y' holds 201 characters; labels have at most 200: is this the right column?",
        ),
        (
            b'"<b>\n\x1b[31m\xe2\x80\xae\'""\xf0\x9f\x99\x82",b\n,1\n2,3\n',
            {},
            r"""row 1, column '<b>\n\x1b[31m\u202e\'"🙂' is empty; """
            + rf"""{FILL} (1 of 2 rows: 1 lacks '<b>\n\x1b[31m\u202e\'"🙂')""",
        ),
        (
            b'a,b\n1,"' + b"<i>\n" * 100 + b'"\n',
            {"features": ["b"]},
            f"row 1, column 'b' is '{ESCAPED * 14}<...'; {EVERY}: correct the entry or leave the column out",
        ),
    ],
)
def test_refuses(tmp_path: Path, data: bytes, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, data, **options)
    assert str(caught.value) == f"data.csv: {message}"
    assert str(caught.value).isprintable()


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed) + 1)
        scrap = chance.choice(
            [b",", b'"', b"\n", b"\r", b" ", b";", b"nan", b"1e999", b"-", b"\xff", b"\0", b"\t", b""]
        )
        changed[place : place + chance.randint(0, 3)] = scrap
    return bytes(changed)


def outcome(folder: Path, data: bytes, target: str | None) -> Holdout | str:
    try:
        return holdout_of(folder, data, target=target)
    except TableError as error:
        return str(error)


def rows_by_the_csv_module(data: bytes) -> list[list[str]]:
    try:
        text = io.StringIO(data.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError:
        text = io.StringIO(data.decode("cp1252"), newline="")
    return [record for record in csv.reader(text) if "".join(record).strip() or len(record) > 1]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.slow
def test_mutated_bytes_are_read_whole_or_refused_in_one_line(tmp_path: Path, seed: int) -> None:
    chance, read = random.Random(seed), 0
    for _ in range(250):
        data = mutated(PEOPLE, chance)
        result = outcome(tmp_path, data, chance.choice([None, "outcome"]))
        if isinstance(result, str):
            assert result.startswith("data.csv: ")
            assert result.isprintable(), data
            continue
        read += 1
        header, *rows = rows_by_the_csv_module(data)
        assert result.features.shape == (len(rows), len(result.feature_names))
        for place, name in enumerate(result.feature_names):
            column = [row[[title.strip() for title in header].index(name)] for row in rows]
            assert result.features[:, place].tolist() == [as_number(entry) for entry in column], data
    assert 20 < read < 230
