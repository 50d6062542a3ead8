"""Architectures that people train on tables, each with code of its own kind; every kind of file is tried with them."""

from collections.abc import Callable

import torch
from torch import nn
from torch.nn import functional

INPUTS = 6


class FunctionalRelu(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c = nn.Linear(INPUTS, 8), nn.Linear(8, 5), nn.Linear(5, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.c(functional.relu(self.b(functional.relu(self.a(x))))))


class Residual(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(INPUTS, 8)
        self.blocks = nn.ModuleList([nn.Linear(8, 8) for _ in range(3)])
        self.last = nn.Linear(8, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = torch.relu(self.first(x))
        for block in self.blocks:
            h = h + torch.relu(block(h))
        return self.last(h)


class ResidualNorm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(INPUTS, 8)
        self.norm, self.up, self.down = nn.BatchNorm1d(8), nn.Linear(8, 16), nn.Linear(16, 8)
        self.last = nn.Linear(8, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = self.first(x)
        h = h + self.down(functional.dropout(functional.gelu(self.up(self.norm(h))), 0.2, self.training))
        return self.last(h)


class Cross(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.one, self.two, self.last = nn.Linear(INPUTS, INPUTS), nn.Linear(INPUTS, INPUTS), nn.Linear(INPUTS, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = x * self.one(x) + x
        h = x * self.two(h) + h
        return self.last(h)


class TwoHeads(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body, self.left, self.right = nn.Linear(INPUTS, 8), nn.Linear(8, 2), nn.Linear(8, 1)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        h = torch.tanh(self.body(x))
        return self.left(h), self.right(h)


class NamedOutputs(TwoHeads):
    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:  # type: ignore[override]
        h = torch.tanh(self.body(x))
        return {"logits": self.left(h), "value": self.right(h)}


class Embedded(nn.Module):
    """The first two inputs are numbers of categories."""

    def __init__(self) -> None:
        super().__init__()
        self.colour, self.place = nn.Embedding(3, 4), nn.Embedding(3, 2)
        self.a, self.b = nn.Linear(4 + 2 + INPUTS - 2, 8), nn.Linear(8, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        codes = (x[:, :2].abs() % 3).long()
        h = torch.cat([self.colour(codes[:, 0]), self.place(codes[:, 1]), x[:, 2:]], dim=1)
        return self.b(torch.relu(self.a(h)))


class Tokens(nn.Module):
    """One token per column, as in transformers for tables."""

    def __init__(self, *, batch_first: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(INPUTS, 8))
        self.encoder = nn.TransformerEncoderLayer(8, 2, 16, batch_first=batch_first)
        self.last = nn.Linear(8, 2)
        self.batch_first = batch_first

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tokens = x.unsqueeze(-1) * self.weight
        if not self.batch_first:
            return self.last(self.encoder(tokens.transpose(0, 1)).mean(0))
        return self.last(self.encoder(tokens).mean(1))


class OwnAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Linear(1, 4)
        self.q, self.k, self.v, self.last = nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4 * INPUTS, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tokens = self.embed(x.unsqueeze(-1))
        shares = torch.softmax(self.q(tokens) @ self.k(tokens).transpose(1, 2) / 2.0, dim=-1)
        return self.last((shares @ self.v(tokens)).flatten(1))


class OwnProduct(nn.Module):
    """Weights that are parameters, without a layer of PyTorch around them."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Parameter(torch.randn(INPUTS, 7)), nn.Parameter(torch.randn(7, 2))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.tanh(x @ self.a) @ self.b


class WeightNorm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        norm = nn.utils.parametrizations.weight_norm
        self.a, self.b = norm(nn.Linear(INPUTS, 8)), norm(nn.Linear(8, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.b(torch.relu(self.a(x)))


class Gated(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.value, self.gate, self.last = nn.Linear(INPUTS, 8), nn.Linear(INPUTS, 8), nn.Linear(8, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(self.value(x) * torch.sigmoid(self.gate(x)))


class WideAndDeep(nn.Module):
    """The input goes round the hidden layers, and everything before goes into each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(INPUTS, 8), nn.Linear(8 + INPUTS, 8)
        self.wide, self.deep = nn.Linear(INPUTS, 1), nn.Linear(8, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = torch.relu(self.a(x))
        h = torch.relu(self.b(torch.cat([h, x], dim=1)))
        return (self.wide(x) + self.deep(h)).squeeze(-1)


class Experts(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.experts = nn.ModuleList([nn.Linear(INPUTS, 4) for _ in range(3)])
        self.gate, self.last = nn.Linear(INPUTS, 3), nn.Linear(4, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        shares = torch.softmax(self.gate(x), dim=1)
        outcomes = torch.stack([torch.relu(expert(x)) for expert in self.experts], dim=1)
        return torch.log_softmax(self.last((shares.unsqueeze(-1) * outcomes).sum(1)), dim=1)


class Written(nn.Module):
    """Numbers are written into a tensor that the network makes."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c = nn.Linear(3, 4), nn.Linear(3, 4), nn.Linear(8, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = torch.zeros(x.shape[0], 8, dtype=x.dtype)
        h[:, :4] = torch.relu(self.a(x[:, :3]))
        h[:, 4:] = torch.relu(self.b(x[:, 3:]))
        return self.c(h)


class Recurrent(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.cell, self.last = nn.LSTM(2, 5, batch_first=True), nn.Linear(5, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.last(self.cell(x.reshape(-1, 3, 2))[0][:, -1])


def shared() -> nn.Module:
    same = nn.Linear(INPUTS, INPUTS)
    return nn.Sequential(same, nn.Tanh(), same, nn.Tanh(), nn.Linear(INPUTS, 2), nn.Softmax(1))


SEQUENTIAL: dict[str, Callable[[], nn.Module]] = {
    "mlp": lambda: nn.Sequential(nn.Linear(INPUTS, 8), nn.ReLU(), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 1)),
    "norms": lambda: nn.Sequential(
        *(nn.BatchNorm1d(INPUTS), nn.Linear(INPUTS, 8), nn.LayerNorm(8), nn.GELU(), nn.Dropout(0.5)),
        *(nn.Linear(8, 4), nn.BatchNorm1d(4), nn.ReLU(inplace=True), nn.Linear(4, 3), nn.LogSoftmax(1)),
    ),
    "convolution": lambda: nn.Sequential(
        *(nn.Unflatten(1, (1, 2, 3)), nn.Conv2d(1, 4, 2, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
        *(nn.Linear(4 * 1 * 2, 6), nn.ReLU(), nn.Linear(6, 2)),
    ),
    "sequence": lambda: nn.Sequential(
        *(nn.Unflatten(1, (2, 3)), nn.Conv1d(2, 4, 2), nn.BatchNorm1d(4), nn.SiLU(), nn.Conv1d(4, 3, 2)),
        *(nn.Flatten(), nn.Linear(3, 2)),
    ),
    "shared": shared,
    "double": lambda: nn.Sequential(nn.Linear(INPUTS, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid()).double(),
    "glu": lambda: nn.Sequential(nn.Linear(INPUTS, 8), nn.GLU(), nn.Linear(4, 4), nn.Mish(), nn.Linear(4, 1)),
}
"""Whole networks of standard layers, which can be saved as they are."""
OWN: dict[str, Callable[[], nn.Module]] = {
    "functional": FunctionalRelu,
    "residual": Residual,
    "residual_norm": ResidualNorm,
    "cross": Cross,
    "two_heads": TwoHeads,
    "named_outputs": NamedOutputs,
    "embedded": Embedded,
    "tokens": Tokens,
    "tokens_first": lambda: Tokens(batch_first=False),
    "own_attention": OwnAttention,
    "own_product": OwnProduct,
    "weight_norm": WeightNorm,
    "gated": Gated,
    "wide_and_deep": WideAndDeep,
    "experts": Experts,
    "written": Written,
    "recurrent": Recurrent,
}
"""Networks with code of their own."""
ZOO = SEQUENTIAL | OWN
OUTPUT_KEYS = {"two_heads": "0", "named_outputs": "logits"}
HIDDEN_UNITS: dict[str, list[int]] = {
    "mlp": [8, 5],
    "norms": [8, 4],
    "convolution": [8, 6],
    "sequence": [8, 3],
    "shared": [6, 6],
    "double": [8],
    "glu": [4, 4],
    "functional": [8, 5],
    "residual": [8, 8, 8, 8],
    "residual_norm": [8, 16, 8],
    "cross": [6, 6],
    "two_heads": [8],
    "named_outputs": [8],
    "embedded": [10, 8],
    "tokens": [48, 48, 96, 8],
    "tokens_first": [48, 48, 96, 8],
    "own_attention": [24, 24],
    "own_product": [7],
    "weight_norm": [8],
    "gated": [8],
    "wide_and_deep": [14, 8],
    "experts": [4],
    "written": [8],
    "recurrent": [5],
}
"""By architecture: how many numbers per row each hidden layer puts out, counted by hand from the code."""


def build(name: str) -> nn.Module:
    """The architecture, untrained but with lively statistics, the same every time; in evaluation mode."""
    torch.manual_seed(sum(map(ord, name)))
    network = ZOO[name]()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_mean = torch.randn(module.num_features)
            module.running_var = torch.rand(module.num_features) + 0.5
    return network.eval()


for _name in ZOO:  # so that --arch zoo.py:mlp names each of them
    globals()[f"make_{_name}"] = lambda _name=_name: build(_name)
