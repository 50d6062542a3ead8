"""Audits in which nothing is amiss, made up: networks, tables, labels that no network could know better."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from torch import nn

from yasenn_report.audit import Audit, run_audit
from yasenn_report.inputs.holdout import Holdout, read_holdout
from yasenn_report.inputs.network import load_network
from yasenn_report.inputs.request import TableRequest
from yasenn_report.options import AuditOptions

Kind = Literal["binary", "three classes", "values"]
Noise = Literal["even", "as probable"]
KINDS: Sequence[Kind] = ("binary", "three classes", "values")
COLUMNS = ("a", "b", "c", "d", "e")
ROWS, FIT_ROWS, FRESH_ROWS = 1200, 800, 20_000
GROUP = 3
"""Rows of a group, in every fourth audit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """One network with all tables that an audit of it may want."""

    kind: Kind
    network: nn.Sequential
    rng: np.random.Generator
    grouped: bool
    wrong: float
    """Share of labels that are wrong, whatever the row; for values, spread of what the labels are off, in standard
    deviations of the output."""

    def outputs(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities (rows, classes), or values (rows, 1)."""
        with torch.no_grad():
            raw = self.network(torch.tensor(inputs, dtype=torch.float32)).double().numpy()
        if self.kind == "values":
            return np.asarray(raw)
        logits = np.hstack([np.zeros_like(raw), raw]) if self.kind == "binary" else raw
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))

    def labels(self, outputs: NDArray[np.float64], noise: Noise) -> NDArray[np.float64]:
        """Labels, (rows,): wrong evenly, whatever the row; or drawn by the probabilities that the network gives."""
        rng, rows = self.rng, len(outputs)
        if self.kind == "values":
            return np.asarray(outputs[:, 0] + self.wrong * outputs.std() * rng.standard_normal(rows))
        if noise == "as probable":
            return np.asarray((outputs.cumsum(axis=1) < rng.random(rows)[:, None]).sum(axis=1))
        decided = outputs.argmax(axis=1)
        other = (decided + rng.integers(1, outputs.shape[1], rows)) % outputs.shape[1]
        return np.where(rng.random(rows) < self.wrong, other, decided)

    def table(self, rows: int, noise: Noise) -> pd.DataFrame:
        """A table like every other one: inputs, label, two columns on people that have to do with nothing."""
        inputs = self.rng.standard_normal((rows, len(COLUMNS)))
        people = {
            "sex": self.rng.choice(["female", "male"], rows, p=[0.4, 0.6]),
            "origin": self.rng.choice(["north", "south", "west"], rows, p=[0.6, 0.3, 0.1]),
        }
        table = pd.DataFrame(inputs, columns=list(COLUMNS)).assign(**people)
        table["outcome"] = self.labels(self.outputs(inputs), noise)
        return table.assign(person=np.arange(rows) // GROUP) if self.grouped else table


def make(seed: int) -> Made:
    """A network with random weights, which decides for each of its classes about as often."""
    rng, kind = np.random.default_rng(seed), KINDS[seed % len(KINDS)]
    torch.manual_seed(seed)
    outputs = 3 if kind == "three classes" else 1
    network = nn.Sequential(nn.Linear(5, 12), nn.ReLU(), nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, outputs)).eval()
    with torch.no_grad():
        for layer in network[::2]:
            layer.weight.normal_(0, float(np.sqrt(2 / layer.in_features)))
        raw = network(torch.tensor(rng.standard_normal((4000, 5)), dtype=torch.float32))
        last, spread = network[-1], rng.uniform(1, 3)
        last.weight.mul_(spread / raw.std(dim=0)[:, None])
        last.bias.copy_((last.bias - raw.median(dim=0).values) * spread / raw.std(dim=0))
    return Made(kind=kind, network=network, rng=rng, grouped=seed % 4 == 3, wrong=rng.uniform(0.05, 0.3))


def audit(made: Made, noise: Noise, folder: Path) -> tuple[Audit, Holdout]:
    """The audit with everything that can be asked for, and a table of many more such rows."""
    torch.save(made.network, folder / "model.pt")
    network = load_network(folder / "model.pt")

    def read(name: str, rows: int) -> Holdout:
        made.table(rows, noise).to_csv(folder / name, index=False)
        request = TableRequest(
            target="outcome",
            features=COLUMNS,
            sensitive=("sex", "origin"),
            group="person" if made.grouped else None,
        )
        return read_holdout(folder / name, request, inputs=network.inputs)

    kind = "values" if made.kind == "values" else "logits"
    options = AuditOptions(refits=0, output_kind=kind, seed=int(made.rng.integers(2**31)))
    holdout, fit_data = read("data.csv", ROWS), read("fit.csv", FIT_ROWS)
    return run_audit(network, holdout, options, fit_data=fit_data), read("fresh.csv", FRESH_ROWS)
