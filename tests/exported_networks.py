"""Networks of many architectures, and torch.export's files of them."""

import io
import warnings
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.parametrizations import weight_norm

BATCH = 4
"""How many rows a file without a free number of rows takes."""


@dataclass(frozen=True)
class Example:
    build: Callable[[], nn.Module]
    draw: Callable[[int], torch.Tensor]
    """So many rows of input."""


def numbers(*shape: int, dtype: torch.dtype = torch.float32) -> Callable[[int], torch.Tensor]:
    return lambda rows: torch.randn(rows, *shape, dtype=dtype)


class Forward(nn.Module):
    """Layers, and a function of them and the rows."""

    def __init__(self, forward: Callable[[Any, torch.Tensor], object], **layers: nn.Module) -> None:
        super().__init__()
        for name, layer in layers.items():
            setattr(self, name, layer)
        self._forward = forward

    def forward(self, x: torch.Tensor) -> object:
        return self._forward(self, x)


def _residual(net: Any, x: torch.Tensor) -> object:
    h = torch.relu(net.first(x))
    h = h + net.drop(functional.gelu(net.second(h)))
    return {"logits": net.head(h), "parts": (h[:, :2], [h.mean(1)])}


def residual() -> nn.Module:
    layers = {"first": nn.Linear(5, 8), "second": nn.Linear(8, 8), "drop": nn.Dropout(0.2), "head": nn.Linear(8, 3)}
    return Forward(_residual, **layers)


def mlp() -> nn.Module:
    return nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 3), nn.Softmax(dim=1))


def _batch_norm() -> nn.Module:
    net = nn.Sequential(nn.Linear(5, 8), nn.BatchNorm1d(8), nn.ReLU(inplace=True), nn.Linear(8, 1), nn.Sigmoid())
    net(torch.randn(64, 5))  # statistics other than 0 and 1
    return net


def _images() -> nn.Module:
    return nn.Sequential(
        *(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.GroupNorm(2, 4)),
        *(nn.Conv2d(4, 6, 3, padding="same"), nn.Hardswish(), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(24, 3)),
    )


def _embedding() -> nn.Module:
    layers = {"table": nn.Embedding(11, 4), "head": nn.Linear(12, 2)}
    return Forward(lambda net, x: net.head(net.table(x).flatten(1)), **layers)


Pair = namedtuple("Pair", ["low", "high"])
torch.utils._pytree._register_namedtuple(Pair, serialized_type_name="exported_networks.Pair")


def _tokens() -> nn.Module:
    layers = {"lift": nn.Linear(1, 8), "block": nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)}
    return Forward(
        lambda net, x: net.head(net.block(net.lift(x.unsqueeze(-1))).mean(1)), **layers, head=nn.Linear(8, 1)
    )


def _attention() -> nn.Module:
    layers = {"attend": nn.MultiheadAttention(4, 2, batch_first=True), "head": nn.Linear(12, 2)}
    return Forward(lambda net, x: net.head(net.attend(x, x, x)[0].flatten(1)), **layers)


def _loop(net: Any, x: torch.Tensor) -> torch.Tensor:
    for layer in net.layers:
        x = functional.silu(layer(x)) + x
    return net.head(x)


def _tied() -> nn.Module:
    net = nn.Sequential(nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 5), nn.Linear(5, 2))
    net[2].weight = net[0].weight
    return net


class Constants(nn.Module):
    """Numbers that are neither parameters nor saved with the weights."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("scale", torch.rand(5) + 1, persistent=False)
        self.shift = torch.randn(5)
        self.head = nn.Linear(10, 2)

    def forward(self, x: torch.Tensor) -> object:
        low, high = ((x - self.shift) / self.scale).split([2, 3], dim=1)
        largest, where = high.max(dim=1, keepdim=True)
        joined = torch.cat([low, high, largest, where.float(), torch.ones(x.shape[0], 3)], dim=1)
        return self.head(torch.where(joined > 0.5, joined, torch.zeros_like(joined)))


def _shuffled(net: Any, x: torch.Tensor) -> torch.Tensor:
    h = net.first(x).reshape(x.shape[0] * 2, 4).view(-1, 2, 4).transpose(1, 2)
    h = torch.einsum("nij,jk->nik", h, net.mix.weight)
    return net.head(functional.pad(h, (0, 1)).flatten(1).clamp(min=-1))


EXAMPLES: dict[str, Example] = {
    "mlp": Example(mlp, numbers(5)),
    "residual": Example(residual, numbers(5)),
    "images": Example(_images, numbers(1, 8, 8)),
    "batch_norm": Example(_batch_norm, numbers(5)),
    "layer_norm": Example(
        lambda: nn.Sequential(nn.Linear(5, 8), nn.LayerNorm(8), nn.GELU("tanh"), nn.Linear(8, 2)), numbers(5)
    ),
    "dropout": Example(
        lambda: nn.Sequential(nn.Linear(5, 8), nn.Dropout(), nn.AlphaDropout(), nn.ELU(), nn.Linear(8, 2)), numbers(5)
    ),
    "signal": Example(
        lambda: nn.Sequential(nn.Conv1d(2, 4, 3), nn.LeakyReLU(), nn.AvgPool1d(2), nn.Flatten(), nn.Linear(8, 1)),
        numbers(2, 6),
    ),
    "embedding": Example(_embedding, lambda rows: torch.randint(0, 11, (rows, 3))),
    "named_tuple": Example(
        lambda: Forward(lambda net, x: Pair(net.a(x), net.b(x).exp()), a=nn.Linear(5, 2), b=nn.Linear(5, 1)), numbers(5)
    ),
    "weight_norm": Example(
        lambda: nn.Sequential(weight_norm(nn.Linear(5, 8)), nn.Softplus(), nn.Linear(8, 1)), numbers(5)
    ),
    "tokens": Example(_tokens, numbers(3)),
    "attention": Example(_attention, numbers(3, 4)),
    "loop": Example(
        lambda: Forward(_loop, layers=nn.ModuleList(nn.Linear(5, 5) for _ in range(3)), head=nn.Linear(5, 2)),
        numbers(5),
    ),
    "reused": Example(
        lambda: Forward(
            lambda net, x: net.head(net.same(net.same(x).relu()).relu()), same=nn.Linear(5, 5), head=nn.Linear(5, 2)
        ),
        numbers(5),
    ),
    "float64": Example(lambda: mlp().double(), numbers(5, dtype=torch.float64)),
    "tied": Example(_tied, numbers(5)),
    "constants": Example(Constants, numbers(5)),
    "shuffled": Example(
        lambda: Forward(_shuffled, first=nn.Linear(5, 8), mix=nn.Linear(3, 2), head=nn.Linear(16, 1)), numbers(5)
    ),
}


def network(name: str) -> nn.Module:
    """The same numbers whenever it is built."""
    torch.manual_seed(7)
    return EXAMPLES[name].build().eval()


def exported(net: nn.Module, rows: torch.Tensor, *, free: bool = True, decomposed: bool = False) -> bytes:
    """A file of torch.export.

    Args:
        net: the network, exported in the mode in which it is.
        rows: an example of its input.
        free: whether the number of rows is left open.
        decomposed: whether into PyTorch's core operators.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of torch.export about itself
        shapes = ({0: torch.export.Dim("batch")},) if free else None
        program = torch.export.export(net, (rows,), dynamic_shapes=shapes)
        return saved(program.run_decompositions() if decomposed else program)


def saved(program: torch.export.ExportedProgram) -> bytes:
    """What torch.export.save writes."""
    written = io.BytesIO()
    torch.export.save(program, written)
    return written.getvalue()
