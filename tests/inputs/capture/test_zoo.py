"""Every architecture: the layers are those that its code has, and what is kept is what forward hooks see."""

import numpy as np
import pytest
import torch
import zoo
from torch import nn

from yasenn_report.inputs.model_files import in_memory
from yasenn_report.inputs.network import Network, take_file, take_network
from yasenn_report.yasenn.activations import capture


def network_of(name: str, table: np.ndarray) -> Network:
    return take_file(in_memory(zoo.build(name), name), table, output_key=zoo.OUTPUT_KEYS.get(name))


@pytest.fixture
def table() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(40, zoo.INPUTS))


@pytest.mark.parametrize("name", zoo.ZOO)
def test_hidden_layers_are_those_of_the_code(name: str, table: np.ndarray) -> None:
    network = network_of(name, table)
    found = capture(network, table)
    assert [layer.shape[1] for layer in found.layers] == zoo.HIDDEN_UNITS[name]
    assert len(network.hidden_layers) == len(found.layers)
    assert network.parameters == sum(parameter.numel() for parameter in zoo.build(name).parameters())


@pytest.mark.parametrize("name", zoo.ZOO)
def test_outputs_are_the_modules_own(name: str, table: np.ndarray) -> None:
    eager = zoo.build(name)
    dtype = next(eager.parameters()).dtype
    with torch.inference_mode():
        expected = eager(torch.tensor(table, dtype=dtype))
    if name in zoo.OUTPUT_KEYS:
        expected = expected["logits"] if isinstance(expected, dict) else expected[0]
    found = capture(network_of(name, table), table).outputs
    np.testing.assert_allclose(found, expected.reshape(len(table), -1).double().numpy(), atol=2e-6)


@pytest.mark.parametrize("name", [*zoo.SEQUENTIAL, "functional", "residual", "residual_norm", "gated", "wide_and_deep"])
def test_layers_are_what_forward_hooks_see(name: str, table: np.ndarray) -> None:
    """What each layer with weights reads, if it is no input, and each value once."""
    eager, seen = zoo.build(name), []

    def note(_: nn.Module, inputs: tuple[torch.Tensor]) -> None:
        seen.append(inputs[0].reshape(len(table), -1).clone())

    for module in eager.modules():
        if isinstance(module, nn.Linear | nn.Conv1d | nn.Conv2d):
            module.register_forward_pre_hook(note)
    rows = torch.tensor(table, dtype=next(eager.parameters()).dtype)
    with torch.inference_mode():
        eager(rows)
    once = [value for place, value in enumerate(seen) if not any(torch.equal(value, one) for one in seen[:place])]
    found = capture(network_of(name, table), table).layers
    assert len(found) == len(once) - 1
    for layer, hooked in zip(found, once[1:], strict=True):
        np.testing.assert_allclose(layer, hooked.numpy(), atol=1e-6)


@pytest.mark.parametrize("name", zoo.ZOO)
@pytest.mark.slow
def test_blocks_of_rows_change_nothing(name: str, table: np.ndarray) -> None:
    """Each row's numbers are its own, wherever the network keeps them."""
    network = network_of(name, table)
    whole, parts = capture(network, table), [capture(network, table[at : at + 11]) for at in range(0, len(table), 11)]
    for layer, pieces in zip(whole.layers, zip(*(part.layers for part in parts), strict=True), strict=True):
        np.testing.assert_allclose(layer, np.concatenate(pieces), atol=2e-6)


def test_a_module_in_memory_stays_as_it_is(table: np.ndarray) -> None:
    eager = zoo.build("residual_norm").train()
    network = take_network(eager, table)
    assert eager.training
    assert "The network came in training mode; it is run in evaluation mode." in network.notes
