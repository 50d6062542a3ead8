"""Whole audits with a planted cause for a finding on structure, drift or data, each beside a clean twin."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from examples import Example
from networks import binary_loss, train
from torch import nn

from yasenn_report.audit import Audit, run_audit
from yasenn_report.findings.finding import Finding
from yasenn_report.inputs.holdout import Holdout, read_holdout
from yasenn_report.inputs.network import load_network
from yasenn_report.inputs.request import TableRequest
from yasenn_report.numbers import PERCENT
from yasenn_report.options import AuditOptions
from yasenn_report.recording.drift import record_drift
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Drift

pytestmark = pytest.mark.slow

NAMES = ["a", "b", "c", "d"]
OPTIONS = AuditOptions(refits=0)


def inputs(rows: int, seed: int, shift: Sequence[float] = (0, 0, 0, 0)) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, 4)) + shift


def both(X: np.ndarray) -> np.ndarray:
    """Two columns decide together."""
    return (X[:, 0] + X[:, 1] > 0.4).astype(np.int64)


def alone(X: np.ndarray) -> np.ndarray:
    """One column decides."""
    return (X[:, 2] > 0.3).astype(np.int64)


def trained(label) -> nn.Sequential:
    X = inputs(2000, 0)
    return train(X, label(X), outputs=1, loss=binary_loss, widths=(12, 8), epochs=15)


@pytest.fixture(scope="module")
def network() -> nn.Sequential:
    """A network that decides by two columns together."""
    return trained(both)


def holdout(folder: Path, X: np.ndarray, name: str = "data.csv") -> Holdout:
    pd.DataFrame(X, columns=NAMES).assign(outcome=both(X)).to_csv(folder / name, index=False)
    return read_holdout(folder / name, TableRequest(target="outcome"), inputs=4)


def audit(
    folder: Path,
    network: nn.Sequential,
    table: Holdout,
    *,
    fit_data: Holdout | None = None,
    options: AuditOptions = OPTIONS,
) -> Audit:
    torch.save(network, folder / "model.pt")
    return run_audit(load_network(folder / "model.pt"), table, options, fit_data=fit_data)


@pytest.fixture(scope="module")
def clean(network: nn.Sequential, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """Nothing is planted; the fit data is like the holdout."""
    folder = tmp_path_factory.mktemp("clean")
    table, fit_data = holdout(folder, inputs(2000, 1)), holdout(folder, inputs(2000, 0), "train.csv")
    return audit(folder, network, table, fit_data=fit_data, options=replace(OPTIONS, refits=3))


def of(found: Audit, code: str) -> tuple[Finding, ...] | NotRun:
    """What came of one check."""
    return next(result.found for result in found.checks if result.check.code == code)


def one(found: Audit, code: str) -> Finding:
    """The one finding of a code."""
    findings = of(found, code)
    assert isinstance(findings, tuple)
    (finding,) = findings
    return finding


@pytest.mark.parametrize("code", ["YR016", "YR017", "YR022", "YR026", "YR036", "YR037"])
def test_a_clean_audit_has_none(clean: Audit, code: str) -> None:
    assert of(clean, code) == ()


def test_drift(clean: Audit, network: nn.Sequential, tmp_path: Path) -> None:
    table = holdout(tmp_path, inputs(2000, 1, (1.0, 1.0, 0, 0)))
    found = audit(tmp_path, network, table, fit_data=holdout(tmp_path, inputs(2000, 0), "train.csv"))
    finding = one(found, "YR016")
    assert finding.severity == "high"
    assert "2,000 rows of train.csv" in finding.sentence
    measured, recorded = found.fidelity.drift, record_drift(found)
    assert isinstance(measured, Drift)
    assert not isinstance(recorded, NotRun)
    assert [one.partition for one in recorded.partitions] == [part.label for part in found.partitioning.partitions]
    assert recorded.fit_data_rows == measured.fit_rows == 2000


def test_drift_of_a_region_is_not_looked_for(network: nn.Sequential, tmp_path: Path) -> None:
    holdout(tmp_path, inputs(1000, 1))
    region = read_holdout(tmp_path / "data.csv", TableRequest(target="outcome", focus="a > -2"), inputs=4)
    found = audit(tmp_path, network, region, fit_data=holdout(tmp_path, inputs(500, 0), "train.csv"))
    assert of(found, "YR016") == NotRun(reason="the audit is of a region (--focus), and the fit data is of all")


def test_fit_data_that_the_network_does_not_run_on(network: nn.Sequential, tmp_path: Path) -> None:
    strange = inputs(500, 0)
    strange[7] = 3e37
    fit_data = holdout(tmp_path, strange, "train.csv")
    found = of(audit(tmp_path, network, holdout(tmp_path, inputs(500, 1)), fit_data=fit_data), "YR016")
    assert found == NotRun(
        reason="the network does not run on train.csv: model.pt: in row 8 the network computes a value that is no "
        "number or is larger than 1e+37; check the weights and the scale of the inputs"
    )


def test_without_fit_data_and_refits_the_reasons_are_given(network: nn.Sequential, tmp_path: Path) -> None:
    found = audit(tmp_path, network, holdout(tmp_path, inputs(500, 1)))
    assert of(found, "YR016") == NotRun(reason="no --fit-data was given")
    assert of(found, "YR037") == NotRun(
        reason="fewer than 2 refits were asked for (--refits): stability was not measured"
    )


def test_too_few_partitions_miss_the_target(network: nn.Sequential, tmp_path: Path) -> None:
    found = audit(tmp_path, network, holdout(tmp_path, inputs(1000, 1)), options=replace(OPTIONS, max_partitions=1))
    assert one(found, "YR017").threshold == 0.95
    assert of(found, "YR036") == NotRun(reason="there is one partition only: nothing is to be told apart")


def test_a_deep_layer_of_dead_units(tmp_path: Path) -> None:
    network = trained(both)
    with torch.no_grad():
        network[3].weight[:5] = 0
        network[3].bias[:5] = -1
    finding = one(audit(tmp_path, network, holdout(tmp_path, inputs(1000, 1))), "YR022")
    assert finding.title == "Much of hidden layer 2 says nothing"


def test_copies_of_rows(network: nn.Sequential, tmp_path: Path) -> None:
    X = inputs(1500, 1)
    finding = one(audit(tmp_path, network, holdout(tmp_path, np.concatenate([X, X[:500]]))), "YR026")
    assert finding.severity == "low"
    assert 0.15 < finding.share < 0.35


def test_one_column_that_decides_alone(tmp_path: Path) -> None:
    network = trained(alone)
    table = holdout(tmp_path, inputs(2000, 1))
    found = audit(tmp_path, network, table)
    finding = one(found, "YR036")
    assert finding.sentence.startswith("Column 'c' alone tells whether a row is in P1: it is at most 0.")
    assert found.fidelity.partitions[0].evaluation_rows <= finding.rows <= 1000


def test_a_layer_that_repeats_the_one_before(tmp_path: Path) -> None:
    """Both have the decision: on which side of a steep threshold a row lies."""
    network = nn.Sequential(nn.Linear(4, 2), nn.ReLU(), nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1)).eval()
    sides = torch.tensor([[50.0], [-50.0]])
    with torch.no_grad():
        network[0].weight.copy_(sides @ torch.tensor([[0.0, 0.0, 1.0, 0.0]]))
        network[0].bias.copy_(-0.3 * sides[:, 0])
        network[2].weight.copy_(torch.eye(2) / 2)
        network[2].bias.zero_()
        network[4].weight.copy_(torch.tensor([[1.0, -1.0]]))
        network[4].bias.zero_()
    options = replace(OPTIONS, layer_order="forward", output_kind="logits")
    finding = one(audit(tmp_path, network, holdout(tmp_path, inputs(2400, 1)), options=options), "YR035")
    assert finding.sentence == (
        "Hidden layer 2 was distilled after hidden layer 1. With its codes, answers agree with the network on "
        f"0{PERCENT} of the evaluation rows more than without; allowing for chance, on less than 1{PERCENT} more. The "
        "layers before it already tell what its codes say of the network's answers; that is no defect of the network."
    )


def test_layers_that_each_add_something(xor: Example) -> None:
    assert of(xor.audit(layer_order="forward"), "YR035") == ()


def test_repetitions_that_find_other_partitions(tmp_path: Path) -> None:
    """A network of large random weights, of which few rows show little."""
    torch.manual_seed(0)
    network = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1)).eval()
    with torch.no_grad():
        for layer in (network[0], network[2], network[4]):
            layer.weight *= 8
    found = audit(
        tmp_path, network, holdout(tmp_path, inputs(300, 1)), options=replace(OPTIONS, refits=3, output_kind="logits")
    )
    assert one(found, "YR037").severity == "medium"
