"""Files of torch.save that hold no network of standard layers say what they hold and what to do."""

import pytest
import torch
from torch import nn
from torch.nn.utils import prune

from yasenn_report.inputs.model_files import open_model

HOW = (
    "Ask its owner for an exported program: program = torch.export.export(network.eval(), (rows,), "
    "dynamic_shapes=[{0: torch.export.Dim.DYNAMIC}]); torch.export.save(program, 'model.pt2'), rows being two or more "
    "rows of inputs; or name code that builds the network: --arch network.py:NAME."
)


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(2, 1)


@pytest.mark.parametrize("wrapped", [lambda held: held, lambda held: {"state_dict": held, "epoch": 3}])
def test_weights_alone_are_never_guessed_into_a_network(save, refusal, network, wrapped):
    message = refusal(save(wrapped(network.state_dict())))
    assert message.startswith("holds weights only, without the network that they belong to (4 tensors: ")
    assert "0.weight (3, 4)" in message
    assert message.endswith(
        ", ...). The activation functions and the order of the layers cannot be read from weights, and a wrong guess "
        f"gives a wrong audit. {HOW}"
    )


def test_a_class_of_its_own_is_named(save, refusal):
    expected = f"is of class {Net.__module__}.Net, whose code is not in the file and is not run. {HOW}"
    assert refusal(save(Net())) == f"the network itself {expected}"
    assert refusal(save(nn.Sequential(nn.ReLU(), nn.Sequential(Net())))) == f"1.0 {expected}"


@pytest.mark.parametrize("module", [nn.ModuleList(), nn.ModuleDict(), nn.LSTM(2, 2), nn.LazyLinear(2)])
def test_modules_of_torch_that_are_not_opened_are_named(save, refusal, module):
    cls = type(module)
    message = refusal(save(nn.Sequential(nn.ReLU(), module)))
    assert message.startswith((f"1 is {cls.__module__}.{cls.__name__}, which is not among the", "asks Python to call "))


def test_the_only_network_inside_a_dictionary_is_opened(save, network):
    opened = open_model(save({"epoch": 1, "model": network}))
    assert opened.notes == ("The network stands under 'model' in a dictionary.",)
    assert opened.kind == "a checkpoint saved by torch.save"


def test_one_of_two_networks_is_not_guessed(save, refusal, network):
    assert refusal(save({"model": network, "ema": network})) == (
        "holds a dictionary with 2 networks, under 'model', 'ema'. Save the one to be audited alone: "
        "torch.save(checkpoint['model'], 'model.pt')."
    )


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (torch.zeros(2), "a single tensor"),
        ([1, 2], "a list"),
        (3, "3"),
        ({"a": 1}, "a dictionary of 1 entry"),
        ({1, 2}, "a set"),
        (nn.ReLU, "the name torch.nn.modules.activation.ReLU"),
    ],
)
def test_other_things_are_named(save, refusal, held, words):
    assert refusal(save(held)) == f"holds {words}, where a network was expected. {HOW}"


def test_a_pruned_layer_is_refused(save, refusal, network):
    prune.l1_unstructured(network[0], "weight", 0.5)
    assert refusal(save(network)).startswith(("0 (Linear) ", "0 is "))


def test_a_wrong_shape_is_refused(save, refusal, network):
    network[2].bias = nn.Parameter(torch.zeros(9))
    assert refusal(save(network)) == "2.bias has the shape (9,); the layer's other values give (2,)."


def test_a_pooling_layer_that_returns_two_values_is_refused(save, refusal):
    assert refusal(save(nn.MaxPool2d(2, return_indices=True))) == (
        "the network itself (MaxPool2d) returns two values (return_indices); a layer that returns one was expected."
    )
