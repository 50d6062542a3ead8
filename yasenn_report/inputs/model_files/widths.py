"""A network into the count of numbers that it takes per row, as far as its first layers say it."""

import math
from collections.abc import Iterator

from torch import nn

from yasenn_report.inputs.model_files.layers import FAMILIES

# Layers that hand on as many numbers as they take, so that the next one may say how many.
_PASSING = (*FAMILIES["activations"], *FAMILIES["probabilities"], *FAMILIES["dropout"], nn.Identity, nn.Flatten)
_HALVING = nn.GLU


def input_width(module: nn.Module) -> int | None:
    """Find the first layer that fixes how many numbers a row has.

    Returns:
        The count, or None where no layer says it before the count changes, as in convolutional networks.
    """
    for layer in _in_order(module):
        width = _fixed_width(layer)
        if width is not None or not isinstance(layer, _PASSING) or isinstance(layer, _HALVING):
            return width
    return None


def _in_order(module: nn.Module) -> Iterator[nn.Module]:
    if isinstance(module, nn.Sequential):
        for child in module:
            yield from _in_order(child)
    else:
        yield module


def _fixed_width(layer: nn.Module) -> int | None:
    match layer:
        case nn.Linear():
            return layer.in_features
        case nn.BatchNorm1d():
            return layer.num_features
        case nn.LayerNorm() | nn.RMSNorm():
            return math.prod(layer.normalized_shape)
        case nn.GroupNorm():
            return layer.num_channels
        case nn.Unflatten():
            return _unflattened(layer)
        case nn.PReLU() if layer.num_parameters > 1:
            return layer.num_parameters
    return None


def _unflattened(layer: nn.Unflatten) -> int | None:
    if layer.dim not in (1, -1):
        return None
    width = math.prod(layer.unflattened_size)
    return width if width > 0 else None  # a size of -1 leaves it open
