"""What scikit-learn checks of every estimator.

Its checks feed tables of 1 to 20 columns, and a network takes the width that it takes. So the network is made here for
the width that a check brings; all else is the estimator as it is. ``min_support`` is 3, since most checks bring 20 to
40 rows, which would otherwise make one partition, whatever the method did.

Which checks there are depends on what an estimator is: this one has ``predict`` and is a clusterer; it has no
``transform``, no ``score`` and no ``sample_weight``, so theirs do not come up. One of those that do come up skips
itself: ``check_estimators_array_api`` and its kind need SCIPY_ARRAY_API set before scipy is imported.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.utils.estimator_checks import parametrize_with_checks
from torch import nn

from yasenn_report.estimator import YasennPartitioner
from yasenn_report.inputs.network import Network, take_network

pytestmark = pytest.mark.slow


class PartitionerOfAnyWidth(YasennPartitioner):
    """The estimator with a network that is made for the width of X: always the same one for the same width."""

    def _open_network(self, features: np.ndarray) -> Network:
        width = self.n_features_in_
        random = torch.Generator().manual_seed(width)
        layers = [nn.Linear(width, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 3)]
        with torch.no_grad():
            for layer in layers[::2]:
                layer.weight.copy_(torch.randn(layer.weight.shape, generator=random))
                layer.bias.zero_()
        return take_network(nn.Sequential(*layers, nn.Softmax(dim=1)), features)


NOT_PASSED: dict[str, str] = {}
"""By check: why the estimator cannot pass it. There is none; an entry that is not needed fails."""


@parametrize_with_checks(
    [PartitionerOfAnyWidth(nn.Identity(), min_support=3)],
    expected_failed_checks=lambda _: NOT_PASSED,
    xfail_strict=True,
)
def test_scikit_learn_checks(estimator: YasennPartitioner, check: Callable[[Any], None]) -> None:
    check(estimator)
