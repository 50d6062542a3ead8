"""How many numbers a row has, from the layers."""

import pytest
from torch import nn

from yasenn_report.inputs.model_files.widths import input_width


@pytest.mark.parametrize(
    ("network", "width"),
    [
        (nn.Linear(5, 1), 5),
        (nn.Sequential(nn.Identity(), nn.Sequential(nn.Dropout(), nn.Flatten()), nn.Linear(7, 1)), 7),
        (nn.Sequential(nn.BatchNorm1d(3), nn.Linear(3, 1)), 3),
        (nn.Sequential(nn.LayerNorm((2, 3))), 6),
        (nn.Sequential(nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, 2, 3)), 64),
        (nn.Sequential(nn.Unflatten(1, (1, -1))), None),
        (nn.Sequential(nn.PReLU(4)), 4),
        (nn.Sequential(nn.PReLU(), nn.Linear(2, 2)), 2),
        (nn.Sequential(nn.GLU(), nn.Linear(2, 2)), None),
        (nn.Sequential(nn.Conv1d(1, 1, 1), nn.Flatten(), nn.Linear(9, 1)), None),
        (nn.Sequential(), None),
    ],
)
def test_the_first_layer_that_fixes_the_width_says_it(network, width):
    assert input_width(network) == width
