"""The operators of PyTorch that a program in a file may use: they compute numbers from numbers, and nothing else.

Absent on purpose: what reads or writes files (``from_file``, ``save``), what reaches outside a tensor's own memory
(``as_strided``, ``set_``, ``resize_``), and what draws at random.
"""

from typing import Any, Final

import torch

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import printable

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "weights": (
        *("linear", "addmm", "mm", "matmul", "bmm", "baddbmm", "einsum", "bilinear", "embedding", "embedding_bag"),
        *("lstm", "gru", "rnn_tanh", "rnn_relu"),
        *("conv1d", "conv2d", "conv3d", "convolution", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d"),
    ),
    "activations": (
        *("relu", "relu6", "leaky_relu", "prelu", "elu", "selu", "celu", "gelu", "silu", "mish", "softplus"),
        *("tanh", "sigmoid", "hardtanh", "hardsigmoid", "hardswish", "log_sigmoid", "threshold", "softshrink"),
        *("hardshrink", "glu", "softmax", "log_softmax", "_softmax", "_log_softmax"),
    ),
    "normalisation": (
        *("batch_norm", "native_batch_norm", "_native_batch_norm_legit_no_training", "layer_norm"),
        *("native_layer_norm", "group_norm", "native_group_norm", "instance_norm", "rms_norm", "norm"),
    ),
    "arithmetic": (
        *("add", "sub", "rsub", "mul", "div", "pow", "neg", "abs", "exp", "log", "log1p", "expm1", "sqrt", "rsqrt"),
        *("square", "reciprocal", "sin", "cos", "erf", "sign", "floor", "ceil", "round", "clamp", "clamp_min"),
        *("clamp_max", "maximum", "minimum", "addcmul", "addcdiv", "lerp", "where", "masked_fill", "nan_to_num"),
    ),
    "comparison": ("eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_not", "isnan", "isinf"),
    "reduction": (
        "sum",
        "mean",
        "max",
        "min",
        "amax",
        "amin",
        "argmax",
        "argmin",
        "var",
        "std",
        "prod",
        "cumsum",
        "any",
    ),
    "shape": (
        *("view", "_unsafe_view", "reshape", "flatten", "unflatten", "squeeze", "unsqueeze", "transpose", "permute"),
        *("t", "expand", "expand_as", "contiguous", "cat", "stack", "split", "split_with_sizes", "chunk", "unbind"),
        *(
            "select",
            "slice",
            "narrow",
            "index_select",
            "gather",
            "repeat",
            "clone",
            "detach",
            "alias",
            "to",
            "_to_copy",
        ),
        *("pad", "constant_pad_nd", "movedim", "tile", "flip"),
    ),
    "pooling": (
        *("max_pool1d", "max_pool2d", "avg_pool1d", "avg_pool2d", "adaptive_avg_pool1d", "adaptive_avg_pool2d"),
        *("adaptive_max_pool1d", "adaptive_max_pool2d", "max_pool2d_with_indices", "upsample_nearest2d"),
    ),
    "making": (
        *("full", "zeros", "ones", "scalar_tensor", "arange", "full_like", "zeros_like", "ones_like"),
        *("new_full", "new_zeros", "new_ones", "fill", "copy", "lift_fresh_copy"),
    ),
    "further weights": ("mv", "dot", "addmv", "addbmm", "outer", "_weight_norm", "_weight_norm_interface"),
    "further activations": ("log_sigmoid_forward", "logit", "logsumexp"),
    "further normalisation": ("linalg_vector_norm", "_fused_rms_norm", "cosine_similarity", "cdist"),
    "further arithmetic": (
        *("tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "log2", "log10", "exp2", "erfc", "trunc", "frac"),
        *("floor_divide", "remainder", "fmod", "true_divide", "divide", "multiply", "subtract", "logaddexp", "clip"),
        *("xlogy", "type_as", "tril", "triu", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_not"),
    ),
    "further reduction": (
        "var_mean",
        "std_mean",
        "cumprod",
        "all",
        "topk",
        "sort",
        "argsort",
        "median",
        "count_nonzero",
    ),
    "further shape": (
        *("index", "view_as", "reshape_as", "broadcast_to", "swapaxes", "swapdims", "roll", "unfold", "diagonal"),
        *("concat", "hstack", "vstack", "unsafe_split", "unsafe_chunk", "tensor_split", "pixel_shuffle", "index_put"),
        *("scatter", "take_along_dim", "ravel", "mT", "adjoint", "numpy_T", "squeeze_copy", "pixel_unshuffle"),
    ),
    "further pooling": (
        *("max_pool3d", "avg_pool3d", "adaptive_avg_pool3d", "_adaptive_avg_pool2d", "_adaptive_avg_pool3d"),
        *("upsample_nearest1d", "upsample_nearest3d", "upsample_linear1d", "upsample_bilinear2d"),
    ),
    "rarer": (
        *("vdot", "rrelu", "special_expit", "heaviside", "_native_batch_norm_legit", "feature_alpha_dropout"),
        *("linspace", "eye", "one_hot", "channel_shuffle", "im2col", "slice_scatter", "select_scatter", "diff"),
        *("quantile", "kthvalue", "bucketize", "searchsorted", "max_pool3d_with_indices", "upsample_bicubic2d"),
        *("upsample_trilinear3d", "__and__", "__or__", "__xor__"),
    ),
    "conditions": ("_assert_tensor_metadata",),
    "dropout": ("dropout", "feature_dropout", "alpha_dropout"),
    "attention": ("scaled_dot_product_attention",),
}
ALLOWED: Final = frozenset(name for family in FAMILIES.values() for name in family)


def operator(name: str) -> Any:
    """The operator of PyTorch with that name, all its overloads together: ``torch.ops.aten.relu``.

    Args:
        name: without namespace and overload; a trailing underscore, in-place, is looked up like the name without it.

    Raises:
        ModelFileError: it is not among the operators that are run here.
    """
    known = name.removesuffix("_") in ALLOWED or name in ALLOWED
    found = getattr(torch.ops.aten, name, None) if known else None  # not every operator has an in-place form
    if found is None:
        raise ModelFileError(
            f"uses the operator {printable(name)}, which is not among the operators that are run here; it was not run."
        )
    return found
