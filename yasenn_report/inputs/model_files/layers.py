"""The layers that may stand in a model file, and their making by our own constructor calls."""

import inspect
import warnings
from typing import Final

import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.pickles.records import Global
from yasenn_report.inputs.model_files.wording import shown

FAMILIES: Final[dict[str, tuple[type[nn.Module], ...]]] = {
    "containers": (nn.Sequential,),
    "linear": (nn.Linear, nn.Identity),
    "shape": (nn.Flatten, nn.Unflatten),
    "activations": (
        *(nn.ReLU, nn.ReLU6, nn.LeakyReLU, nn.PReLU, nn.RReLU, nn.ELU, nn.SELU, nn.CELU, nn.GELU, nn.SiLU, nn.Mish),
        *(nn.Softplus, nn.Softsign, nn.Tanh, nn.Sigmoid, nn.Hardtanh, nn.Hardsigmoid, nn.Hardswish, nn.LogSigmoid),
        *(nn.Threshold, nn.Tanhshrink, nn.Softshrink, nn.Hardshrink, nn.GLU),
    ),
    "probabilities": (nn.Softmax, nn.Softmin, nn.LogSoftmax, nn.Softmax2d),
    "dropout": (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout, nn.FeatureAlphaDropout),
    "normalisation": (
        *(nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d, nn.InstanceNorm1d, nn.InstanceNorm2d),
        *(nn.LayerNorm, nn.GroupNorm, nn.RMSNorm, nn.LocalResponseNorm),
    ),
    "convolution": (nn.Conv1d, nn.Conv2d, nn.Conv3d),
    "pooling": (
        *(nn.MaxPool1d, nn.MaxPool2d, nn.AvgPool1d, nn.AvgPool2d),
        *(nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool1d, nn.AdaptiveMaxPool2d),
    ),
    "resizing": (
        *(nn.Upsample, nn.ZeroPad1d, nn.ZeroPad2d, nn.ConstantPad1d, nn.ConstantPad2d),
        *(nn.ReflectionPad1d, nn.ReflectionPad2d, nn.ReplicationPad1d, nn.ReplicationPad2d),
    ),
}
LAYERS: Final = {Global(cls.__module__, cls.__name__): cls for family in FAMILIES.values() for cls in family}

# Parameters of constructors that no layer keeps: where and how to allocate, and Hardtanh's deprecated spellings.
_NOT_KEPT = frozenset(["device", "dtype", "min_value", "max_value"])
_SIZES = frozenset(
    [
        *("in_features", "out_features", "num_features", "normalized_shape", "num_channels", "num_groups"),
        *("in_channels", "out_channels", "kernel_size", "groups", "num_parameters"),
    ]
)
_GROWING = frozenset(["output_size", "size", "scale_factor", "padding"])  # what makes outputs larger than inputs
_MOST_GROWTH = 1024

# A constructor may reject the file's values in any of these ways; none of them is our own mistake.
_REJECTIONS = (TypeError, ValueError, RuntimeError, ArithmeticError, LookupError, AttributeError, AssertionError)


def make_layer(cls: type[nn.Module], values: dict[str, object], *, bias: bool, where: str) -> nn.Module:
    """Call the constructor of an allowed class with plain values, on the meta device: shapes without memory.

    Args:
        cls: a class out of `LAYERS`.
        values: plain attributes by name, as the file states them.
        bias: whether the file holds a bias for the layer.
        where: the layer's path and class, for messages.

    Raises:
        ModelFileError: a value that the constructor needs is missing, or it rejects one.
    """
    arguments = _arguments(cls, values | {"bias": bias}, where)
    _check_sizes(arguments, where)
    _check_growth(arguments, where)
    try:
        with warnings.catch_warnings(), torch.device("meta"):
            warnings.simplefilter("ignore")  # on sizes of zero, which are refused elsewhere
            return cls(**arguments)
    except _REJECTIONS as rejection:
        raise ModelFileError(
            f"{where} cannot be made with the values in the file ({shown(str(rejection))}). The file is "
            "damaged or forged."
        ) from rejection


def _arguments(cls: type[nn.Module], values: dict[str, object], where: str) -> dict[str, object]:
    arguments = {}
    for name, parameter in inspect.signature(cls).parameters.items():
        if name in _NOT_KEPT or parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        if name in values:
            arguments[name] = values[name]
        elif parameter.default is parameter.empty:
            raise ModelFileError(f"{where} does not state its {name}, which the layer cannot be made without.")
    return arguments


def _check_sizes(arguments: dict[str, object], where: str) -> None:
    for name in sorted(_SIZES & arguments.keys()):
        value = arguments[name]
        sizes = value if isinstance(value, tuple | list) and value else (value,)
        if not all(type(size) is int and size > 0 for size in sizes):
            raise ModelFileError(f"{where} has {name} {shown(value)}; whole numbers from 1 were expected.")


def _check_growth(arguments: dict[str, object], where: str) -> None:
    for name in sorted(_GROWING & arguments.keys()):
        value = arguments[name]
        sizes = value if isinstance(value, tuple | list) else (value,)
        if any(isinstance(size, int | float) and not -_MOST_GROWTH <= size <= _MOST_GROWTH for size in sizes):
            raise ModelFileError(f"{where} has {name} {shown(value)}; at most {_MOST_GROWTH} is accepted.")
