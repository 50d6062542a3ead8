"""Small networks trained for the tests, and tables to audit them on."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def train(
    X: NDArray[np.float64], y: NDArray, *, outputs: int, loss: Loss, widths: Sequence[int] = (32, 16), epochs: int = 60
) -> nn.Sequential:
    """A network of linear layers and ReLU on standardised inputs; same data, same network."""
    torch.manual_seed(0)
    inputs, aim = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
    standardise = nn.BatchNorm1d(X.shape[1], affine=False)
    standardise.running_mean, standardise.running_var = inputs.mean(0), inputs.var(0) + 1e-6
    sizes = [X.shape[1], *widths]
    hidden = [part for a, b in pairwise(sizes) for part in (nn.Linear(a, b), nn.ReLU())]
    network = nn.Sequential(standardise.eval(), *hidden, nn.Linear(sizes[-1], outputs)).eval()
    optimiser = torch.optim.Adam(network.parameters(), lr=5e-3)
    decay = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    for _ in range(epochs):
        for rows in torch.randperm(len(inputs)).split(128):
            optimiser.zero_grad()
            loss(network(inputs[rows]), aim[rows]).backward()
            optimiser.step()
        decay.step()
    return network


def binary_loss(outputs: torch.Tensor, aim: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of one logit."""
    return nn.functional.binary_cross_entropy_with_logits(outputs[:, 0], aim.float())


def class_loss(outputs: torch.Tensor, aim: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of several logits."""
    return nn.functional.cross_entropy(outputs, aim.long())


def value_loss(outputs: torch.Tensor, aim: torch.Tensor) -> torch.Tensor:
    """Squared error."""
    return nn.functional.mse_loss(outputs[:, 0], aim.float())


def xor_table(rows: int, *, noise: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Inputs between -1 and 1, of which the first two matter: (X, label, quadrant)."""
    X = np.random.default_rng(seed).uniform(-1, 1, (rows, 2 + noise))
    right, up = X[:, 0] > 0, X[:, 1] > 0
    return X, (right ^ up).astype(np.int64), (2 * right + up).astype(np.int64)
