"""A network that has learnt a rule well, and tables in which the labels of a region of two conditions are flipped."""

from pathlib import Path

import numpy as np
import pandas as pd
from examples import Example
from networks import binary_loss, train
from numpy.typing import NDArray

COLUMNS = ("amount", "term", "income", "debt", "n1", "n2")
AMOUNT, TERM = 0.4, 0.5
"""The region is where the first column is above the one and the second above the other: 7.5 % of the rows."""
FLIPPED = 0.85
"""Of the labels in the region."""


def rows_of(rows: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    """Inputs between -1 and 1 with their label, and which lie in the region: (X, label, region).

    In the region the label is 1 whatever else holds; elsewhere it is 1 where income and debt are large together. So the
    network must find a way of its own for the region.
    """
    X = np.random.default_rng(seed).uniform(-1, 1, (rows, len(COLUMNS)))
    region = (X[:, 0] > AMOUNT) & (X[:, 1] > TERM)
    return X, (region | (X[:, 2] + X[:, 3] > 0.5)).astype(np.int64), region


def planted(folder: Path, *, flipped: bool, rows: int = 3000) -> Example:
    """The network, and a table with most labels of the region flipped, or its clean twin."""
    X, y, _ = rows_of(8000, seed=0)
    network = train(X, y, outputs=1, loss=binary_loss, widths=(16, 16), epochs=40)
    X, y, region = rows_of(rows, seed=1)
    flip = region & (np.random.default_rng(2).random(rows) < FLIPPED) & flipped
    return Example(folder, network, pd.DataFrame(X, columns=list(COLUMNS)).assign(outcome=np.where(flip, 1 - y, y)))
