"""The options of the model file, from the command line to the screen, the page and the record."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
import zoo

from yasenn_report.cli import main

Run = Callable[..., tuple[int, str, str]]
FAST = ("--refits", "0", "--leaves", "3", "--trees", "1")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run in a folder with networks of the zoo, code that builds one, and a table with what they say of its rows."""
    monkeypatch.chdir(tmp_path)
    table = pd.DataFrame(np.random.default_rng(0).normal(size=(240, zoo.INPUTS)), columns=list("abcdef"))
    rows = torch.tensor(table.to_numpy(), dtype=torch.float32)
    own, heads = zoo.build("residual"), zoo.build("named_outputs")
    with torch.inference_mode():
        said = torch.softmax(own(rows), 1).numpy()
    table["said"] = said[:, 1]
    table["wrong"] = said[:, 0]
    table["truth"] = np.where(said[:, 1] > 0.5, "Bad", "Good")
    table.to_csv("data.csv", index=False)
    torch.save(own.state_dict(), "weights.pt")
    torch.export.save(torch.export.export(heads, (rows[:4],), dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}]), "heads")
    Path("code").mkdir()
    Path("code/net.py").write_text(f"import sys; sys.path.append({str(Path(zoo.__file__).parent)!r})\nimport zoo\n"
                                   "def build():\n    return zoo.build('residual')\n")  # fmt: skip

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


WEIGHTS = ("weights.pt", "data.csv", "--arch", "code/net.py:build", "--features", "a,b,c,d,e,f")


def test_weights_with_code_are_looked_at(run: Run) -> None:
    code, out, err = run("check", *WEIGHTS, "--target", "truth", "--classes", "Good,Bad", "--expect", "said")
    assert (code, err) == (0, "")
    assert "Model     weights.pt, " in out
    assert "; a state_dict saved by torch.save" in out
    assert "The network was built by net.py:build, code that the user named and that was run; only the" in out
    assert "Classes   Good, Bad (as --classes says)" in out
    assert "Recorded  'said' agrees with the network's probabilities in 240 rows, to within" in out
    assert "hidden layer 4            8  Linear(8, 8), ReLU, add" in out


def test_a_record_of_something_else_is_found(run: Run) -> None:
    code, out, _ = run("check", *WEIGHTS, "--target", "truth", "--classes", "Good,Bad", "--expect", "wrong")
    assert code == 0
    assert "YR015 high: The file does not do what was recorded" in out


def test_classes_in_the_wrong_order_are_told_by_accuracy(run: Run) -> None:
    """Sorted order is Bad, Good here, and the network has it the other way round."""
    code, out, _ = run("check", *WEIGHTS, "--target", "truth")
    assert code == 0
    assert "Classes   Bad, Good (the labels in sorted order, which nothing in the files confirms)" in out
    assert "YR004 high" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("weights.pt", "data.csv"),
            "weights.pt: holds weights only, without the network that they belong to (10 ",
        ),
        (
            ("heads", "data.csv", "--features", "a,b,c,d,e,f", "--arch", "code/net.py:build"),
            "heads: this is a program exported by torch.export, which says itself how the network is built. Leave "
            "--arch out.",
        ),
        (
            ("heads", "data.csv", "--features", "a,b,c,d,e,f"),
            "heads: it returns 'logits' of shape (7, 2), 'value' of shape (7, 1); say which one is to be audited with "
            "--output-key",
        ),
        (
            (*WEIGHTS, "--input-shape", "2,2"),
            "data.csv: the network takes 4 inputs, but --features names 6: 'a', 'b', 'c', 'd', 'e', 'f'; name as many, "
            "in the network's order",
        ),
        (
            ("weights.pt", "data.csv", "--arch", "net.py"),
            "--arch net.py: FILE.py:NAME was expected, NAME being a function without arguments, or a class, that makes "
            "the network",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    code, out, err = run("check", *arguments)
    assert (code, out) == (1, "")
    assert err.startswith(f"Error: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("shape", ["", "1,,8", "0,8", "1x8", "-1"])
def test_a_shape_that_is_none_is_a_wrong_command(run: Run, shape: str) -> None:
    code, _, err = run("check", *WEIGHTS, "--input-shape", shape)
    assert code == 2
    assert "is no shape: whole numbers from 1 with commas between, as 1,8,8" in err


@pytest.mark.slow
def test_the_code_stands_on_the_page_and_in_the_record(run: Run) -> None:
    more = ("--target", "truth", "--classes", "Good,Bad", "--expect", "said", "-o", "audit.html", "-o", "audit.json")
    code, _, err = run("audit", *WEIGHTS, *more, *FAST)
    assert (code, err) == (0, "")
    record, page = json.loads(Path("audit.json").read_text()), Path("audit.html").read_text()
    [code_file] = [one for one in record["inputs"] if one["role"] == "architecture"]
    assert (code_file["name"], code_file["entry"]) == ("net.py", "build")
    assert code_file["sha256"] in page
    assert "Code that was run:</strong> net.py:build, named by whoever made this report" in page
    assert "--arch net.py:build" in record["command"]
    assert "code/" not in record["command"]
    assert record["configuration"]["arch"] == {"value": "net.py:build", "source": "command line"}
    assert record["table"]["expectation"]["differing"] == 0
    assert record["task"]["class_names"] == ["Good", "Bad"]
    code, out, err = run("verify", "audit.json", "weights.pt", "data.csv", "code/net.py")
    assert (code, err) == (0, "")
    assert "net.py" in out


@pytest.mark.slow
def test_an_exported_program_is_audited_by_one_of_its_outputs(run: Run) -> None:
    named = ("heads", "data.csv", "--features", "a,b,c,d,e,f", "--output-key", "value", "--output-kind", "values")
    code, out, err = run("audit", *named, "-o", "audit.json", *FAST)
    assert (code, err) == (0, "")
    assert "Wrote audit.json" in out
    record = json.loads(Path("audit.json").read_text())
    assert record["task"]["name"] == "regression"
    assert record["network"]["kind"] == "a program exported by torch.export"
