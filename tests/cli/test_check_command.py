"""`check`: what is recognised, what looks wrong, and what is refused, on the screen."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from examples import Example
from torch import nn

from yasenn_report.cli import main

Run = Callable[..., tuple[int, str, str]]

MEAN, SPREAD = np.array([40.0, -3.0, 0.5]), np.array([8.0, 1.0, 0.1])
NAMES = ["age", "balance", "rate"]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """A network that stored what its inputs look like, and decides by the first two of them."""
    torch.manual_seed(0)
    standardise, linear, last = nn.BatchNorm1d(3), nn.Linear(3, 4), nn.Linear(4, 1)
    with torch.no_grad():
        standardise.running_mean.copy_(torch.tensor(MEAN))
        standardise.running_var.copy_(torch.tensor(SPREAD**2))
        linear.weight.copy_(torch.tensor([[1.0, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0]]))
        linear.bias.zero_()
        last.weight.copy_(torch.tensor([[4.0, -4, 4, -4]]))
        last.bias.zero_()
    X = MEAN + SPREAD * np.random.default_rng(0).normal(size=(300, 3))
    labels = np.where(((X - MEAN) / SPREAD)[:, :2].sum(axis=1) > 0, "yes", "no")
    table = pd.DataFrame(X, columns=NAMES).assign(outcome=labels)
    network = nn.Sequential(standardise, linear, nn.ReLU(), last, nn.Sigmoid()).eval()
    return Example(tmp_path_factory.mktemp("check"), network, table)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Example) -> Run:
    """Run in a folder that holds the two files: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    for source in (case.model, case.data):
        (tmp_path / source.name).write_bytes(source.read_bytes())

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["check", *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def codes(out: str) -> list[str]:
    return re.findall(r"^  (YR\d{3} \w+):", out, flags=re.MULTILINE)


def test_what_is_recognised_is_printed(run: Run, case: Example) -> None:
    code, out, err = run("model.pt", "data.csv", "--target", "outcome")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    sizes = {name: len(Path(name).read_bytes()) for name in ("model.pt", "data.csv")}
    hashes = [hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in ("model.pt", "data.csv")]
    assert lines[:10] == [
        f"Model     model.pt, {sizes['model.pt']:,} bytes; a whole torch.nn.Module saved by torch.save",
        f"SHA-256   {hashes[0]}",
        f"Data      data.csv, {sizes['data.csv']:,} bytes",
        f"SHA-256   {hashes[1]}",
        "Task      it decides between no and yes; yes from a probability of 0.5 on",
        "Outputs   probabilities, because the last layer is Sigmoid (inferred: for the owner to confirm)",
        "Classes   no, yes (the labels in sorted order, which nothing in the files confirms)",
        "Rows      300",
        "Target    outcome",
        "Not used  none",
    ]
    assert lines[11:20] == [
        "Layers, from input to output",
        "  layer                      activations  operations",
        "  preparation of the inputs               BatchNorm1d",
        "  hidden layer 1                       4  Linear(3, 4), ReLU",
        "  output layer                            Linear(4, 1), Sigmoid",
        "",
        "Input columns, in the network's order: 3",
        "  1 age, 2 balance, 3 rate",
        "",
    ]
    assert lines[20:22] == ["Predictions of the first 10 rows", "  row  decision  probability  label"]
    labels = pd.read_csv(case.data)["outcome"].tolist()
    for row in range(10):
        assert re.fullmatch(rf" +{row + 1}  (no|yes) +[>.\d ]+ %  {labels[row]}", lines[22 + row])
        assert lines[22 + row].split()[1] == labels[row]
    assert lines[-1] == "Nothing that is looked for looks wrong. That shows what was looked for and not found, no more."
    assert max(map(len, lines)) <= 100


def test_values_are_printed_as_values(run: Run) -> None:
    code, out, _ = run("model.pt", "data.csv", "--id", "outcome", "--output-kind", "values")
    assert code == 0
    assert "Task      it predicts values (regression)" in out
    assert "Target    not given: no labels to compare with" in out
    assert re.search(r"\n  row  +value\n    1  +[\d.e-]+\n", out)


def test_rows_in_focus_keep_their_numbers(run: Run, case: Example) -> None:
    code, out, _ = run("model.pt", "data.csv", "--target", "outcome", "--focus", "age > 42")
    assert code == 0
    inside = np.flatnonzero(pd.read_csv(case.data)["age"] > 42)
    assert f"Rows      {len(inside)} of the 300 of the file, in focus" in out
    assert re.search(rf"label\n +{inside[0] + 1}  \w+.*\n +{inside[1] + 1}  ", out)


def test_a_command_line_of_audit_is_taken_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    arguments = ("model.pt", "data.csv", "--target", "outcome")
    plain = run(*arguments)
    assert run(*arguments, "-o", "a.html", "--refits", "0", "--seed", "3") == plain
    (tmp_path / "audit.toml").write_text(
        'model = "model.pt"\ndata = "data.csv"\ntarget = "outcome"\noutput = "a.pdf"\n'
    )
    assert run("--config", "audit.toml") == plain
    assert run(*arguments, "-q") == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.toml", "data.csv", "model.pt"]


def test_swapped_columns_are_seen(run: Run) -> None:
    features = "balance,age,rate"
    code, out, err = run("model.pt", "data.csv", "--target", "outcome", "--features", features)
    assert (code, err) == (0, "")
    assert "YR021 high" in codes(out)
    said = " ".join(out.split())
    assert "'age' for 'balance'; 'balance' for 'age'. Name the columns in that order by --features." in said


def test_a_standardised_table_is_seen(run: Run, case: Example) -> None:
    table = pd.read_csv(case.data)
    table[NAMES] = (table[NAMES] - MEAN) / SPREAD
    table.to_csv("data.csv", index=False)
    code, out, _ = run("model.pt", "data.csv", "--target", "outcome")
    assert code == 0
    assert "YR020 high" in codes(out)


def test_classes_the_other_way_round_are_seen(run: Run, case: Example) -> None:
    table = pd.read_csv(case.data)
    table["outcome"] = table["outcome"].map({"yes": "a", "no": "b"})
    table.to_csv("data.csv", index=False)
    code, out, _ = run("model.pt", "data.csv", "--target", "outcome")
    assert code == 0
    assert codes(out) == ["YR004 high"]


def test_inputs_that_leave_the_output_as_it_is_are_seen(run: Run, case: Example) -> None:
    table = pd.read_csv(case.data)
    table[NAMES] = [40.0, -3.0, 0.5]
    table.to_csv("data.csv", index=False)
    code, out, _ = run("model.pt", "data.csv", "--target", "outcome")
    assert code == 0
    assert codes(out) == ["YR007 medium", "YR009 medium", "YR011 medium", "YR024 low"]


def test_fit_data_is_compared(run: Run, case: Example) -> None:
    table = pd.read_csv(case.data)
    fit = pd.concat([table.iloc[:40], table.iloc[40:].assign(rate=lambda rows: rows["rate"] / 10)])
    fit[["rate", "age", "balance"]].to_csv("train.csv", index=False)
    code, out, err = run("model.pt", "data.csv", "--target", "outcome", "--fit-data", "train.csv")
    assert (code, err) == (0, "")
    assert re.search(r"\nFit data  train.csv, [\d,]+ bytes, 300 rows\nSHA-256   [0-9a-f]{64}\n", out)
    assert codes(out)[:1] == ["YR023 high"]
    assert (
        "40 rows of 300 (13.3 %) have the very inputs of a row of train.csv: row 1, 2, 3, 4, 5 and others."
        in " ".join(out.split())
    )


def test_fit_data_beyond_its_range_is_seen(run: Run, case: Example) -> None:
    table = pd.read_csv(case.data)
    table.assign(age=table["age"].clip(35, 45) + 0.001)[NAMES].to_csv("train.csv", index=False)
    _, out, _ = run("model.pt", "data.csv", "--target", "outcome", "--fit-data", "train.csv")
    assert codes(out) == ["YR025 medium"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "age,balance\n1,2\n",
            "--fit-data needs the input columns of data.csv: train.csv: there is no column 'rate', which --features "
            "names; the columns are 'age', 'balance'",
        ),
        (
            "age,balance,rate\n1,2,\n",
            "--fit-data needs the input columns of data.csv: train.csv: row 1, column 'rate' is empty; every input "
            "needs a number in every row: fill the entry, or leave such rows out by --missing drop (1 of 1 row: 1 "
            "lacks 'rate')",
        ),
    ],
)
def test_fit_data_without_the_columns_is_refused(text: str, message: str, run: Run) -> None:
    Path("train.csv").write_text(text)
    assert run("model.pt", "data.csv", "--target", "outcome", "--fit-data", "train.csv") == (
        1,
        "",
        f"Error: {message}\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.pt", "data.csv"), "none.pt: there is no such file. Check the path."),
        (
            ("model.pt", "data.csv", "--target", "outcome", "--focus", "age > 1000"),
            "data.csv: the focus age > 1000 holds for 0 of 300 rows; an audit fits on some and measures on the others, "
            "and needs at least 40 rows in all: widen the focus, or give a larger holdout",
        ),
    ],
)
def test_what_an_audit_refuses_is_refused(arguments: tuple[str, ...], message: str, run: Run) -> None:
    assert run(*arguments) == (1, "", f"Error: {message}\n")


def test_progress_is_shown_on_a_terminal_only(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yasenn_report.cli.screen.on_terminal", lambda: True)
    _, _, err = run("model.pt", "data.csv", "--target", "outcome")
    assert err.splitlines() == [
        "  loading libraries ...",
        "  reading the files ...",
        "  running the network on all rows ...",
        "  checking ...",
    ]


def test_names_from_the_files_cannot_rewrite_the_screen(run: Run, case: Example) -> None:
    table = pd.read_csv(case.data).rename(columns={"age": "a\x1bge", "outcome": "out\u202ecome"})
    table["out\u202ecome"] = table["out\u202ecome"].map({"yes": "y\x1b[2Jes", "no": "no"})
    table.to_csv("data.csv", index=False)
    code, out, _ = run("model.pt", "data.csv", "--target", "out\u202ecome")
    assert code == 0
    assert "1 a\\x1bge" in out
    assert "it decides between no and y\\x1b[2Jes" in out
    assert all(line.isprintable() for line in out.splitlines())


@pytest.mark.slow
def test_an_audit_has_the_same_warnings_among_its_findings(run: Run, case: Example) -> None:
    table = pd.read_csv(case.data)
    table.iloc[:60].to_csv("train.csv", index=False)
    arguments = ["model.pt", "data.csv", "--target", "outcome", "--features", "balance,age,rate"]
    arguments += ["--fit-data", "train.csv"]
    _, out, _ = run(*arguments)
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--refits", "0", "-o", "a.json", "-o", "a.html", "-q"])
    assert not stop.value.code
    record = json.loads(Path("a.json").read_text(encoding="utf-8"))
    found = {finding["code"]: finding for finding in record["findings"]}
    said = " ".join(out.split())
    for code in ("YR021", "YR023"):
        assert code in [one.split()[0] for one in codes(out)]
        assert found[code]["sentence"].replace("\N{NO-BREAK SPACE}", " ") in said
    severities = [("high", "medium", "low").index(finding["severity"]) for finding in record["findings"]]
    assert severities == sorted(severities)
    assert 0 < found["YR023"]["rows"] < 60  # of the evaluation rows
    assert found["YR021"]["rows"] == record["table"]["evaluation_rows"]
    assert [(entry["role"], entry["name"]) for entry in record["inputs"]][2:] == [("fit data", "train.csv")]
    assert "SHA-256 of the fit data file" in Path("a.html").read_text(encoding="utf-8")
