"""Tables of every kind on the command line: what is asked there, and what the documents say of it."""

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import skops.io
from examples import Example
from sklearn.preprocessing import StandardScaler

from yasenn_report.cli import main

pytestmark = pytest.mark.slow

Run = Callable[..., tuple[int, str, str]]

COLUMNS = ["east", "north", "n1", "n2", "n3", "n4"]
FAST = ("--refits", "0", "--target", "outcome", "--leaves", "4", "--trees", "1", "--layer-order", "forward")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in an empty folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([*map(str, arguments), *FAST])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def record_of(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def test_every_kind_of_table_gives_the_same_audit(
    run: Run, xor: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = pd.read_csv(xor.data)
    frame.to_parquet("data.parquet")
    frame.to_csv("data.txt", sep=";", decimal=",", index=False, encoding="utf-16")
    Path("data.csv.gz").write_bytes(gzip.compress(xor.data.read_bytes(), mtime=0))
    fidelities = []
    for name in (xor.data, "data.parquet", "data.txt", "data.csv.gz", "-"):
        with Path(xor.data).open(encoding="utf-8") as stream:
            monkeypatch.setattr(sys, "stdin", stream)
            assert run(xor.model, name, "-o", "a.json", "-q") == (0, "", "")
        record = record_of(tmp_path / "a.json")
        fidelities.append(record["fidelity"])
        data = record["inputs"][1]
    assert all(fidelity == fidelities[0] for fidelity in fidelities)
    assert (data["name"], data["rows"], data["notes"]) == ("standard input", 3000, [])
    assert record["command"].startswith("yasenn-report model.pt - -o a.json ")


def test_dropped_rows_and_parts_of_columns_are_reported(run: Run, xor: Example, tmp_path: Path) -> None:
    frame = pd.read_csv(xor.data)
    frame = frame.assign(
        north=frame["north"].where(frame.index % 100 != 7),
        branch=["B" if n % 2 else "G" for n in frame.index],
        seen=0.5,
    )
    frame.to_csv("data.csv", index=False)
    options = ("--sensitive", "branch", "--expect", "seen")
    code, _, err = run(xor.model, "data.csv", "-o", "a.json", *options)
    assert (code, err) == (
        1,
        "Error: data.csv: row 8, column 'north' is empty; every input needs a number in every row: fill the entry, or "
        "leave such rows out by --missing drop (30 of 3,000 rows: 30 lack 'north')\n",
    )
    assert run(xor.model, "data.csv", "-o", "a.json", "-o", "a.html", "--missing", "drop", *options)[0] == 0
    record = record_of(tmp_path / "a.json")
    table = record["table"]
    sentence = "30 of 3,000 rows dropped: 30 lack north"
    assert table["dropped"] == {"rows": 30, "by_column": {"north": 30}, "sentence": sentence}
    assert (record["inputs"][1]["rows"], table["rows_in_file"], table["rows"]) == (3000, 3000, 2970)
    assert (table["sensitive"], table["expectation"]["columns"]) == (["branch"], ["seen"])
    page = " ".join((tmp_path / "a.html").read_text(encoding="utf-8").split())
    assert sentence in page
    assert "none was dropped" not in page
    assert table["features"] == COLUMNS


def test_prepared_inputs_and_the_preprocessor_that_made_them_give_the_same_audit(
    run: Run, xor: Example, tmp_path: Path
) -> None:
    frame = pd.read_csv(xor.data)
    raw = frame.assign(
        **{name: frame[name] * 10 + 3 for name in COLUMNS}, side=["E" if e > 0 else "W" for e in frame["east"]]
    )
    raw.to_csv("raw.csv", index=False)
    scaler = StandardScaler().fit(raw[COLUMNS])
    Path("scaler.skops").write_bytes(skops.io.dumps(scaler))
    np.save("prepared.npy", scaler.transform(raw[COLUMNS]))
    assert run(xor.model, "raw.csv", "-o", "a.json", "--preprocessor", "scaler.skops")[0] == 0
    assert (
        run(xor.model, "raw.csv", "-o", "b.json", "-o", "b.html", "--prepared", "prepared.npy", "--sensitive", "side")[
            0
        ]
        == 0
    )
    made, given = record_of(tmp_path / "a.json"), record_of(tmp_path / "b.json")
    assert made["fidelity"] == given["fidelity"]
    assert [one["role"] for one in made["inputs"]] == ["model", "data", "preprocessor"]
    assert [one["role"] for one in given["inputs"]] == ["model", "data", "prepared"]
    assert (given["inputs"][2]["rows"], given["inputs"][2]["columns"]) == (3000, 6)
    assert made["inputs"][2]["rows"]["status"] == "not_run"
    assert [one["column"] for one in made["explanation"]["columns"]] == COLUMNS
    assert (made["table"]["features"], given["table"]["features"]) == (COLUMNS, [f"input {n}" for n in range(1, 7)])
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "With these three files, this command and these versions" in page
    assert page.count(given["inputs"][2]["sha256"]) == 3
    assert '<th scope="row">Prepared</th><td>prepared.npy</td>' in page


def test_an_output_never_replaces_a_prepared_file(run: Run, xor: Example) -> None:
    Path("prepared.csv").write_text("a\n1\n", encoding="utf-8")
    code, _, err = run(xor.model, xor.data, "-o", "prepared.csv", "--prepared", "prepared.csv")
    assert (code, err) == (
        1,
        "Error: prepared.csv: this is one of the files that the audit reads; choose another name for the output\n",
    )


def test_a_word_that_missing_does_not_know_is_wrong_usage(run: Run, xor: Example) -> None:
    assert run(xor.model, xor.data, "-o", "a.json", "--missing", "fill")[0] == 2
