"""Columns with a part of their own: people that are told apart, predictions that were recorded."""

from pathlib import Path
from typing import Any

import pytest
from tables import holdout_of

from yasenn_report.errors import TableError

DATA = "a,sex,age,p0,p1,label\n1,F,30,0.25,0.75,yes\n2,M,40.0,0.5,0.5,no\n3,F,4e1,1,0,yes\n"


def test_sensitive_columns_are_labels_and_no_inputs(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, DATA, sensitive=["sex", "age"], ids=["p0", "p1", "label"])
    assert holdout.feature_names == ("a",)
    assert [one.name for one in holdout.sensitive] == ["sex", "age"]
    assert [one.labels.tolist() for one in holdout.sensitive] == [["F", "M", "F"], ["30", "40", "40"]]
    assert holdout.unused_columns == ()
    assert not holdout.sensitive[0].labels.flags.writeable


def test_a_sensitive_column_can_be_an_input_and_explain(tmp_path: Path) -> None:
    holdout = holdout_of(
        tmp_path, DATA, features=["a", "age"], sensitive=["age", "sex"], explain_columns=["sex", "age"], focus="a > 1"
    )
    assert holdout.features.tolist() == [[2, 40], [3, 40]]
    assert holdout.readable.names == ("sex is F", "sex is M", "age")
    assert [one.labels.tolist() for one in holdout.sensitive] == [["40", "40"], ["M", "F"]]


def test_recorded_outputs_are_numbers(tmp_path: Path) -> None:
    expected = holdout_of(tmp_path, DATA, features=["a"], expect=["p1", "p0"], focus="a < 3").expected
    assert expected is not None
    assert (expected.names, expected.labels) == (("p1", "p0"), None)
    assert expected.values is not None
    assert expected.values.tolist() == [[0.75, 0.25], [0.5, 0.5]]


def test_recorded_decisions_are_labels(tmp_path: Path) -> None:
    expected = holdout_of(tmp_path, DATA, features=["a"], expect=["label"]).expected
    assert expected is not None
    assert expected.values is None
    assert expected.labels is not None
    assert expected.labels.tolist() == ["yes", "no", "yes"]


def test_one_column_of_numbers_can_be_either(tmp_path: Path) -> None:
    expected = holdout_of(tmp_path, DATA, features=["a"], expect=["age"], focus="a > 1").expected
    assert expected is not None
    assert expected.values is not None
    assert expected.labels is not None
    assert (expected.values.tolist(), expected.labels.tolist()) == ([[40], [40]], ["40", "40"])
    assert holdout_of(tmp_path, DATA, features=["a"]).expected is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"sensitive": ["sez"]},
            "there is no column 'sez', which --sensitive names; did you mean 'sex'? The columns are 'a', 'sex', 'age', "
            "'p0', 'p1', 'label'",
        ),
        (
            {"expect": ["q"]},
            "there is no column 'q', which --expect names; the columns are 'a', 'sex', 'age', 'p0', 'p1', 'label'",
        ),
        (
            {"expect": ["a"], "features": ["a"]},
            "column 'a' is named by --features and by --expect: give each column one part",
        ),
        (
            {"sensitive": ["sex"], "target": "sex"},
            "column 'sex' is named by --target and by --sensitive: give each column one part",
        ),
        ({"sensitive": ["sex", "sex"]}, "column 'sex' is named twice by --sensitive: give each column one part"),
        (
            {"features": ["a"], "expect": ["p0", "label"]},
            "row 1, column 'label' is 'yes'; several columns of --expect are the network's outputs, which are numbers: "
            "correct the entry or leave the column out",
        ),
    ],
)
def test_refuses(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, DATA, **options)
    assert str(caught.value) == f"data.csv: {message}"


@pytest.mark.parametrize(
    ("option", "needed"),
    [("expect", "--expect needs an entry in every row"), ("sensitive", "--sensitive needs an entry in every row")],
)
def test_gaps_are_refused_or_dropped(tmp_path: Path, option: str, needed: str) -> None:
    data = "a,b\n1,x\n2,\n3,y\n"
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, data, **{option: ["b"]})
    assert str(caught.value) == (
        f"data.csv: row 2, column 'b' is empty; {needed}: fill the entry, or leave such rows out by --missing drop (1 "
        "of 3 rows: 1 lacks 'b')"
    )
    assert holdout_of(tmp_path, data, missing="drop", **{option: ["b"]}).places.tolist() == [0, 2]
