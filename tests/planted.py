"""A network that knows a rule as well as it can be known, and tables in which the labels of a region are flipped.

The network is built, not trained. Its rule is XOR of the signs of two columns: it decides class 1 in two opposite
quadrants along paths of their own, and the region lies in one of these. A share of all labels is noise, and the network
says just that in its probabilities. So without the flipped labels nothing whatever is amiss: it is as often wrong
everywhere, and as often right as it says.
"""

from math import log
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from examples import Example
from networks import xor_table
from torch import nn

COLUMNS = ("east", "north", "n1", "n2", "n3", "n4")
EAST, NORTH = 0.3, -0.6
"""The region is where east is above the one and north at most the other: 7 % of the rows."""
NOISE = 0.08
"""Of all labels."""
FLIPPED = 0.85
"""Of the labels in the region, where they are."""
STEEP = 50.0
"""How fast the network goes over from the one side of a column's zero to the other."""


def planted(folder: Path, *, flipped: bool, rows: int = 3000) -> Example:
    """Model and table as files, with most labels of the region flipped in the table; or its clean twin without."""
    X, y, _ = xor_table(rows, noise=4, seed=1)
    rng = np.random.default_rng(2)
    y = np.where(rng.random(rows) < NOISE, 1 - y, y)
    region = (X[:, 0] > EAST) & (X[:, 1] <= NORTH)
    flip = region & (rng.random(rows) < FLIPPED) & flipped
    table = pd.DataFrame(X, columns=list(COLUMNS)).assign(outcome=np.where(flip, 1 - y, y))
    return Example(folder, built_network(), table)


def built_network() -> nn.Sequential:
    """Steps of both columns in the first layer, the two quadrants of class 1 in the second, and the logit."""
    steps = torch.zeros(4, len(COLUMNS))
    steps[:2, 0] = steps[2:, 1] = STEEP
    sure = log((1 - NOISE) / NOISE)
    return nn.Sequential(
        linear(steps, [0.5, -0.5, 0.5, -0.5]),
        nn.ReLU(),
        linear(torch.tensor([[1.0, -1.0, -1.0, 1.0], [-1.0, 1.0, 1.0, -1.0]]), [0.0, 0.0]),
        nn.ReLU(),
        linear(torch.full((1, 2), 2 * sure), [-sure]),
    ).eval()


def linear(weights: torch.Tensor, offsets: list[float]) -> nn.Linear:
    """A layer of given weights, (outputs, inputs)."""
    layer = nn.Linear(weights.shape[1], weights.shape[0])
    with torch.no_grad():
        layer.weight.copy_(weights)
        layer.bias.copy_(torch.tensor(offsets))
    return layer
