"""What is captured is what the layers put out."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from yasenn_report.errors import AuditError
from yasenn_report.inputs.capture.probe import BLOCK_ROWS
from yasenn_report.inputs.network import Network, load_network
from yasenn_report.yasenn.activations import capture


def opened(folder: Path, *layers: nn.Module) -> Network:
    torch.manual_seed(0)
    torch.save(nn.Sequential(*layers).eval(), folder / "model.pt")
    return load_network(folder / "model.pt")


def test_layers_are_what_forward_hooks_see(tmp_path: Path, rng: np.random.Generator) -> None:
    torch.manual_seed(0)
    body = nn.Sequential(nn.Linear(6, 5), nn.GELU(), nn.Dropout(0.5), nn.Linear(5, 4), nn.ReLU(inplace=True))
    network = opened(tmp_path, nn.LayerNorm(6), body, nn.Linear(4, 2))
    seen: list[np.ndarray] = []
    for layer in network.file.run.modules():
        if isinstance(layer, nn.Linear):
            layer.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].numpy().copy()))
    X = rng.normal(size=(50, 6))
    with torch.inference_mode():
        expected = network.file.run(torch.tensor(X, dtype=torch.float32)).numpy()
    found = capture(network, X)
    np.testing.assert_array_equal(found.outputs, expected.astype(np.float64))
    assert len(found.layers) == 2
    for layer, hooked in zip(found.layers, seen[1:3], strict=True):
        np.testing.assert_array_equal(layer, hooked)


def test_a_layer_that_is_used_twice_is_captured_at_each_use(tmp_path: Path, rng: np.random.Generator) -> None:
    shared = nn.Linear(4, 4)
    network = opened(tmp_path, shared, nn.Tanh(), shared, nn.Tanh(), nn.Linear(4, 1))
    found = capture(network, rng.normal(size=(9, 4)))
    assert [layer.shape for layer in found.layers] == [(9, 4), (9, 4)]
    assert (found.layers[0] != found.layers[1]).any()


def test_images_are_flattened(tmp_path: Path, rng: np.random.Generator) -> None:
    network = opened(
        tmp_path, nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, 3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(108, 2)
    )
    assert capture(network, rng.normal(size=(5, 64))).layers[0].shape == (5, 108)


def test_blocks_do_not_change_what_is_captured(tmp_path: Path, rng: np.random.Generator) -> None:
    network = opened(tmp_path, nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
    X = rng.normal(size=(BLOCK_ROWS + 5, 3))
    np.testing.assert_allclose(capture(network, X).outputs[-5:], capture(network, X[-5:]).outputs, rtol=1e-6)


def test_double_precision_is_kept(tmp_path: Path, rng: np.random.Generator) -> None:
    network = opened(tmp_path, *nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1)).double())
    assert capture(network, rng.normal(size=(5, 3))).layers[0].dtype == np.float64


def test_an_output_that_is_no_number_is_located(tmp_path: Path) -> None:
    network = opened(tmp_path, nn.Linear(1, 2), nn.ReLU(), nn.Linear(2, 1))
    for layer in (network.file.run[0], network.file.run[2]):
        layer.weight.data.fill_(1e38)
        layer.bias.data.zero_()
    with pytest.raises(AuditError) as refusal:
        capture(network, np.array([[0.0], [5.0], [6.0]]), rows=np.array([3, 8, 10]))
    assert str(refusal.value) == (
        "model.pt: in row 9 the network computes a value that is no number or is larger than 1e+37; check the weights "
        "and the scale of the inputs"
    )
