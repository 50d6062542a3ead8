"""PyTorch's operators in words: ``aten.linear`` with its weight is ``Linear(30, 32)``, ``aten.relu_`` is ``ReLU``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import torch

PRODUCTS: Final = frozenset(["addmm", "mm", "matmul", "bmm", "baddbmm", "einsum", "mv", "addmv", "bilinear"])
"""Products of two tensors; one of them must be a weight for the operation to be a layer."""
CONVOLUTIONS: Final = frozenset(
    [
        "convolution",
        "_convolution",
        "_convolution_mode",
        *(f"{name}{size}d" for name in ("conv", "conv_transpose") for size in (1, 2, 3)),
    ]
)
RECURRENT: Final = frozenset(["lstm", "gru", "rnn_tanh", "rnn_relu", "mkldnn_rnn_layer"])
LOOK_UPS: Final = frozenset(["embedding", "embedding_bag"])
"""What they read are numbers of entries, so that it is never a layer itself."""
WEIGHTED: Final = frozenset(["linear"]) | PRODUCTS | CONVOLUTIONS | RECURRENT | LOOK_UPS
"""Operations that multiply by weights. What such an operation reads is what the layers before it put out."""

IMAGES: Final = CONVOLUTIONS | frozenset(
    ["max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d"]
    + [f"adaptive_{kind}_pool{size}d" for kind in ("avg", "max") for size in (1, 2, 3)]
    + ["upsample_nearest2d", "upsample_bilinear2d", "pixel_shuffle"]
)
"""Operations that put out one map per channel: (rows, channels, places...)."""

_NAMES: Final[dict[str, str]] = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "leaky_relu": "LeakyReLU",
    "prelu": "PReLU",
    "_prelu_kernel": "PReLU",
    "rrelu": "RReLU",
    "elu": "ELU",
    "selu": "SELU",
    "celu": "CELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "mish": "Mish",
    "softplus": "Softplus",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "hardtanh": "Hardtanh",
    "hardsigmoid": "Hardsigmoid",
    "hardswish": "Hardswish",
    "log_sigmoid": "LogSigmoid",
    "threshold": "Threshold",
    "softshrink": "Softshrink",
    "hardshrink": "Hardshrink",
    "glu": "GLU",
    "softmax": "Softmax",
    "_softmax": "Softmax",
    "log_softmax": "LogSoftmax",
    "_log_softmax": "LogSoftmax",
    "dropout": "Dropout",
    "native_dropout": "Dropout",
    "feature_dropout": "Dropout",
    "alpha_dropout": "AlphaDropout",
    "feature_alpha_dropout": "FeatureAlphaDropout",
    "layer_norm": "LayerNorm",
    "native_layer_norm": "LayerNorm",
    "group_norm": "GroupNorm",
    "native_group_norm": "GroupNorm",
    "instance_norm": "InstanceNorm",
    "rms_norm": "RMSNorm",
    "embedding": "Embedding",
    "embedding_bag": "EmbeddingBag",
    "lstm": "LSTM",
    "gru": "GRU",
    "rnn_tanh": "RNN",
    "rnn_relu": "RNN",
    "mkldnn_rnn_layer": "LSTM",
    "scaled_dot_product_attention": "attention",
    "_scaled_dot_product_flash_attention_for_cpu": "attention",
    "flatten": "Flatten",
    "unflatten": "Unflatten",
    "max_pool1d": "MaxPool1d",
    "max_pool2d": "MaxPool2d",
    "max_pool2d_with_indices": "MaxPool2d",
    "max_pool3d": "MaxPool3d",
    "avg_pool1d": "AvgPool1d",
    "avg_pool2d": "AvgPool2d",
    "avg_pool3d": "AvgPool3d",
    **{
        f"adaptive_{kind}_pool{size}d": f"Adaptive{kind.title()}Pool{size}d"
        for kind in ("avg", "max")
        for size in (1, 2, 3)
    },
    **{f"conv{size}d": f"Conv{size}d" for size in (1, 2, 3)},
    **{f"conv_transpose{size}d": f"ConvTranspose{size}d" for size in (1, 2, 3)},
}
_NORMS_BY_SIZE: Final = frozenset(
    ["batch_norm", "native_batch_norm", "_native_batch_norm_legit_no_training", "cudnn_batch_norm"]
)
# Operations that only move numbers about, or copy them: no reader needs them in the list of a layer's operations.
SILENT: Final = frozenset(
    [
        *("view", "_unsafe_view", "reshape", "squeeze", "unsqueeze", "transpose", "permute", "t", "numpy_T", "movedim"),
        *(
            "expand",
            "expand_as",
            "contiguous",
            "clone",
            "detach",
            "alias",
            "to",
            "_to_copy",
            "select",
            "slice",
            "float",
        ),
        *("narrow", "unbind", "split", "split_with_sizes", "chunk", "tensor_split", "swapaxes", "lift_fresh", "copy_"),
        *("unsafe_chunk", "unsafe_split", "double", "type_as", "view_as", "reshape_as", "mT", "adjoint", "copy"),
        "_assert_tensor_metadata",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of the network on values that depend on the rows."""

    words: str
    """PyTorch's name for the layer, with its widths where it has weights: ``Linear(30, 32)``."""
    path: str | None
    """Where its weights stand in the file, for example ``body.0``; None without weights that have a name."""
    weighted: bool
    """Whether it multiplies by weights."""


def base_name(func: Any) -> str:
    """``relu`` for ``aten.relu_.default``: without namespace, overload, and the underscore of in-place operations."""
    name = str(func.name()).partition("::")[2].partition(".")[0]
    return name if name.endswith("__") else name.removesuffix("_")


def in_words(name: str, reads: torch.Tensor, weight: torch.Tensor | None) -> str:
    """The name of an operation for a reader of PyTorch.

    Args:
        name: as ``base_name`` gives it.
        reads: the value that it reads.
        weight: the weight that it multiplies by, if it does.
    """
    if name in _NORMS_BY_SIZE:
        return f"BatchNorm{max(1, reads.ndim - 2)}d"
    if weight is None or name in RECURRENT or name not in WEIGHTED:
        return _NAMES.get(name, name)
    if name in LOOK_UPS:
        return f"{_NAMES[name]}{_pair(weight.shape[:2])}"
    if name in CONVOLUTIONS:
        dims = weight.ndim - 2
        transposed = "transpose" in name
        called = _NAMES.get(name, f"Conv{dims}d")
        channels = weight.shape[1] if transposed else weight.shape[0]
        return f"{called}{_pair((reads.shape[-dims - 1], channels))}" if reads.ndim > dims else called
    if name == "linear":
        return f"Linear{_pair((weight.shape[-1], weight.shape[0] if weight.ndim > 1 else 1))}"
    if name in PRODUCTS and weight.ndim >= 2:
        after = reads.shape[-1] == weight.shape[-2]
        return f"Linear{_pair(weight.shape[-2:] if after else weight.shape[:-3:-1])}"
    return _NAMES.get(name, name)


def _pair(numbers: Sequence[int]) -> str:
    return f"({', '.join(str(number) for number in numbers)})"
