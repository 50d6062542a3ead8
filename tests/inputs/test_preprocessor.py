"""A fitted scikit-learn transformer before the network: what it takes, makes, and may not ask for."""

import hashlib
import io
import json
import os
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import skops.io
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler
from tables import holdout_of, written

from yasenn_report.errors import TableError
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.skops_file import open_skops

FRAME = pd.DataFrame(
    {
        "id": [f"r{n}" for n in range(20)],
        "age": range(20, 40),
        "income": np.linspace(-1, 1, 20).round(3),
        "sex": ["F", "M"] * 10,
        "y": [0, 1] * 10,
    }
)
RAW = ["age", "income", "sex"]


def pipeline(**encoder: Any) -> ColumnTransformer:
    return ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["age", "income"]),
            ("words", OneHotEncoder(**encoder), ["sex"]),
        ]
    ).fit(FRAME[RAW].astype({"sex": object}))


def preprocessed(folder: Path, transformer: Any, frame: pd.DataFrame = FRAME, **options: Any) -> Holdout:
    data = transformer if isinstance(transformer, bytes) else skops.io.dumps(transformer)
    options = {"target": "y", "ids": ["id"], "preprocessor": written(folder, data, "pipeline.skops")} | options
    return holdout_of(folder, frame.to_csv(index=False), **options)


def test_the_network_sees_what_it_makes_and_descriptions_speak_in_raw_columns(tmp_path: Path) -> None:
    fitted = pipeline(sparse_output=True)
    data = skops.io.dumps(fitted)
    holdout = preprocessed(tmp_path, data, inputs=4)
    expected = np.asarray(fitted.transform(FRAME[RAW].astype({"sex": object})))
    assert holdout.features.tolist() == expected.tolist()
    assert holdout.feature_names == ("numbers__age", "numbers__income", "words__sex_F", "words__sex_M")
    assert holdout.readable.names == ("age", "income", "sex is F", "sex is M")
    assert holdout.readable.given == "columns"
    made = holdout.inputs_file
    assert made is not None
    assert (made.role, made.name, made.size, made.rows) == ("preprocessor", "pipeline.skops", len(data), None)
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    assert (made.notes, holdout.unused_columns) == ((), ())
    assert not holdout.features.flags.writeable


def test_sparse_output_is_laid_out(tmp_path: Path) -> None:
    encoder = OneHotEncoder().fit(FRAME[["sex"]].astype(object))
    assert preprocessed(tmp_path, encoder).features[:2].tolist() == [[1, 0], [0, 1]]


def test_columns_are_given_in_the_order_of_fitting(tmp_path: Path) -> None:
    turned = FRAME[["y", "sex", "income", "id", "age"]].assign(more="x")
    holdout = preprocessed(tmp_path, pipeline(), turned)
    assert holdout.features.tolist() == preprocessed(tmp_path, pipeline()).features.tolist()
    assert holdout.unused_columns == ("more",)


def test_a_transformer_without_names_takes_what_is_free_in_file_order(tmp_path: Path) -> None:
    scaler = StandardScaler().fit(FRAME[["age", "income"]].to_numpy())
    frame = FRAME.drop(columns="sex")
    expected = scaler.transform(frame[["age", "income"]].to_numpy())
    assert preprocessed(tmp_path, scaler, frame).features.tolist() == expected.tolist()
    assert preprocessed(tmp_path, scaler, features=["age", "income"]).features.tolist() == expected.tolist()


def test_descriptions_can_speak_in_other_columns(tmp_path: Path) -> None:
    assert preprocessed(tmp_path, pipeline(), explain_columns=["sex"]).readable.names == ("sex is F", "sex is M")


def test_rows_that_lack_an_entry_are_refused_or_dropped_before_it_sees_them(tmp_path: Path) -> None:
    gaps = FRAME.assign(age=FRAME["age"].where(FRAME.index != 3), sex=FRAME["sex"].where(FRAME.index != 5))
    with pytest.raises(TableError) as caught:
        preprocessed(tmp_path, pipeline(), gaps)
    assert str(caught.value) == (
        "data.csv: row 4, column 'age' is empty; a preprocessor is given no row that lacks an entry: fill the entry, "
        "or leave such rows out by --missing drop (2 of 20 rows: 1 lacks 'age', 1 lacks 'sex')"
    )
    dropped = preprocessed(tmp_path, pipeline(), gaps, missing="drop")
    assert dropped.rows == 18
    assert dropped.features.tolist() == preprocessed(tmp_path, pipeline()).features[dropped.places].tolist()


def test_another_version_of_scikit_learn_is_noted(tmp_path: Path) -> None:
    data = rewritten(skops.io.dumps(pipeline()), lambda text: text.replace('"\\"1.9.1\\""', '"\\"1.2.0\\""'))
    holdout = preprocessed(tmp_path, data)
    assert holdout.inputs_file is not None
    (note,) = holdout.inputs_file.notes
    assert note.startswith("fitted with scikit-learn 1.2.0 and run with ")
    assert note.endswith(", which may compute otherwise")


def rewritten(data: bytes, change: Any) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == "schema.json" else content)
    return sink.getvalue()


def holding(members: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return sink.getvalue()


def test_types_that_are_not_trusted_are_refused_and_nothing_is_run(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        preprocessed(tmp_path, FunctionTransformer(os.system))
    assert str(caught.value) == (
        "pipeline.skops: it asks Python to build 'posix.system', which may run code of its own; nothing was built: "
        "give a preprocessor of scikit-learn's own types, or its output by --prepared"
    )


@pytest.mark.parametrize(
    ("transformer", "options", "message"),
    [
        (
            b"PK\x03\x04",
            {},
            "this is no .skops file that can be read (BadZipFile: File is not a zip file): save it by skops.io.dump",
        ),
        (
            holding({"a.txt": b"x"}),
            {},
            "this is a zip archive, but no .skops file: save the preprocessor by skops.io.dump",
        ),
        (
            holding({"schema.json": b"["}),
            {},
            "this is no .skops file that can be read (JSONDecodeError: Expecting value: line 1 column 2 (char 1)): "
            "save it by skops.io.dump",
        ),
        (
            holding({"schema.json": json.dumps({}).encode()}),
            {},
            "this is no .skops file that can be read (TypeError: Invalid skops protocol None in "
            "schema.json, expected an integer.): save it by skops.io.dump",
        ),
        (
            LinearRegression().fit([[1], [2]], [1, 2]),
            {},
            "it holds LinearRegression, which transforms nothing: save a fitted scikit-learn transformer by "
            "skops.io.dump",
        ),
        (
            [1, 2],
            {},
            "it holds list, which transforms nothing: save a fitted scikit-learn transformer by skops.io.dump",
        ),
        (
            StandardScaler(),
            {},
            "the preprocessor was not fitted: fit it on the training rows before it is saved",
        ),
        (
            pipeline(),
            {"inputs": 5},
            "the network takes 5 inputs, but the preprocessor makes 4: give the preprocessor that the network was "
            "trained with",
        ),
        (
            pipeline(),
            {"features": ["income", "age", "sex"]},
            "the preprocessor was fitted to the columns 'age', 'income', 'sex', but --features names 'income', 'age', "
            "'sex': name the same in the same order, or leave --features out",
        ),
        (
            StandardScaler().fit(FRAME[["age"]].to_numpy()),
            {"features": ["age", "income"]},
            "the preprocessor takes 1 column, but data.csv gives 2: 'age', 'income'; name them in its order by "
            "--features",
        ),
        (
            FunctionTransformer(np.log).fit(FRAME[["income"]]),
            {"features": ["income"]},
            "the preprocessor makes nan of row 1 of data.csv in 'input 1'; every input needs a number that is finite "
            "in 32 bits: correct the row",
        ),
        (
            FunctionTransformer().fit(FRAME[["sex"]]),
            {},
            "the preprocessor makes entries that are no numbers: encode text as numbers",
        ),
        (
            OrdinalEncoder().fit(pd.DataFrame({"sex": ["F", "N"]}, dtype=object)),
            {},
            "the preprocessor fails on data.csv (ValueError: Found unknown categories ['M'] in column 0 during "
            "transform): is this the table that it was made for?",
        ),
    ],
)
def test_refuses(tmp_path: Path, transformer: Any, options: dict[str, Any], message: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(TableError) as caught:
            preprocessed(tmp_path, transformer, **options)
    assert str(caught.value) == f"pipeline.skops: {message}"


@pytest.mark.parametrize(
    ("frame", "options", "message"),
    [
        (
            FRAME.rename(columns={"income": "Income"}),
            {},
            "there is no column 'income', which the preprocessor pipeline.skops takes; did you mean 'Income'? The "
            "columns are 'id', 'age', 'Income', 'sex', 'y'",
        ),
        (
            FRAME,
            {"group": "sex"},
            "the preprocessor pipeline.skops takes column 'sex', which has another part: give each column one part",
        ),
    ],
)
def test_refuses_tables_that_do_not_fit(
    tmp_path: Path, frame: pd.DataFrame, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(TableError) as caught:
        preprocessed(tmp_path, pipeline(), frame, **options)
    assert str(caught.value) == f"data.csv: {message}"


def test_something_of_another_shape_is_refused(tmp_path: Path) -> None:
    words = CountVectorizer().fit(["some words"])
    with pytest.raises(TableError) as caught:
        preprocessed(tmp_path, words, features=["sex"])
    assert str(caught.value).startswith("pipeline.skops: the preprocessor ")
    assert str(caught.value).isprintable()


def test_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    data = bytearray(holding({"schema.json": b"{}", "x.npy": b"x"}))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (2**30).to_bytes(4, "little")
    with pytest.raises(TableError) as caught:
        preprocessed(tmp_path, bytes(data))
    assert str(caught.value) == (
        f"pipeline.skops: its {len(data):,} bytes unpack to 1,073,741,826, more than the 536,870,912 that a "
        "preprocessor may have: give a smaller one, or its output by --prepared"
    )


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        preprocessed(tmp_path, b"")
    assert str(caught.value) == "pipeline.skops: the file is empty (0 bytes): a .skops file was expected"


def test_a_vectoriser_that_reads_files_is_refused_before_it_reads_any(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("word")
    reader = CountVectorizer(input="filename", vocabulary=["word"])
    with pytest.raises(TableError) as caught:
        open_skops(written(tmp_path, skops.io.dumps(reader), "pipeline.skops"))
    assert str(caught.value) == (
        "pipeline.skops: its CountVectorizer would open the files that the table names; nothing was read: give one "
        "with input='content', or its output by --prepared"
    )
