"""The user's own code that builds networks, and weights in every form that people save them in."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import nn

from yasenn_report.inputs.model_files.weights.architecture import ArchitectureRequest

CODE = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 3)
        self.norm = nn.BatchNorm1d(3)
        self.last = nn.Linear(3, 2)

    def forward(self, rows):
        return self.last(torch.relu(self.norm(self.first(rows))))

def build():
    return Net()

def wrong_width():
    network = Net()
    network.last = nn.Linear(5, 2)
    return network

def more_layers():
    network = Net()
    network.extra = nn.Linear(2, 2)
    return network

def nothing():
    return 3

def broken():
    return [][1]

READY = Net()
"""


@pytest.fixture
def arch(tmp_path: Path) -> Callable[[str], ArchitectureRequest]:
    (tmp_path / "net.py").write_text(CODE)
    return lambda name: ArchitectureRequest(path=tmp_path / "net.py", name=name)


@pytest.fixture
def trained() -> nn.Module:
    """The network that the code builds, with other weights than the code's."""
    space: dict[str, type[nn.Module]] = {"__name__": "trained"}
    exec(CODE, space)
    network = space["Net"]()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.randn(parameter.shape))
        network.norm.running_mean.copy_(torch.randn(3))
    return network.eval()


@pytest.fixture
def rows() -> torch.Tensor:
    return torch.randn(6, 4)
