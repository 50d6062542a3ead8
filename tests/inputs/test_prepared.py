"""The network's inputs in a file of their own: tables and arrays, matched with the rows that people read."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from tables import holdout_of, written

from yasenn_report.errors import TableError
from yasenn_report.inputs.holdout import Holdout

DATA = "id,sex,age,name,y\n" + "".join(f"r{n},{'M' if n % 2 else 'F'},{20 + n},n{n},{n % 3}\n" for n in range(15))
X = np.arange(30.0).reshape(15, 2) / 4


def saved(array: object, *, pickled: bool = False) -> bytes:
    sink = io.BytesIO()
    np.save(sink, np.asarray(array), allow_pickle=pickled)
    return sink.getvalue()


def archive(**arrays: Any) -> bytes:
    sink = io.BytesIO()
    np.savez_compressed(sink, **arrays)
    return sink.getvalue()


def prepared_of(folder: Path, data: bytes, name: str = "prepared.npy", **options: Any) -> Holdout:
    options = {"target": "y", "ids": ["id"], "prepared": written(folder, data, name)} | options
    return holdout_of(folder, DATA, **options)


def test_the_network_sees_the_array_and_descriptions_speak_in_the_table(tmp_path: Path) -> None:
    data = saved(X)
    holdout = prepared_of(tmp_path, data, inputs=2)
    assert holdout.features.tolist() == X.tolist()
    assert holdout.feature_names == ("input 1", "input 2")
    assert holdout.readable.given == "columns"
    assert holdout.readable.names == ("sex is F", "sex is M", "age")
    assert [one.column for one in holdout.readable.left_out] == ["name"]
    made = holdout.inputs_file
    assert made is not None
    assert (made.role, made.name, made.size, made.rows, made.columns) == ("prepared", "prepared.npy", len(data), 15, 2)
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    assert (holdout.name, holdout.columns, holdout.unused_columns) == ("data.csv", 5, ("name",))
    assert not holdout.features.flags.writeable


@pytest.mark.parametrize(
    "array", [X.astype(np.float32), X.astype(">f8"), np.asfortranarray(X), (X * 4).astype(np.int16), X > 3]
)
def test_every_kind_of_number_is_read(tmp_path: Path, array: Any) -> None:
    assert prepared_of(tmp_path, saved(array)).features.tolist() == np.asarray(array, dtype=np.float64).tolist()


def test_images_are_laid_out_row_by_row(tmp_path: Path) -> None:
    images = np.arange(15 * 2 * 3 * 1.0).reshape(15, 2, 3)
    holdout = prepared_of(tmp_path, saved(images), inputs=6)
    assert holdout.features.tolist() == images.reshape(15, 6).tolist()
    assert holdout.inputs_file is not None
    assert holdout.inputs_file.notes == ("each row's (2, 3) was laid out as 6 inputs",)


@pytest.mark.parametrize("arrays", [{"anything": X}, {"X": X, "y": X[:, 0]}])
def test_archives_of_arrays_are_read(tmp_path: Path, arrays: dict[str, Any]) -> None:
    assert prepared_of(tmp_path, archive(**arrays), "prepared.npz").features.tolist() == X.tolist()


def test_a_table_is_matched_by_id(tmp_path: Path) -> None:
    rows = list(reversed(range(15)))
    table = pa.table({"id": [f"r{n}" for n in rows], "b": X[rows, 1], "a": X[rows, 0], "other": X[rows, 0]})
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    holdout = prepared_of(tmp_path, sink.getvalue(), "prepared.parquet", features=["a", "b"], focus="age > 30")
    assert holdout.features.tolist() == X[11:].tolist()
    assert holdout.feature_names == ("a", "b")
    assert holdout.inputs_file is not None
    assert holdout.inputs_file.matched_by == ("id",)


def test_a_table_without_ids_is_matched_by_order(tmp_path: Path) -> None:
    text = "a;b\n" + "".join(f"{a};{b}\n" for a, b in X.tolist())
    holdout = prepared_of(tmp_path, text.encode(), "prepared.csv", explain_columns=["age"])
    assert holdout.features.tolist() == X.tolist()
    assert holdout.readable.names == ("age",)


def test_columns_with_a_part_in_the_table_are_no_inputs_in_the_prepared_file_either(tmp_path: Path) -> None:
    text = "a,y,age,b\n" + "".join(f"{a},{n % 3},{n},{b}\n" for n, (a, b) in enumerate(X.tolist()))
    holdout = prepared_of(tmp_path, text.encode(), "prepared.csv", inputs=2, sensitive=["age"], explain_columns=["sex"])
    assert holdout.feature_names == ("a", "b")


def test_rows_that_lack_an_input_can_be_dropped(tmp_path: Path) -> None:
    gaps = X.copy()
    gaps[[3, 5], 1] = np.nan
    holdout = prepared_of(tmp_path, saved(gaps), missing="drop")
    assert holdout.places.tolist() == [0, 1, 2, 4, *range(6, 15)]
    assert holdout.features.tolist() == X[holdout.places].tolist()
    assert holdout.dropped is not None
    assert holdout.dropped.sentence == "2 of 15 rows dropped: 2 lack input 2 of prepared.npy"


def header(shape: str, kind: str = "<f8") -> bytes:
    text = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}}}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


def with_an_entry(row: int, column: int, entry: float) -> bytes:
    changed = X.copy()
    changed[row, column] = entry
    return saved(changed)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            saved(X[:14]),
            "it has 14 rows, data.csv has 15, and rows are matched by their order: row 15 of data.csv has no partner "
            "in prepared.npy; give both files the same rows, or name a column of ids that both have by --id",
        ),
        (
            with_an_entry(3, 1, np.nan),
            "row 4, column 'input 2' is 'nan'; every input needs a number in every row: fill the entry, or leave such "
            "rows out by --missing drop (1 of 15 rows: 1 lacks 'input 2')",
        ),
        (
            with_an_entry(2, 0, -np.inf),
            "row 3, column 'input 1' is '-inf', which is infinite in the network's 32-bit numbers (the largest is "
            "3.4e38): correct the entry or remove the row",
        ),
        (
            saved(X[:, :1]),
            "the network takes 2 inputs, but 1 column holds only numbers: 'input 1'; write every input as a column of "
            "numbers",
        ),
        (
            saved(X[:, 0]),
            "its array has the shape (15,); one row for each entry of the first axis was expected, and at least one "
            "input in each: save the network's inputs as (rows, inputs)",
        ),
        (saved(X[:0]), "there are no rows: an audit needs rows to measure on"),
        (
            saved(np.array([["a", {}]], dtype=object), pickled=True),
            "its array holds Python objects, which are not opened: save the network's inputs as numbers",
        ),
        (
            saved(X.astype(complex)),
            "its array holds entries of the type complex128: save the network's inputs as numbers",
        ),
        (
            header("(1000000000000, 1000)"),
            "its array of the shape (1,000,000,000,000, 1,000) takes 8,000,000,000,000,000 bytes, but 0 are there: "
            "save it again",
        ),
        (
            saved(X) + b"more",
            "its array of the shape (15, 2) takes 240 bytes, but 244 are there: save it again",
        ),
        (
            archive(a=X, b=X),
            "it holds 2 arrays, 'a', 'b', and none is called 'X': save the network's inputs by that name",
        ),
    ],
)
def test_refuses(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TableError) as caught:
        prepared_of(tmp_path, data, inputs=2)
    assert str(caught.value) == f"prepared.npy: {message}"


@pytest.mark.parametrize(
    "data", [header("(15, 2"), header("(-1, 2)"), header("'x'"), saved(X)[:9], b"\x93NUMPY\x09\x00"]
)
def test_broken_headers_are_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TableError) as caught:
        prepared_of(tmp_path, data)
    assert str(caught.value).startswith("prepared.npy: ")
    assert str(caught.value).isprintable()


@pytest.mark.slow
def test_a_bomb_in_an_archive_is_stopped(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("X.npy", header("(10000000, 1)") + bytes(80_000_000))
    with pytest.raises(TableError) as caught:
        prepared_of(tmp_path, sink.getvalue(), "prepared.npz")
    assert str(caught.value) == (
        f"prepared.npz: its {len(sink.getvalue()):,} bytes unpack to more than 67,108,864, which no table should: "
        "unpack it first, if it is meant so"
    )


def test_a_table_without_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, "id\na\nb\n", ids=["id"], prepared=written(tmp_path, saved(X[:2]), "prepared.npy"))
    assert str(caught.value) == (
        "data.csv: it has no column that descriptions could speak in: all are ids, target, groups, weights or the "
        "like; add columns, or name a file by --explain-with"
    )


def test_prepared_inputs_need_no_preprocessor(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        prepared_of(tmp_path, saved(X), preprocessor=tmp_path / "pipeline.skops")
    assert str(caught.value) == ("--prepared and --preprocessor both say what the network is given: give one of them")
