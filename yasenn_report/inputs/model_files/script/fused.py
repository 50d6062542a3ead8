"""PyTorch's fused attention, step by step: one operator that hides a block would hide the layers inside it.

A transformer that was traced without gradients names these operators where its layers were.
"""

import math
from collections.abc import Callable
from typing import Any, Final

import torch
from torch.nn import functional

from yasenn_report.errors import ModelFileError

NEVER_RUN: Final = frozenset(
    [
        *("_nested_tensor_from_mask", "_nested_tensor_from_mask_left_aligned", "to_padded_tensor"),
        "embedding_renorm_",
    ]
)
"""PyTorch's own layers name them on ways that are not taken here; they may stand in a program, and are never run."""


def attention(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    width: int,
    heads: int,
    qkv_weight: torch.Tensor,
    qkv_bias: torch.Tensor,
    out_weight: torch.Tensor,
    out_bias: torch.Tensor,
    mask: torch.Tensor | None = None,
    need_weights: bool = True,
    average: bool = True,
    *_: Any,
) -> tuple[torch.Tensor, torch.Tensor | None]:
    """Multi-head self-attention of tokens, (rows, tokens, width), as ``_native_multi_head_attention`` computes it.

    Returns:
        The attended tokens, (rows, tokens, width), and what each token attends to, if that is asked for.

    Raises:
        ModelFileError: it has a mask, or its tokens attend to others than themselves.
    """
    if mask is not None or query is not key or key is not value:
        raise ModelFileError(
            "its fused attention has a mask or attends to other tokens, which is not run here. Export the network "
            "again after torch.backends.mha.set_fastpath_enabled(False)."
        )
    rows, tokens, _width = query.shape
    per_head = [
        part.reshape(rows, tokens, heads, width // heads).transpose(1, 2)
        for part in functional.linear(query, qkv_weight, qkv_bias).chunk(3, dim=-1)
    ]
    scores = torch.matmul(per_head[0] / math.sqrt(width // heads), per_head[1].transpose(2, 3))
    weights = torch.softmax(scores, dim=-1)
    attended = torch.matmul(weights, per_head[2]).transpose(1, 2).reshape(rows, tokens, width)
    out = functional.linear(attended, out_weight, out_bias)
    if not need_weights:
        return out, None
    return out, weights.mean(dim=1) if average else weights


def encoder_layer(
    tokens: torch.Tensor,
    width: int,
    heads: int,
    qkv_weight: torch.Tensor,
    qkv_bias: torch.Tensor,
    out_weight: torch.Tensor,
    out_bias: torch.Tensor,
    use_gelu: bool,
    norm_first: bool,
    eps: float,
    *tensors: Any,
) -> torch.Tensor:
    """One layer of a transformer's encoder, (rows, tokens, width), as ``_transformer_encoder_layer_fwd`` computes it.

    Raises:
        ModelFileError: it has a mask.
    """
    inner, outer = tensors[4:6], tensors[6:8]
    mask = tensors[8] if len(tensors) > 8 else None

    def normed(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        return functional.layer_norm(x, [width], weight, bias, eps)

    def attended(x: torch.Tensor) -> torch.Tensor:
        projections = (qkv_weight, qkv_bias, out_weight, out_bias)
        return attention(x, x, x, width, heads, *projections, mask, need_weights=False)[0]

    def fed(x: torch.Tensor) -> torch.Tensor:
        hidden = functional.linear(x, *inner)
        return functional.linear(functional.gelu(hidden) if use_gelu else functional.relu(hidden), *outer)

    if norm_first:
        tokens = tokens + attended(normed(tokens, *tensors[0:2]))
        return tokens + fed(normed(tokens, *tensors[2:4]))
    tokens = normed(tokens + attended(tokens), *tensors[0:2])
    return normed(tokens + fed(tokens), *tensors[2:4])


STEPWISE: Final[dict[str, Callable[..., Any]]] = {
    "_native_multi_head_attention": attention,
    "_transformer_encoder_layer_fwd": encoder_layer,
}
"""By PyTorch's name: the same numbers by operators that show the layers."""
