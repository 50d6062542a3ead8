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
        *("conv1d", "conv2d", "conv3d", "convolution", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d"),
        *("_convolution", "_convolution_mode", "mv", "dot", "vdot", "addmv", "outer", "lstm", "gru", "rnn_tanh"),
        *("rnn_relu", "addbmm", "_weight_norm_interface"),
    ),
    "activations": (
        *("relu", "relu6", "leaky_relu", "prelu", "elu", "selu", "celu", "gelu", "silu", "mish", "softplus", "tanh"),
        *("sigmoid", "hardtanh", "hardsigmoid", "hardswish", "log_sigmoid", "threshold", "softshrink", "hardshrink"),
        *("glu", "softmax", "log_softmax", "_softmax", "_log_softmax", "logit", "log_sigmoid_forward", "rrelu"),
        *("special_expit",),
    ),
    "normalisation": (
        *("batch_norm", "native_batch_norm", "_native_batch_norm_legit_no_training", "layer_norm"),
        *("native_layer_norm", "group_norm", "native_group_norm", "instance_norm", "rms_norm", "norm"),
        *("_weight_norm", "norm_except_dim", "linalg_vector_norm", "frobenius_norm", "cosine_similarity"),
        *("_fused_rms_norm", "cdist", "_native_batch_norm_legit"),
    ),
    "arithmetic": (
        *("add", "sub", "rsub", "mul", "div", "pow", "neg", "abs", "exp", "log", "log1p", "expm1", "sqrt", "rsqrt"),
        *("square", "reciprocal", "sin", "cos", "erf", "sign", "floor", "ceil", "round", "clamp", "clamp_min"),
        *("clamp_max", "maximum", "minimum", "addcmul", "addcdiv", "lerp", "where", "masked_fill", "nan_to_num"),
        *("subtract", "multiply", "divide", "true_divide", "floor_divide", "remainder", "fmod", "trunc", "frac"),
        *("exp2", "log2", "log10", "tan", "sinh", "cosh", "asin", "acos", "atan", "atan2", "erfc", "sgn", "clip"),
        *("logaddexp", "logsumexp", "xlogy", "hypot", "softsign", "heaviside", "diff"),
    ),
    "comparison": (
        *("eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_not", "logical_xor", "isnan"),
        *("isinf", "isfinite", "__and__", "__or__", "__xor__", "bitwise_and", "bitwise_or", "bitwise_xor"),
        *("bitwise_not", "bucketize", "searchsorted"),
    ),
    "reduction": (
        *("sum", "mean", "max", "min", "amax", "amin", "argmax", "argmin", "var", "std", "prod", "cumsum", "any"),
        *("all", "cumprod", "topk", "sort", "argsort", "count_nonzero", "var_mean", "std_mean", "median", "quantile"),
        *("kthvalue",),
    ),
    "shape": (
        *("view", "_unsafe_view", "reshape", "flatten", "unflatten", "squeeze", "unsqueeze", "transpose", "permute"),
        *("t", "expand", "expand_as", "contiguous", "cat", "stack", "split", "split_with_sizes", "chunk", "unbind"),
        *("select", "slice", "narrow", "index_select", "gather", "repeat", "clone", "detach", "alias", "to"),
        *("_to_copy", "pad", "constant_pad_nd", "movedim", "tile", "flip", "concat", "hstack", "view_as"),
        *("reshape_as", "swapaxes", "swapdims", "roll", "index", "take_along_dim", "tril", "triu", "tensor_split"),
        *("unsafe_chunk", "unsafe_split", "numpy_T", "type_as", "lift_fresh", "broadcast_to", "diagonal"),
        *("pixel_shuffle", "channel_shuffle", "one_hot", "unfold", "vstack", "scatter", "ravel", "mT", "adjoint"),
        *("squeeze_copy", "pixel_unshuffle", "im2col", "slice_scatter", "select_scatter"),
    ),
    "padding": (
        *("reflection_pad1d", "reflection_pad2d", "replication_pad1d", "replication_pad2d", "replication_pad3d"),
        *("reflection_pad3d", "zero_pad2d"),
    ),
    "filling": (*("fill", "copy", "zero", "index_fill", "index_put", "masked_scatter"),),
    "making": (
        *("zeros", "ones", "full", "arange", "linspace", "eye", "scalar_tensor", "zeros_like", "ones_like"),
        *("full_like", "new_zeros", "new_ones", "new_full", "lift_fresh_copy"),
    ),
    "pooling": (
        *("max_pool1d", "max_pool2d", "avg_pool1d", "avg_pool2d", "adaptive_avg_pool1d", "adaptive_avg_pool2d"),
        *("adaptive_max_pool1d", "adaptive_max_pool2d", "max_pool2d_with_indices", "upsample_nearest2d"),
        *("max_pool3d", "avg_pool3d", "adaptive_avg_pool3d", "max_pool1d_with_indices", "max_pool3d_with_indices"),
        *("upsample_nearest1d", "upsample_linear1d", "upsample_bilinear2d", "upsample_bicubic2d"),
        *("upsample_nearest3d", "upsample_trilinear3d", "_upsample_nearest_exact1d", "_upsample_nearest_exact2d"),
        *("_upsample_nearest_exact3d", "_upsample_bilinear2d_aa", "_upsample_bicubic2d_aa", "_upsample_lanczos2d_aa"),
        *("_adaptive_avg_pool2d", "_adaptive_avg_pool3d"),
    ),
    "dropout": (*("dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout"),),
    "attention": (*("scaled_dot_product_attention",),),
    "conditions": (*("_assert_tensor_metadata",),),
}
ALLOWED: Final = frozenset(name for family in FAMILIES.values() for name in family)


_REASONS: Final[dict[str, tuple[str, ...]]] = {
    "it reads or writes files": ("from_file", "save", "load", "_save_for_mobile"),
    "it reaches outside a tensor's own memory": ("as_strided", "set", "resize", "resize_as", "as_strided_scatter"),
    "it draws at random": (
        *("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "randint_like", "bernoulli", "normal"),
        *("uniform", "multinomial", "rrelu", "poisson", "exponential", "random", "native_dropout"),
    ),
    "it is made for one processor by optimize_for_inference; save the network before that": (
        *("to_mkldnn", "to_dense", "ConstantMKLDNNTensor", "mkldnn_convolution", "MKLDNNGroup"),
    ),
}


def operator(name: str, written: str | None = None) -> Any:
    """The operator of PyTorch with that name, all its overloads together: ``torch.ops.aten.relu``.

    Args:
        name: without namespace and overload; a trailing underscore, in-place, is looked up like the name without it.
        written: how the file writes it, for the message.

    Raises:
        ModelFileError: it is not among the operators that are run here.
    """
    found = getattr(torch.ops.aten, name, None) if name.removesuffix("_") in ALLOWED or name in ALLOWED else None
    if found is None:
        raise not_run(name, written)
    return found


def not_run(name: str, written: str | None = None) -> ModelFileError:
    """The refusal of an operator, with the reason where the name tells one."""
    bare = name.removesuffix("_")
    why = next((f" ({reason})" for reason, names in _REASONS.items() if bare in names or name in names), "")
    return ModelFileError(
        f"uses {printable(written or f'the operator {name}')}, which is not among the operators that are run "
        f"here{why}; it was not run."
    )
