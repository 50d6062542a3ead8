"""Networks that torch.jit saved put out what torch.jit itself puts out, without torch.jit."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from scripted import exported, loaded, written
from torch import nn
from torch.nn import functional

from yasenn_report.inputs.model_files import open_model


class Residual(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.head = nn.Linear(8, 8), nn.Linear(8, 8), nn.Linear(8, 2)
        self.norm = nn.BatchNorm1d(8)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + functional.relu(self.first(x))
        return functional.softmax(
            self.head(self.norm(x + functional.dropout(self.second(x), 0.2, self.training))), dim=1
        )


class Images(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.convolution, self.norm = nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4)
        self.pool, self.head = nn.AdaptiveAvgPool2d(2), nn.Linear(16, 3)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = functional.max_pool2d(functional.leaky_relu(self.norm(self.convolution(x.view(-1, 1, 8, 8)))), 2)
        return self.head(self.pool(x).flatten(1))


class Signal(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.convolution, self.norm, self.head = nn.Conv1d(1, 4, 3, stride=2), nn.GroupNorm(2, 4), nn.Linear(12, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = functional.hardswish(self.norm(self.convolution(x.unsqueeze(1))))
        return self.head(torch.reshape(x, (x.size(0), -1)))


class Categories(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.head = nn.Embedding(10, 4), nn.Linear(8 * 4, 2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(torch.flatten(self.embedding(x.abs().clamp(0, 9).long()), 1))


class TwoHeads(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body, self.left, self.right = nn.Linear(8, 6), nn.Linear(6, 1), nn.Linear(6, 3)

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        x = torch.tanh(self.body(x))
        return {"risk": torch.sigmoid(self.left(x)), "kind": functional.log_softmax(self.right(x), dim=-1)}


class Pair(TwoHeads):
    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        x = functional.elu(self.body(x))
        return self.left(x), self.right(x)


class Attention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention, self.head = nn.MultiheadAttention(4, 2, batch_first=True), nn.Linear(4, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tokens = x.view(-1, 2, 4)
        return self.head(self.attention(tokens, tokens, tokens)[0].mean(1))


class Transformer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, activation="gelu")
        self.encoder, self.head = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False), nn.Linear(4, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.encoder(x.view(-1, 2, 4)).mean(1))


class Looping(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(8, 8), nn.LayerNorm(8), nn.Linear(8, 8)])
        self.named = nn.ModuleDict({"head": nn.Linear(8, 1)})

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            x = functional.silu(layer(x)) + x
        steps, total = 0, torch.zeros_like(x)
        while steps < 3:
            total += x * 0.5
            steps += 1
        return self.named["head"](total)


class Reused(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer, self.head = nn.Linear(8, 8), nn.Linear(8, 8)
        self.head.weight = self.layer.weight

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(functional.relu(self.layer(functional.relu(self.layer(x)))))


class Flagged(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.residual, self.scale, self.sizes = True, 0.25, [2, 3]
        self.layer, self.head = nn.Linear(8, 8), nn.Linear(8, 2)
        self.register_buffer("shift", torch.arange(8.0))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        hidden = self.layer(x - self.shift) / self.sizes[0]
        hidden = hidden * self.scale + x if self.residual else hidden
        if bool(hidden.sum() > 1e9):
            hidden = hidden * 0
        return self.head(torch.where(hidden > 0, hidden, hidden.exp() - 1))


class Cross(nn.Module):
    """Weights of its own, without a layer around them."""

    def __init__(self) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.randn(8, 8)), nn.Parameter(torch.randn(8))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        crossed = x * (x @ self.weight + self.bias) + x
        parts = [crossed[:, :4], crossed[:, 4:], (crossed**2).sum(1, keepdim=True).sqrt()]
        return torch.cat(parts, dim=1)


class Resized(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Upsample(scale_factor=2), nn.Conv2d(1, 2, 3, padding=1, padding_mode="circular"), nn.InstanceNorm2d(2)
        )
        self.back = nn.Sequential(nn.ConvTranspose2d(2, 1, 2, stride=2), nn.AvgPool2d(2), nn.Flatten())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.back(self.body(x.view(-1, 1, 2, 4)))


class Masked(nn.Module):
    """Holes in the table are filled, and numbers are written into parts of a tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(8, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        filled = torch.where(torch.isnan(x), torch.zeros_like(x), x).clone()
        filled[:, 0] = 0
        filled[filled > 1] = 1.0
        weights = torch.arange(x.shape[1], device=x.device).float()
        return self.head(filled) + torch.einsum("ij,j->i", filled, weights).unsqueeze(-1) + filled.max(1)[0][:, None]


ZOO: dict[str, Callable[[], nn.Module]] = {
    "mlp": lambda: nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4), nn.Tanh(), nn.Linear(4, 1)),
    "batch norm": lambda: nn.Sequential(
        nn.BatchNorm1d(8), nn.Linear(8, 6), nn.BatchNorm1d(6), nn.PReLU(), nn.Linear(6, 1), nn.Sigmoid()
    ),
    "layer norm": lambda: nn.Sequential(nn.Linear(8, 6), nn.LayerNorm(6), nn.GELU(), nn.Linear(6, 2), nn.Softmax(1)),
    "dropout": lambda: nn.Sequential(
        nn.Linear(8, 6), nn.SELU(), nn.AlphaDropout(0.3), nn.Dropout(0.4), nn.Linear(6, 1)
    ),
    "in place": lambda: nn.Sequential(nn.Linear(8, 6), nn.ReLU(inplace=True), nn.Linear(6, 6), nn.ELU(inplace=True)),
    "float64": lambda: nn.Sequential(nn.Linear(8, 6), nn.Softplus(), nn.Linear(6, 2)).double(),
    "unusual": lambda: nn.Sequential(
        nn.Linear(8, 8), nn.GLU(), nn.Hardtanh(), nn.RMSNorm(4), nn.Mish(), nn.CELU(), nn.LogSigmoid(), nn.Softsign()
    ),
    "residual": Residual,
    "images": Images,
    "signal": Signal,
    "categories": Categories,
    "two heads": TwoHeads,
    "pair": Pair,
    "attention": Attention,
    "transformer": Transformer,
    "looping": Looping,
    "reused": Reused,
    "flagged": Flagged,
    "cross": Cross,
    "resized": Resized,
    "masked": Masked,
}


def _made(name: str) -> tuple[nn.Module, torch.Tensor]:
    network = ZOO[name]()
    for buffer in network.buffers():  # statistics that are not those of an untrained layer
        if buffer.is_floating_point():
            buffer.uniform_(0.5, 1.5)
    width = 64 if name == "images" else 8
    return network.eval(), torch.randn(9, width, dtype=torch.float64 if name == "float64" else torch.float32)


def _same(found: Any, expected: Any) -> bool:
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(_same(found[key], expected[key]) for key in expected)
    if isinstance(expected, tuple):
        return len(found) == len(expected) and all(map(_same, found, expected))
    return bool(torch.allclose(found, expected, rtol=1e-6, atol=1e-6)) and found.dtype == expected.dtype


WAYS = ["traced", "scripted", "frozen", "frozen trace", "optimized"]
PAIRS = [
    (name, way) for name in ZOO for way in WAYS if (way != "optimized" or name not in ("images", "resized"))
]  # see test_script_facts


@pytest.mark.parametrize(("name", "way"), PAIRS)
@pytest.mark.slow
def test_outputs_equal_those_of_torch_jit(tmp_path, name, way):
    network, rows = _made(name)
    data = written(exported(network, rows, way))
    (tmp_path / "model.pt").write_bytes(data)
    opened = open_model(tmp_path / "model.pt")
    with torch.no_grad():
        expected = loaded(data)(torch.cat([rows, -rows]))
    with torch.inference_mode():
        assert _same(opened.run(torch.cat([rows, -rows])), expected)
    assert opened.kind == "a TorchScript program saved by torch.jit.save"
    assert opened.dtype == rows.dtype
    assert opened.notes == ()
