"""From a model file to layers in the order in which they run."""

from collections import OrderedDict
from pathlib import Path

import pytest
import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.network import load_network


def saved(folder: Path, *layers: nn.Module) -> Path:
    torch.save(nn.Sequential(*layers), folder / "model.pt")
    return folder / "model.pt"


def test_layers_are_grouped_by_weights(tmp_path: Path) -> None:
    body = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Dropout(0.1))
    network = load_network(saved(tmp_path, nn.BatchNorm1d(4), body, nn.Linear(3, 2), nn.Tanh(), nn.Linear(2, 1)))
    assert [(layer.name, layer.path, layer.operations, layer.hidden) for layer in network.layers] == [
        ("preparation of the inputs", "0", "BatchNorm1d", False),
        ("hidden layer 1", "1.0", "Linear(4, 3), ReLU, Dropout", True),
        ("hidden layer 2", "2", "Linear(3, 2), Tanh", True),
        ("output layer", "4", "Linear(2, 1)", False),
    ]
    assert (network.inputs, network.parameters) == (4, 8 + 15 + 8 + 3)


def test_a_shared_layer_counts_once_per_use(tmp_path: Path) -> None:
    shared = nn.Linear(3, 3)
    network = load_network(saved(tmp_path, shared, nn.ReLU(), shared, nn.ReLU(), nn.Linear(3, 1)))
    assert [(layer.name, layer.path) for layer in network.layers] == [
        ("hidden layer 1", "0"),
        ("hidden layer 2", "0"),
        ("output layer", "4"),
    ]


def test_a_network_without_hidden_layer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError) as refusal:
        load_network(saved(tmp_path, nn.Linear(4, 1), nn.Sigmoid()))
    assert str(refusal.value) == (
        "model.pt: the network has 1 layer with weights and so no hidden layer; the audit follows rows through at "
        "least one hidden layer, and a network without one is its own explanation: read its weights"
    )


def test_layers_keep_the_names_of_the_file(tmp_path: Path) -> None:
    named = OrderedDict(first=nn.Linear(2, 3), act=nn.ReLU(), last=nn.Linear(3, 1))
    network = load_network(saved(tmp_path, nn.Sequential(named)))
    assert [layer.path for layer in network.layers] == ["0.first", "0.last"]
