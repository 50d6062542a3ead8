"""Each architecture in each kind of file: the same layers with the same activations as the network in memory."""

import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
import zoo
from torch import nn

from yasenn_report.inputs.model_files import ArchitectureRequest, in_memory, open_model
from yasenn_report.inputs.network import Network, take_file
from yasenn_report.yasenn.activations import Activations, capture

X = np.random.default_rng(3).normal(size=(23, zoo.INPUTS))
CODE = Path(zoo.__file__)
FAST = ("mlp", "residual_norm", "named_outputs")

Save = Callable[[nn.Module, Path], None]


def example(network: nn.Module) -> torch.Tensor:
    return torch.randn(4, zoo.INPUTS, dtype=next(network.parameters()).dtype)


def save_weights(network: nn.Module, path: Path) -> None:
    torch.save({"state_dict": network.state_dict(), "epoch": 7}, path)


def save_safetensors(network: nn.Module, path: Path) -> None:
    import json
    import struct

    header, body = {}, b""
    for name, tensor in network.state_dict().items():
        content = tensor.contiguous().numpy().tobytes()
        kind = {"float32": "F32", "float64": "F64", "int64": "I64"}[str(tensor.dtype).removeprefix("torch.")]
        places = [len(body), len(body) + len(content)]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": places}
        body += content
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def save_exported(network: nn.Module, path: Path) -> None:
    dynamic = [{0: torch.export.Dim.DYNAMIC}]
    torch.export.save(torch.export.export(network, (example(network),), dynamic_shapes=dynamic), path)


def save_traced(network: nn.Module, path: Path) -> None:
    torch.jit.save(torch.jit.trace(network, example(network), strict=False, check_trace=False), path)


def save_scripted(network: nn.Module, path: Path) -> None:
    torch.jit.save(torch.jit.script(network), path)


NOT_SCRIPTED = ("weight_norm",)
"""PyTorch itself cannot script parametrisations."""
KINDS: dict[str, tuple[Save, tuple[str, ...]]] = {
    "whole module": (torch.save, tuple(zoo.SEQUENTIAL)),
    "weights": (save_weights, tuple(zoo.ZOO)),
    "safetensors": (save_safetensors, tuple(zoo.ZOO)),
    "exported": (save_exported, tuple(zoo.ZOO)),
    "traced": (save_traced, tuple(zoo.ZOO)),
    "scripted": (save_scripted, tuple(name for name in zoo.ZOO if name not in NOT_SCRIPTED)),
}
"""By kind of file: how it is saved, and which architectures PyTorch can save so."""
NEEDS_CODE = ("weights", "safetensors")
CASES = [
    pytest.param(kind, name, marks=() if name in FAST else pytest.mark.slow, id=f"{kind}-{name}")
    for kind, (_, names) in KINDS.items()
    for name in names
]


def captured(network: Network) -> Activations:
    return capture(network, X)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_file_gives_what_the_network_in_memory_gives(kind: str, name: str, tmp_path: Path) -> None:
    eager, key = zoo.build(name), zoo.OUTPUT_KEYS.get(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on old ways of saving, which are what is tried
        KINDS[kind][0](eager, tmp_path / "model")
    arch = ArchitectureRequest(path=CODE, name=f"make_{name}") if kind in NEEDS_CODE else None
    file = open_model(tmp_path / "model", arch=arch)
    found, expected = (take_file(one, X, output_key=key) for one in (file, in_memory(eager, "model")))
    assert [layer.name for layer in found.layers] == [layer.name for layer in expected.layers]
    assert found.parameters == expected.parameters
    for layer, same in zip(captured(found).layers, captured(expected).layers, strict=True):
        np.testing.assert_allclose(layer, same, atol=2e-6)
    np.testing.assert_allclose(captured(found).outputs, captured(expected).outputs, atol=2e-6)
    assert [layer.operations for layer in found.layers] == [layer.operations for layer in expected.layers]
    assert [layer.path for layer in found.layers] == [layer.path for layer in expected.layers]
