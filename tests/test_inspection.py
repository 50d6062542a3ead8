"""What the checks before an audit are given: stored statistics, all rows, labels."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tables import holdout_of
from torch import nn

from yasenn_report.errors import AuditError
from yasenn_report.inputs.capture.probe import BLOCK_ROWS
from yasenn_report.inputs.network import Network, load_network
from yasenn_report.inspection import inspect, label_indices, stored_statistics


def network_of(folder: Path, *layers: nn.Module) -> Network:
    torch.save(nn.Sequential(*layers).eval(), folder / "model.pt")
    return load_network(folder / "model.pt")


def norm(**options: bool) -> nn.BatchNorm1d:
    made = nn.BatchNorm1d(2, **options)
    if made.running_mean is not None and made.running_var is not None:
        made.running_mean.copy_(torch.tensor([1.0, 2.0]))
        made.running_var.copy_(torch.tensor([3.0, 4.0]))
    return made


def test_statistics_are_those_of_a_normalisation_that_reads_the_inputs(tmp_path: Path) -> None:
    rest = (nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    for layers in ((norm(), *rest), (nn.Sequential(norm()), *rest), (norm(affine=False), *rest)):
        stored = stored_statistics(network_of(tmp_path, *layers))
        assert stored is not None
        assert [part.tolist() for part in stored] == [[1.0, 2.0], [3.0, 4.0]]


def test_other_layers_stored_nothing_of_the_inputs(tmp_path: Path) -> None:
    rest = (nn.Linear(2, 2), norm(), nn.ReLU(), nn.Linear(2, 1))
    for layers in (rest, (nn.LayerNorm(2), *rest), (nn.Identity(), *rest)):
        assert stored_statistics(network_of(tmp_path, *layers)) is None


def test_all_rows_are_run_block_by_block(tmp_path: Path) -> None:
    """A unit that changes in the last row only is one that changes."""
    first = nn.Linear(1, 2)
    with torch.no_grad():
        first.weight.copy_(torch.tensor([[1.0], [1.0]]))
        first.bias.zero_()
    network = network_of(tmp_path, first, nn.ReLU(), nn.Linear(2, 1), nn.Sigmoid())
    entries = ["-1"] * BLOCK_ROWS + ["1"]
    for rows, codes in [(entries[:-1], {"YR011", "YR009", "YR007", "YR024"}), (entries, {"YR024"})]:
        found = inspect(network, holdout_of(tmp_path, "\n".join(["x", *rows]) + "\n"))
        assert found.units == (2,)
        assert len(found.outputs) == len(rows)
        assert {alert.code for alert in found.alerts} - {"YR007"} == codes - {"YR007"}


def test_labels_become_indices_of_the_classes(tmp_path: Path) -> None:
    network = network_of(tmp_path, nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 2), nn.Softmax(1))
    rows = "\n".join(f"{place},{'b' if place % 3 else 'a'}" for place in range(60))
    found = inspect(network, holdout_of(tmp_path, f"x,y\n{rows}\n", target="y"))
    assert label_indices(found.task, found.holdout).tolist() == [int(place % 3 > 0) for place in range(60)]
    assert label_indices(found.task, holdout_of(tmp_path, f"x,y\n{rows}\n", ids=["y"])).dtype == np.intp


def test_too_few_rows_are_refused_as_in_an_audit(tmp_path: Path) -> None:
    network = network_of(tmp_path, nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1), nn.Sigmoid())
    with pytest.raises(AuditError, match=r"^data\.csv: it has 2 rows; an audit fits on some"):
        inspect(network, holdout_of(tmp_path, "x\n1\n2\n"))
