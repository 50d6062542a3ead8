"""A module of PyTorch into what every reader of model files makes: ready to run, with the facts of its layers."""

import torch
from torch import nn

from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.widths import input_width


def opened_module(module: nn.Module, *, kind: str, notes: tuple[str, ...] = (), training: bool | None = None) -> Opened:
    """Put a module into evaluation mode, without gradients and with weights of one type.

    Args:
        module: the network; it is changed.
        kind: what it comes from, in words.
        notes: what is known of it already.
        training: whether it comes in training mode; None if the module itself says so.
    """
    was_training = module.training if training is None else training
    module.eval().requires_grad_(requires_grad=False)
    dtype, settled = _settle_dtype(module)
    woken = ["The network came in training mode; it is run in evaluation mode."] if was_training else []
    tensors = [*module.named_parameters(remove_duplicate=False), *module.named_buffers(remove_duplicate=False)]
    return Opened(
        run=module,
        weights=dict(tensors),
        parameters=sum(parameter.numel() for parameter in module.parameters()),
        kind=kind,
        dtype=dtype,
        inputs=input_width(module),
        notes=(*notes, *settled, *woken),
    )


def _settle_dtype(module: nn.Module) -> tuple[torch.dtype, list[str]]:
    """Give all weights one type: a processor runs half precision slowly or not at all, and mixed types never."""
    dtypes = {tensor.dtype for tensor in (*module.parameters(), *module.buffers()) if tensor.is_floating_point()}
    target = torch.float64 if torch.float64 in dtypes else torch.float32
    if dtypes <= {target}:
        return target, []
    module.to(target)
    stored = " and ".join(sorted(_dtype_name(dtype) for dtype in dtypes))
    return target, [f"The weights are stored as {stored} and are run as {_dtype_name(target)}."]


def _dtype_name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
