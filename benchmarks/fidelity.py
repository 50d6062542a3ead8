"""Measure the method on real and made tables: fidelity, description, stability, coverage, time; five networks each.

    python benchmarks/fidelity.py [--compas compas-scores-two-years.csv] [--tables xor,digits] [--seeds 5] [--refits 5]

Every number but the seconds comes from evaluation rows of a whole audit through the public functions. A table's rows
are shared out by the seed: 40 % train the network, the others are the holdout, half of which fits and half of which
measures. `fit s` is search and fit of the code book; `/ LGBM` is the same in units of fitting LightGBM (100 trees, 31
leaves) to as many rows in the same run. `beats equal` and `described par` are shares of seeds: the paired interval of
the gain over a tree on the inputs with as many leaves as partitions lies above 0; that of the map over a direct tree of
its size reaches 0. `within` is decided by the rows that are counted, the two `swap` columns are not.
"""

import argparse
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray
from sklearn.datasets import (
    load_breast_cancer,
    load_diabetes,
    load_digits,
    load_wine,
    make_friedman1,
    make_hastie_10_2,
)
from torch import nn

from yasenn_report.audit import Audit, run_audit
from yasenn_report.inputs.holdout import read_holdout
from yasenn_report.inputs.network import load_network
from yasenn_report.inputs.request import TableRequest
from yasenn_report.options import AuditOptions
from yasenn_report.yasenn.bounds import Estimate, Measured
from yasenn_report.yasenn.rivals import BOOSTED, EQUAL_TREE, UNLIMITED_TREE, WITHOUT_LAST
from yasenn_report.yasenn.stability import Stability

Rows = tuple[NDArray[np.float64], NDArray]
ORDERS = ("auto", "forward", "backward")


@dataclass(frozen=True)
class Table:
    """A table and how its network is trained."""

    load: Callable[[int], Rows]
    outputs: int
    kind: str
    """binary, classes or values."""
    epochs: int
    widths: tuple[int, ...] = (64, 32)
    decay: float = 0.0
    max_partitions: int = 16


def compas(path: Path) -> Rows:
    """ProPublica's filter, and the columns a network may see."""
    f = pd.read_csv(path)
    f = f[f.days_b_screening_arrest.between(-30, 30) & (f.is_recid != -1) & (f.c_charge_degree != "O")]
    f = f[f.score_text != "N/A"]
    columns = [f.age, f.priors_count, f.juv_fel_count, f.juv_misd_count, f.juv_other_count]
    columns += [f.c_charge_degree == "F", f.sex == "Male"]
    return np.column_stack(columns).astype(np.float64), f.two_year_recid.to_numpy()


def xor(seed: int) -> Rows:
    """Two columns that matter together only, eight of noise."""
    X = np.random.default_rng(100 + seed).uniform(-1, 1, (5000, 10))
    return X, ((X[:, 0] > 0) ^ (X[:, 1] > 0)).astype(np.int64)


def diabetes(_: int) -> Rows:
    """The target in standard deviations."""
    X, y = load_diabetes(return_X_y=True, scaled=False)
    return X, (y - y.mean()) / y.std()


def friedman(seed: int) -> Rows:
    """Regression with five columns that matter and five that do not."""
    X, y = make_friedman1(4000, noise=1.0, random_state=seed)
    return X, (y - y.mean()) / y.std()


def hastie(seed: int) -> Rows:
    """Inside or outside a sphere in ten dimensions: no column matters by itself."""
    X, y = make_hastie_10_2(5000, random_state=seed)
    return X, (y > 0).astype(np.int64)


TABLES = {
    "breast cancer": Table(load=lambda _: load_breast_cancer(return_X_y=True), outputs=1, kind="binary", epochs=60),
    "digits": Table(
        load=lambda _: load_digits(return_X_y=True), outputs=10, kind="classes", epochs=60, max_partitions=40
    ),
    "diabetes": Table(load=diabetes, outputs=1, kind="values", epochs=40, widths=(32, 16), decay=1e-2),
    "xor": Table(load=xor, outputs=1, kind="binary", epochs=60),
    # Not tuned on:
    "wine": Table(load=lambda _: load_wine(return_X_y=True), outputs=3, kind="classes", epochs=60, widths=(32, 16, 8)),
    "friedman": Table(load=friedman, outputs=1, kind="values", epochs=40, widths=(64, 32, 16)),
    "hastie": Table(load=hastie, outputs=1, kind="binary", epochs=40, widths=(128, 64, 32)),
}
LOSSES: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "binary": lambda out, aim: nn.functional.binary_cross_entropy_with_logits(out[:, 0], aim.float()),
    "classes": lambda out, aim: nn.functional.cross_entropy(out, aim.long()),
    "values": lambda out, aim: nn.functional.mse_loss(out[:, 0], aim.float()),
}


def train(X: NDArray[np.float64], y: NDArray, table: Table, seed: int) -> nn.Sequential:
    """A network of linear layers and ReLU on standardised inputs."""
    torch.manual_seed(seed)
    inputs, aim = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
    standardise = nn.BatchNorm1d(X.shape[1], affine=False).eval()
    standardise.running_mean, standardise.running_var = inputs.mean(0), inputs.var(0) + 1e-6
    sizes = [X.shape[1], *table.widths]
    hidden = [part for a, b in pairwise(sizes) for part in (nn.Linear(a, b), nn.ReLU())]
    network = nn.Sequential(standardise, *hidden, nn.Linear(sizes[-1], table.outputs)).eval()
    optimiser = torch.optim.Adam(network.parameters(), lr=3e-3, weight_decay=table.decay)
    for _ in range(table.epochs):
        for rows in torch.randperm(len(inputs)).split(64):
            optimiser.zero_grad()
            LOSSES[table.kind](network(inputs[rows]), aim[rows]).backward()
            optimiser.step()
    return network


def make_case(table: Table, seed: int, folder: Path) -> None:
    """Train a network and write it and its holdout."""
    X, y = table.load(seed)
    order = np.random.default_rng(seed).permutation(len(X))
    training, holdout = order[: int(0.4 * len(X))], order[int(0.4 * len(X)) :]
    torch.save(train(X[training], y[training], table, seed), folder / "model.pt")
    columns = [f"c{index}" for index in range(X.shape[1])]
    pd.DataFrame(X[holdout], columns=columns).assign(y=y[holdout]).to_csv(folder / "data.csv", index=False)


def audit(table: Table, folder: Path, order: str, seed: int, refits: int) -> tuple[Audit, float, float]:
    """The audit, the seconds of search and fit, and those of fitting LightGBM."""
    told: list[tuple[str, float]] = []
    network = load_network(folder / "model.pt")
    holdout = read_holdout(folder / "data.csv", TableRequest(target="y"), inputs=network.inputs)
    options = AuditOptions(
        layer_order=order,  # type: ignore[arg-type]
        max_partitions=table.max_partitions,
        refits=refits,
        seed=seed,
        output_kind="values" if table.kind == "values" else "logits",
    )
    found = run_audit(network, holdout, options, progress=lambda step: told.append((step, time.perf_counter())))
    start = next(place for place, (step, _) in enumerate(told) if step.startswith("distilling"))
    return found, told[start + 1][1] - told[start][1], time_boosting(found)


def time_boosting(found: Audit) -> float:
    """Seconds of one LightGBM surrogate on the fit rows: the yardstick of speed."""
    import lightgbm

    X = found.holdout.features[found.split.fit]
    aim = np.arange(len(X)) % 2 + X[:, 0] / (np.abs(X[:, 0]).max() + 1)
    start = time.perf_counter()
    lightgbm.train(
        {"num_leaves": 31, "num_threads": 1, "verbose": -1}, lightgbm.Dataset(X, label=aim), num_boost_round=100
    )
    return time.perf_counter() - start


def value(measured: Measured | None) -> float:
    """The number, or NaN where there is none."""
    return measured.value if isinstance(measured, Estimate) else float("nan")


def line(found: Audit, seconds: float, yardstick: float) -> dict[str, float | str]:
    """All that the table shows of one audit."""
    fidelity, chosen = found.fidelity, found.search.chosen.settings
    rivals = fidelity.rivals
    equal, described = rivals[EQUAL_TREE].gain, fidelity.map_gain
    within = dict(fidelity.status_rows)["within_tolerance"]
    stability = fidelity.stability
    return {
        "fidelity": value(fidelity.primary),
        "no last": value(rivals[WITHOUT_LAST].fidelity) if WITHOUT_LAST in rivals else float("nan"),
        "described": value(fidelity.described),
        "direct": value(fidelity.direct_tree),
        "naming": value(fidelity.naming),
        "ARI": stability.index if isinstance(stability, Stability) else float("nan"),
        "parts": len(found.partitioning.partitions),
        "within": within / fidelity.evaluation_rows,
        "swap share": value(fidelity.swapped.share),
        "swap agree": value(fidelity.swapped.agreement),
        "equal tree": value(rivals[EQUAL_TREE].fidelity),
        "unlimited": value(rivals[UNLIMITED_TREE].fidelity),
        "LightGBM": value(rivals[BOOSTED].fidelity),
        "fit s": seconds,
        "/ LGBM": seconds / yardstick,
        "beats equal": float(isinstance(equal, Estimate) and equal.low > 0),
        "described par": float(not isinstance(described, Estimate) or described.high >= 0),
        "chosen": f"{chosen.order[0]}{chosen.leaves}x{chosen.trees}/{chosen.max_partitions}"
        + ("n" if chosen.nearness else ""),
    }


def measure(tables: dict[str, Table], seeds: int, refits: int) -> Iterator[dict[str, float | str]]:
    """One line per table, order and seed."""
    for name, table in tables.items():
        for seed in range(seeds):
            with tempfile.TemporaryDirectory() as place:
                make_case(table, seed, Path(place))
                for order in ORDERS:
                    found = audit(table, Path(place), order, seed, refits if order == "auto" else 2)
                    yield {"table": name, "order": order, "seed": seed, **line(*found)}
                    print(".", end="", file=sys.stderr, flush=True)


def main() -> None:
    """Print the lines, and their means by table and order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compas", type=Path, help="ProPublica's compas-scores-two-years.csv")
    parser.add_argument("--tables", help="names with commas between; default: all")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--refits", type=int, default=5, help="searches on resampled rows, for ARI")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    tables = dict(TABLES)
    if arguments.compas:
        path = arguments.compas
        tables["compas"] = Table(load=lambda _: compas(path), outputs=1, kind="binary", epochs=30)
    if arguments.tables:
        tables = {name: tables[name] for name in arguments.tables.split(",")}
    lines = pd.DataFrame(measure(tables, arguments.seeds, arguments.refits))
    pd.set_option("display.width", 260, "display.max_columns", 30, "display.max_rows", 500)
    print("\n", lines.round(3).to_string(index=False))
    means = lines.drop(columns=["seed", "chosen"]).groupby(["table", "order"], sort=False).mean()
    print("\nMeans over seeds:\n", means.round(3).to_string())


if __name__ == "__main__":
    main()
