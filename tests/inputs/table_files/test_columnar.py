"""Parquet, Feather and Arrow: the same holdout as from CSV, and one line for what cannot be read."""

import datetime as dt
import io
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pytest
from pyarrow import feather, parquet
from tables import holdout_of, table_of

from yasenn_report.errors import TableError


def as_parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(table, sink)
    return sink.getvalue()


def as_feather(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    feather.write_feather(table, sink)
    return sink.getvalue()


def as_stream(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


WRITERS: dict[str, Callable[[pa.Table], bytes]] = {
    "parquet": as_parquet,
    "feather": as_feather,
    "stream": as_stream,
}
every_kind = pytest.mark.parametrize("kind", list(WRITERS))

PEOPLE = pa.table(
    {
        "id": pa.array([7, 8, 2**60 + 1]),
        "age": pa.array([31, 42, 53], pa.uint8()),
        "income": pa.array([Decimal("1.50"), Decimal("-2000"), Decimal("0")], pa.decimal128(10, 2)),
        "member": pa.array([True, False, True]),
        "score": pa.array([0.5, 0.25, -1.0], pa.float32()),
        "city": pa.array(["Bern", "Genf", "Bern"]).dictionary_encode(),
        "rank": pa.array([1, 2, 1]).dictionary_encode(),
        "since": pa.array([dt.date(2020, 1, day) for day in (1, 2, 3)]),
        "outcome": pa.array(["good", "bad", "good"], pa.large_string()),
    }
)


@every_kind
def test_reads_every_type_of_column(tmp_path: Path, kind: str) -> None:
    data = WRITERS[kind](PEOPLE)
    holdout = holdout_of(tmp_path, data, target="outcome", ids=["id"], group="city", inputs=5)
    assert holdout.feature_names == ("age", "income", "member", "score", "rank")
    assert holdout.features.tolist() == [[31, 1.5, 1, 0.5, 1], [42, -2000, 0, 0.25, 2], [53, 0, 1, -1, 1]]
    assert holdout.id_entries[:, 0].tolist() == ["7", "8", "1152921504606846977"]
    assert holdout.target is not None
    assert holdout.target.labels.tolist() == ["good", "bad", "good"]
    assert holdout.groups is not None
    assert holdout.groups.tolist() == [0, 1, 0]
    assert holdout.unused_columns == ("since",)
    assert (holdout.rows_in_file, holdout.columns, holdout.size) == (3, 9, len(data))


@every_kind
def test_reads_the_same_as_from_csv(tmp_path: Path, kind: str) -> None:
    frame = pd.DataFrame(np.random.default_rng(0).normal(size=(300, 4)), columns=list("abcd"))
    text = holdout_of(tmp_path, frame.to_csv(index=False))
    columns = holdout_of(tmp_path, WRITERS[kind](pa.Table.from_pandas(frame)))
    assert text.features.tolist() == columns.features.tolist()
    assert (text.feature_names, text.notes, columns.notes) == (columns.feature_names, (), ())


@every_kind
def test_a_target_of_truth_values_is_the_one_of_csv(tmp_path: Path, kind: str) -> None:
    table = pa.table({"a": [1, 2], "y": [True, False], "z": [1.0, 2.0]})
    for name, labels in (("y", ["True", "False"]), ("z", ["1", "2"])):
        target = holdout_of(tmp_path, WRITERS[kind](table), target=name).target
        assert target is not None
        assert target.labels.tolist() == labels


RARE = pa.table(
    {
        "half": pa.array(np.array([0.5, 2.0], np.float16)),
        "large": pa.array([2**63 + 2048, 1], pa.uint64()),
        "wide": pa.array([Decimal("0.25"), None], pa.decimal256(40, 2)),
        "none": pa.nulls(2),
        "stamp": pa.array([dt.datetime(2020, 1, 2, 3, tzinfo=dt.UTC)] * 2),
        "clock": pa.array([dt.time(3, 4)] * 2),
        "span": pa.array([dt.timedelta(seconds=5)] * 2),
        "runs": pa.compute.run_end_encode(pa.array([7, 7])),
        "view": pa.array(["x", "y"], pa.string_view()),
    }
)


def test_rare_types_are_read_or_left_alone(tmp_path: Path) -> None:
    table = table_of(tmp_path, as_stream(RARE))
    assert table.column("half").tolist() == [0.5, 2]
    assert table.column("large").tolist() == [2.0**63 + 2048, 1]
    assert table.column("wide").isna().tolist() == [False, True]
    assert table.column("none").isna().all()
    assert table.column("runs").tolist() == [7, 7]
    assert table.column("view").tolist() == ["x", "y"]
    assert all(isinstance(entry, str) for name in ("stamp", "clock", "span") for entry in table.column(name))
    assert table_of(tmp_path, as_stream(RARE), as_text=RARE.column_names).column("large").tolist()[1] == "1"


@every_kind
def test_a_null_is_found_as_a_gap_in_csv_is(tmp_path: Path, kind: str) -> None:
    table = pa.table({"a": [1, 2, None], "b": [True, None, None], "c": ["x", None, ""]})
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, WRITERS[kind](table))
    assert str(caught.value) == (
        "data.csv: row 2, column 'b' is empty; every input needs a number in every row: fill the entry, or leave such "
        "rows out by --missing drop (2 of 3 rows: 1 lacks 'a', 2 lack 'b')"
    )
    assert table_of(tmp_path, WRITERS[kind](table)).column("c").isna().tolist() == [False, True, True]


def test_large_whole_numbers_are_noted(tmp_path: Path) -> None:
    holdout = holdout_of(tmp_path, as_parquet(pa.table({"a": [2**53 + 1, 1], "b": [2**53, -(2**53)]})))
    assert holdout.features[:, 0].tolist() == [2.0**53, 1]
    assert holdout.notes == ("column 'a' holds whole numbers beyond 2^53, which were rounded to 53 binary digits",)


def test_the_index_of_pandas_is_no_input(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]}, index=[5, 9])
    frame.to_parquet(tmp_path / "frame.parquet")
    data = (tmp_path / "frame.parquet").read_bytes()
    holdout = holdout_of(tmp_path, data)
    assert holdout.feature_names == ("a", "b")
    assert holdout.unused_columns == ("__index_level_0__",)
    assert holdout.notes == (
        "the index of a pandas table, '__index_level_0__', is no input unless --features names it",
    )
    assert holdout_of(tmp_path, data, features=["__index_level_0__"]).features[:, 0].tolist() == [5, 9]
    frame.reset_index(drop=True).to_parquet(tmp_path / "frame.parquet")
    assert holdout_of(tmp_path, (tmp_path / "frame.parquet").read_bytes()).notes == ()


NESTED = pa.table({"a": [1, 2], "list": [[1], [2, 3]], "raw": [b"x", b"y"]})


@every_kind
def test_nested_columns_are_no_matter_until_they_are_used(tmp_path: Path, kind: str) -> None:
    holdout = holdout_of(tmp_path, WRITERS[kind](NESTED))
    assert (holdout.feature_names, holdout.unused_columns) == (("a",), ("list", "raw"))


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (
            NESTED,
            {"features": ["a", "list"]},
            "column 'list' holds list<element: int64>: columns of numbers, truth values or text are read, so write one "
            "column for each part",
        ),
        (
            NESTED,
            {"features": ["a"], "sensitive": ["raw"]},
            "column 'raw' holds binary: columns of numbers, truth values or text are read, so write one column for "
            "each part",
        ),
        (
            pa.table([pa.array([1]), pa.array([2])], names=["a", "a"]),
            {},
            "'a' stands twice in the header (columns 1 and 2): rename or remove one of them",
        ),
        (pa.table({"a": [1], " ": [2]}), {}, "column 2 has no name in the header: name it or remove it"),
        (
            pa.table({"a": pa.array([], pa.int64())}),
            {},
            "there are no rows: an audit needs rows to measure on",
        ),
        (
            pa.table({"a": [1, 2], "b": [1.0, float("inf")]}),
            {},
            "row 2, column 'b' is 'inf', which is infinite in the network's 32-bit numbers (the largest is 3.4e38): "
            "correct the entry or remove the row",
        ),
        (
            pa.table({"a": [1], "when": [dt.datetime(2020, 1, 2, 3, 4)]}),
            {"features": ["when"]},
            "row 1, column 'when' is '2020-01-02 03:04:00'; every input needs a number in every row: correct the "
            "entry or leave the column out",
        ),
    ],
)
def test_refuses(tmp_path: Path, table: pa.Table, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, as_parquet(table), **options)
    assert str(caught.value) == f"data.csv: {message}"


def test_a_table_without_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, as_stream(pa.table({})))
    assert str(caught.value) == "data.csv: this is an Arrow stream without columns: an audit needs inputs"


@every_kind
def test_a_file_cut_short_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    data = WRITERS[kind](PEOPLE)
    for length in (12, len(data) // 2, len(data) - 20):
        with pytest.raises(TableError) as caught:
            holdout_of(tmp_path, data[:length], target="outcome", ids=["id"])
        assert str(caught.value).startswith("data.csv: this is a")
        assert str(caught.value).isprintable()


@every_kind
def test_mutated_bytes_are_read_or_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    chance, data, refusals = random.Random(5), WRITERS[kind](PEOPLE), []
    for _ in range(200):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            assert holdout_of(tmp_path, bytes(changed)).rows > 0
        except TableError as error:
            refusals.append(str(error))
    assert len(refusals) > 20
    assert all(said.startswith("data.csv: ") and said.isprintable() for said in refusals)


@pytest.mark.slow
def test_a_bomb_is_refused(tmp_path: Path) -> None:
    table = pa.table({"a": pa.repeat(1.5, 20_000_000)})
    data = as_parquet(table)
    assert len(data) < 100_000
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, data)
    assert str(caught.value) == (
        f"data.csv: its {len(data):,} bytes hold more than 67,108,864 of entries, which no table should: write the "
        "table again without compression, if it is meant so"
    )
