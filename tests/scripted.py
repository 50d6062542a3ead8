"""Networks as torch.jit exports, writes and reads them, for tests that compare or forge."""

import io
import warnings
from typing import Any

import torch
from torch import nn


def written(script: Any) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        buffer = io.BytesIO()
        torch.jit.save(script, buffer)
    return buffer.getvalue()


def exported(network: nn.Module, rows: torch.Tensor, way: str) -> Any:
    """A network by one of torch.jit's ways: traced, scripted, frozen, frozen trace, optimized."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        if way in ("traced", "frozen trace"):
            script = torch.jit.trace(network, rows, strict=False, check_trace=False)
        else:
            script = torch.jit.script(network)
        if way.startswith("frozen"):
            return torch.jit.freeze(script)
        return torch.jit.optimize_for_inference(script) if way == "optimized" else script


def loaded(data: bytes) -> Any:
    """What PyTorch makes of a file that a test made itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.jit.load(io.BytesIO(data))
