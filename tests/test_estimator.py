"""The estimator as somebody uses it in a notebook."""

import doctest
import pickle
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
from networks import xor_table
from torch import nn

import yasenn_report
from yasenn_report import estimator
from yasenn_report.errors import AuditError, ModelFileError, TaskError
from yasenn_report.estimator import YasennPartitioner
from yasenn_report.inputs.network import load_network


def made(*widths: int, last: nn.Module | None = None) -> nn.Sequential:
    """A network of random weights, the same for the same widths."""
    torch.manual_seed(0)
    layers: list[nn.Module] = []
    for one, other in pairwise(widths):
        layers += [nn.Linear(one, other), nn.Tanh()]
    return nn.Sequential(*layers[:-1], *([] if last is None else [last])).requires_grad_(requires_grad=False)


def rows(many: int, columns: int = 2) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(many, columns))


def test_the_example_in_its_docstring_runs() -> None:
    failed, tried = doctest.testmod(estimator)
    assert (failed, tried > 5) == (0, True)


def test_the_package_itself_stays_light() -> None:
    code = "import sys, yasenn_report; assert not {'torch', 'sklearn', 'lightgbm'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_name_that_the_package_does_not_have_is_said() -> None:
    with pytest.raises(AttributeError, match=r"^module 'yasenn_report' has no attribute 'Partitioner'$"):
        yasenn_report.Partitioner  # noqa: B018


def test_codes_and_partitions_are_those_of_the_fit_rows() -> None:
    X = rows(400)
    partitioner = YasennPartitioner(made(2, 8, 8, 1, last=nn.Sigmoid()), max_partitions=6).fit(X)
    codes, member = partitioner.apply(X), partitioner.predict(X)
    layers, trees = 2, partitioner.code_book_.settings.trees
    assert codes.shape == (400, layers * trees)
    assert 1 < len(partitioner.partitions_) <= 6
    for index, partition in enumerate(partitioner.partitions_):
        own = member == index
        assert partition.fit_rows == own.sum()
        assert {tuple(code) for code in codes[own].tolist()} == set(partition.codes)
    assert (member == partitioner.labels_).all()
    assert partitioner.search_.chosen.settings == partitioner.code_book_.settings


@pytest.mark.slow
def test_the_partitions_follow_the_network() -> None:
    X, _, quadrant = xor_table(1200, noise=2, seed=0)
    network = nn.Sequential(nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 1), nn.Sigmoid())
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        network[0].weight[0, 0] = network[0].weight[1, 1] = 6.0  # signs of the two inputs that matter
        network[2].weight[:3] = torch.tensor([[6.0, -6, 0, 0], [-6, 6, 0, 0], [1, 1, 0, 0]])
        network[2].bias[:2] = -6.0
        network[4].weight[0, :2] = 8.0
        network[4].bias[0] = 8.0
    partitioner = YasennPartitioner(network).fit(X)
    values = np.stack([partition.value for partition in partitioner.partitions_])
    said = values[partitioner.predict(X), 1] >= 0.5
    differs = np.isin(quadrant, (1, 2))
    assert (said == differs).mean() > 0.97


def test_the_module_stays_as_it_is() -> None:
    network = made(2, 8, 8, 1, last=nn.Sigmoid()).train().requires_grad_()
    before = pickle.dumps(network.state_dict())
    partitioner = YasennPartitioner(network).fit(rows(60))
    assert network.training
    assert all(parameter.requires_grad for parameter in network.parameters())
    assert pickle.dumps(network.state_dict()) == before
    assert partitioner.network_.file.notes == ("The network came in training mode; it is run in evaluation mode.",)


@pytest.mark.slow
def test_an_opened_network_is_as_good_as_a_module(tmp_path: Path) -> None:
    network, X = made(2, 8, 8, 3, last=nn.Softmax(1)), rows(200)
    torch.save(network, tmp_path / "model.pt")
    opened = load_network(tmp_path / "model.pt")
    found = [YasennPartitioner(one, min_support=10).fit(X).partitions_ for one in (network, opened)]
    assert [partition.id for partition in found[0]] == [partition.id for partition in found[1]]


def test_columns_of_a_table_keep_their_names() -> None:
    table = pd.DataFrame(rows(60), columns=["east", "north"])
    partitioner = YasennPartitioner(made(2, 8, 1, last=nn.Sigmoid())).fit(table)
    assert partitioner.feature_names_in_.tolist() == ["east", "north"]
    with pytest.raises(ValueError, match="feature names should match"):
        partitioner.predict(table[["north", "east"]])


def test_parameters_reach_the_search() -> None:
    chosen: dict[str, Any] = {"layer_order": "forward", "leaves": 3, "trees": 1, "smallest_leaf": 0.1}
    partitioner = YasennPartitioner(
        made(2, 8, 8, 1),
        **chosen,
        max_partitions=3,
        min_support=40,
        target_fidelity=0.8,
        output_kind="values",
        random_state=5,
    ).fit(rows(300))
    settings = {candidate.settings for candidate in partitioner.search_.candidates}
    assert {(one.order, one.leaves, one.trees, one.smallest_leaf) for one in settings} == {("forward", 3, 1, 0.1)}
    assert {(one.min_support, one.seed) for one in settings} == {(40, 5)}
    assert max(one.max_partitions for one in settings) == 3
    assert partitioner.search_.target_fidelity == 0.8
    assert min(partition.fit_rows for partition in partitioner.partitions_) >= 40


@pytest.mark.slow
def test_two_outputs_of_values_and_a_threshold() -> None:
    partitioner = YasennPartitioner(made(2, 8, 2), output_kind="values").fit(rows(100))
    assert partitioner.partitions_[0].value.shape == (2,)
    strict = YasennPartitioner(made(2, 8, 1, last=nn.Sigmoid()), threshold=0.999).fit(rows(100))
    assert len({int(value >= 0.999) for value in (part.value[1] for part in strict.partitions_)}) == 1


@pytest.mark.slow
def test_without_a_seed_it_still_runs_and_a_random_state_is_taken() -> None:
    for state in (None, np.random.RandomState(3)):
        assert YasennPartitioner(made(2, 8, 1, last=nn.Sigmoid()), random_state=state).fit(rows(40)).partitions_


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"layer_order": "up"}, "layer_order is 'up'; 'auto' or 'forward' or 'backward' was expected"),
        ({"leaves": 1}, "leaves is 1; None or a whole number from 2 to 64 was expected"),
        ({"trees": 2.0}, "trees is 2.0; None or a whole number from 1 to 20 was expected"),
        ({"smallest_leaf": 0.6}, "smallest_leaf is 0.6; None or a share above 0 and at most 0.5 was expected"),
        ({"max_partitions": True}, "max_partitions is True; a whole number from 1 to 40 was expected"),
        ({"min_support": 0}, "min_support is 0; None or a whole number from 1 was expected"),
        ({"target_fidelity": 1}, "target_fidelity is 1; None or a number between 0 and 1 was expected"),
        (
            {"output_kind": "scores"},
            "output_kind is 'scores'; None or 'logits' or 'probabilities' or 'log-probabilities' or 'values' was "
            "expected",
        ),
        ({"threshold": None}, "threshold is None; a number between 0 and 1 was expected"),
        ({"random_state": -1}, "random_state is -1; None, a RandomState or a whole number from 0 to 2147483647 was "
                               "expected"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_refused(parameters: dict[str, Any], message: str) -> None:
    with pytest.raises(AuditError) as refusal:
        YasennPartitioner(made(2, 8, 1, last=nn.Sigmoid()), **parameters).fit(rows(40))
    assert str(refusal.value) == f"YasennPartitioner: {message}"


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(AuditError) as refusal:
        YasennPartitioner("model.pt").fit(rows(40))
    assert str(refusal.value) == (
        "YasennPartitioner: network is a str; a torch.nn.Module that takes rows of numbers was expected, or what "
        "yasenn_report.inputs.network.load_network(path) opens"
    )


class OwnLayer(nn.Module):
    """A layer with code of its own."""

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return values


def test_a_network_with_code_of_its_own_is_followed_too() -> None:
    network = nn.Sequential(nn.Linear(2, 8), OwnLayer(), nn.Linear(8, 1), nn.Sigmoid())
    found = YasennPartitioner(network).fit(rows(40))
    assert [layer.operations for layer in found.network_.layers] == ["Linear(2, 8)", "Linear(8, 1), Sigmoid"]


def test_a_module_that_cannot_be_copied_is_refused() -> None:
    network = made(2, 8, 1)
    network.remark = (one for one in ())
    with pytest.raises(ModelFileError) as refusal:
        YasennPartitioner(network).fit(rows(40))
    assert str(refusal.value).startswith("the network: it cannot be copied (cannot pickle 'generator' object")


def test_a_network_without_hidden_layer_is_refused() -> None:
    with pytest.raises(ModelFileError, match=r"^the network: the network has 1 layer with weights and so no hidden"):
        YasennPartitioner(nn.Sequential(nn.Linear(2, 1), nn.Sigmoid())).fit(rows(40))


def test_another_width_is_refused() -> None:
    with pytest.raises(AuditError) as refusal:
        YasennPartitioner(made(3, 8, 1, last=nn.Sigmoid())).fit(rows(40))
    assert str(refusal.value) == (
        "the network: it takes 3 numbers per row, but the rows have 2; give the network's inputs in its order"
    )


def test_outputs_that_could_be_either_are_refused() -> None:
    with pytest.raises(TaskError, match=r"^the network: the last layer is Linear with 1 output, which can be logits"):
        YasennPartitioner(made(2, 8, 1)).fit(rows(40))


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="minimum of 6 is required"):
        YasennPartitioner(made(2, 8, 1, last=nn.Sigmoid())).fit(rows(5))
