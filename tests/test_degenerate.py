"""Networks and tables on which there is little or nothing to find: the report says so in words."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from torch import nn

from yasenn_report.cli import main

pytestmark = pytest.mark.slow

Words = tuple[str, ...]
LOGITS: Words = ("--output-kind", "logits")
VALUES: Words = ("--output-kind", "values")


def made(*widths: int, seed: int = 0) -> nn.Sequential:
    """Linear layers of large random weights and ReLU; the output has no constant part."""
    torch.manual_seed(seed)
    layers: list[nn.Module] = []
    for place in range(len(widths) - 1):
        linear = nn.Linear(widths[place], widths[place + 1]).requires_grad_(requires_grad=False)
        linear.weight *= 2
        layers += [linear, nn.ReLU()]
    layers[-2].bias.zero_()
    return nn.Sequential(*layers[:-1]).eval()


def table(rows: int, columns: int = 4) -> pd.DataFrame:
    """Standard normal inputs."""
    values = np.random.default_rng(0).normal(size=(rows, columns))
    return pd.DataFrame(values, columns=[f"c{place}" for place in range(columns)])


def outputs(network: nn.Sequential, rows: pd.DataFrame) -> np.ndarray:
    with torch.inference_mode():
        return network(torch.tensor(rows.to_numpy(), dtype=torch.float32)).numpy()


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a reader finds."""

    findings: dict[str, str]
    """Sentences by code; of several with one code the last."""
    text: str
    """The page without its marks, every run of blanks a single one."""
    record: dict


Audit = Callable[..., Said]


@pytest.fixture
def audit(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Write model and table, run the command line on them with two refits, and read what it wrote."""
    monkeypatch.chdir(tmp_path)

    def audit(network: nn.Sequential, data: pd.DataFrame, *options: str) -> Said:
        torch.save(network, "model.pt")
        data.to_csv("data.csv", index=False)
        with pytest.raises(SystemExit) as stop:
            main(["model.pt", "data.csv", "-o", "a.html", "-o", "a.json", "--refits", "2", *options])
        said, refused = capsys.readouterr()
        assert (stop.value.code or 0, refused) == (0, "")
        assert said.startswith(("PASS: ", "REVIEW: ", "FAIL: "))
        record = json.loads(Path("a.json").read_text(encoding="utf-8"))
        page = re.sub(
            r"<(style|script|svg)\b.*?</\1>", " ", Path("a.html").read_text(encoding="utf-8"), flags=re.DOTALL
        )
        return Said(
            findings={finding["code"]: finding["sentence"] for finding in record["findings"]},
            text=" ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split()),
            record=record,
        )

    return audit


def test_a_constant_output(audit: Audit) -> None:
    network = made(4, 8, 8, 1)
    network[4].weight.zero_()
    network[4].bias.fill_(0.7)
    said = audit(network, table(200), *LOGITS, "-o", "a.pdf")
    assert said.findings["YR009"] == (
        "The network puts out the same for every fit row, whatever the row says. There are no kinds of decisions to "
        "tell apart on this table: check that the right network, columns and units were given."
    )
    assert said.findings["YR007"] == (
        "The network decides class 1 for all fit rows and all evaluation rows. Agreement with it says only that the "
        "answer is always the same, and nothing here shows when it would decide otherwise."
    )
    assert said.findings["YR005"] == (
        "No kinds of decisions could be told apart: all fit rows take the same path through the network."
    )
    assert "There is no map: there is one partition only, and nothing to name." in said.text
    assert all(" ".join(sentence.split()) in said.text for sentence in said.findings.values())
    assert Path("a.pdf").read_bytes().startswith(b"%PDF-")


def test_a_dead_layer(audit: Audit) -> None:
    network = made(4, 8, 8, 8, 1)
    network[2].weight.zero_()
    network[2].bias.fill_(-1.0)
    network[4].bias.fill_(1.0)
    said = audit(network, table(200), *LOGITS)
    assert said.findings["YR011"] == (
        "Hidden layer 2 puts out only zeros for every fit row. What the inputs say does not get past it, so that on "
        "these rows the output cannot depend on them."
    )
    assert {"YR005", "YR007", "YR009"} <= said.findings.keys()
    assert "Nothing passes hidden layer 2" in said.text


def test_one_class_for_all_rows_with_several_partitions(audit: Audit) -> None:
    network = made(4, 8, 8, 1)
    data = table(400)
    network[4].bias.fill_(1.0 - float(outputs(network, data).min()))
    said = audit(network, data, *LOGITS)
    assert "YR007" in said.findings
    assert not {"YR005", "YR009", "YR010"} & said.findings.keys()
    assert said.record["fidelity"]["chance_corrected"]["status"] == "not_run"
    assert said.text.count("(adds nothing that can be told on so many rows)") == 2


def test_two_rows_in_a_class(audit: Audit) -> None:
    network = made(4, 8, 8, 1)
    data = table(300)
    largest = np.sort(outputs(network, data)[:, 0])
    network[4].bias.fill_(-float(largest[-3:-1].mean()))
    said = audit(network, data.assign(y=(outputs(network, data)[:, 0] >= 0).astype(int)), "--target", "y")
    assert said.findings["YR010"].startswith("All ")
    assert said.findings["YR010"].endswith(
        "of the evaluation rows, and no partition stands for these rows: they are too few for a partition of their "
        "own, or lie among the others."
    )
    assert "The partitions all answer the same class" in said.text


def test_one_feature(audit: Audit) -> None:
    said = audit(made(1, 8, 8, 1), table(300, 1), *LOGITS)
    assert said.record["partitions"]
    assert all(partition["descriptions"] for partition in said.record["partitions"])


def test_one_hidden_layer(audit: Audit) -> None:
    said = audit(made(4, 8, 1), table(300), *LOGITS)
    assert said.findings["YR013"] == (
        "All codes come from the one hidden layer, which is the last before the output: that they follow the output "
        "well proves little, and fidelity without the last hidden layer cannot be measured."
    )
    reason = {"status": "not_run", "reason": "the network has one hidden layer only, and without it there is no code"}
    (rival,) = (one for one in said.record["fidelity"]["rivals"] if one["kind"] == "without the last hidden layer")
    assert (rival["fidelity"], rival["gain"]) == (reason, reason)


def test_a_constant_column(audit: Audit) -> None:
    said = audit(made(4, 8, 8, 1), table(300).assign(c2=1.5), *LOGITS)
    assert said.findings["YR012"] == (
        "1 column holds the same value in every fit row: c2. No description can use such a column, and what the "
        "network makes of other values of it was not tested."
    )
    assert "c2 ≤" not in said.text


def test_all_rows_equal(audit: Audit) -> None:
    said = audit(made(4, 8, 8, 1), pd.concat([table(1)] * 200), *LOGITS)
    assert {"YR005", "YR007", "YR009", "YR011", "YR012"} <= said.findings.keys()
    assert said.findings["YR011"].startswith("Hidden layer 1 puts out the same for every fit row.")
    assert said.findings["YR012"].startswith("4 columns hold the same value in every fit row: c0, c1, c2, c3.")


@pytest.mark.parametrize("target", [(), ("--target", "y")])
def test_a_constant_value(audit: Audit, target: Words) -> None:
    network, data = made(4, 8, 8, 1), table(200)
    network[4].weight.zero_()
    network[4].bias.fill_(2.5)
    said = audit(network, data.assign(y=data["c0"]) if target else data, *VALUES, *target)
    assert {"YR005", "YR009"} <= said.findings.keys()
    assert said.record["fidelity"]["primary"] == {
        "status": "not_run",
        "reason": "R2 is not defined: the values do not differ",
    }
    assert "Fidelity could not be computed: R2 is not defined: the values do not differ." in said.text


def test_one_of_several_values_is_constant(audit: Audit) -> None:
    network = made(4, 8, 8, 3)
    network[4].weight[1] = 0.0
    said = audit(network, table(300), *VALUES)
    assert said.findings["YR009"] == (
        "The network puts out the same value as output 2 for every fit row, whatever the row says. The partitions "
        "tell nothing about it."
    )


def test_a_class_that_is_never_decided(audit: Audit) -> None:
    network = made(4, 8, 8, 3)
    network[4].bias[2] = -60.0
    data = table(300)
    said = audit(network, data.assign(y=[("a", "b", "c")[place % 3] for place in range(len(data))]), "--target", "y")
    assert said.findings["YR008"] == (
        "The network decides for no row of this table: class c. Nothing in this report says when it would."
    )


def test_forty_one_rows(audit: Audit) -> None:
    said = audit(made(4, 8, 8, 1), table(41), *LOGITS)
    assert re.fullmatch(
        r"No kinds of decisions could be told apart: the \d+ paths of the fit rows lead to too much the same, or too "
        r"few rows take each of them, or no more partitions were allowed \(--max-partitions, --min-support\)\.",
        said.findings["YR005"],
    )


def test_one_row_that_dwarfs_all_others(audit: Audit) -> None:
    data = table(200)
    data.loc[:, "c1"] *= np.where(np.arange(200) == fit_row(200), 1e20, 1.0)
    said = audit(made(4, 8, 8, 1), data, *VALUES)
    assert said.findings["YR014"] == (
        "The network's value for a single fit row makes up 99.0\N{NO-BREAK SPACE}% of the variance over all fit rows. "
        "Errors are judged in standard deviations, so that beside this row all others seem alike, and within tolerance "
        "means little: check the row's inputs, or leave it out with --focus."
    )
    assert "nothing shows that the partitions tell where the network's values are high or low" in said.findings["YR010"]


def fit_row(rows: int) -> int:
    """A row that fits, at the seed and share that are given by default."""
    return int(np.random.default_rng(0).permutation(rows)[-1])


TWO_CLASSES = (4, 8, 8, 1)
GROUPS = np.arange(300) % 3
ODD: dict[str, tuple[tuple[int, ...], pd.DataFrame, Words]] = {
    "40 rows": (TWO_CLASSES, table(40), LOGITS),
    "60 rows of values": (TWO_CLASSES, table(60), VALUES),
    "4 fit rows": (TWO_CLASSES, table(40), (*LOGITS, "--evaluation-share", "0.9")),
    "4 evaluation rows": (TWO_CLASSES, table(40), (*LOGITS, "--evaluation-share", "0.1")),
    "30 classes, a fit row each": ((4, 16, 30), table(60), LOGITS),
    "huge inputs": (TWO_CLASSES, table(200) * 1e30, (*VALUES, "--refits", "0")),
    "5 values": ((4, 8, 8, 5), table(200), (*VALUES, "--refits", "0")),
    "3 groups and weights": (
        TWO_CLASSES,
        table(300).assign(g=GROUPS, w=1.0 + GROUPS),
        (*LOGITS, "--group", "g", "--weights", "w"),
    ),
    "one partition allowed": (TWO_CLASSES, table(200), (*LOGITS, "--max-partitions", "1")),
    "fewer partitions allowed than classes": ((4, 8, 8, 6), table(200), (*LOGITS, "--max-partitions", "2")),
    "many leaves and trees": (TWO_CLASSES, table(200), (*LOGITS, "--leaves", "64", "--trees", "20")),
    "no refits": (TWO_CLASSES, table(200), (*LOGITS, "--layer-order", "forward", "--refits", "0")),
    "a support that no table has": (TWO_CLASSES, table(200), (*LOGITS, "--min-support", "100000")),
    "40 rows in focus": (
        TWO_CLASSES,
        table(200).assign(place=range(200)),
        (*LOGITS, "--features", "c0,c1,c2,c3", "--focus", "place < 40"),
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_table_gives_a_report(audit: Audit, name: str) -> None:
    widths, data, options = ODD[name]
    said = audit(made(*widths), data, *options)
    assert said.record["partitions"]
    assert not re.search(r"\b(nan|inf)\b", said.text)


def test_skew_of_99_5_percent(audit: Audit) -> None:
    network, data = made(4, 16, 16, 1), table(1000)
    network[4].bias -= float(np.quantile(outputs(network, data), 0.995))
    decided = (outputs(network, data)[:, 0] >= 0).astype(int)
    assert decided.sum() == 5
    said = audit(network, data.assign(y=decided), "--target", "y")
    assert said.findings["YR010"].startswith("All ")
