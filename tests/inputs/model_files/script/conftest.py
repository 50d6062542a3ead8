"""Ways to write TorchScript files, honest and forged."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from scripted import exported, written
from torch import nn


@pytest.fixture
def save_script(tmp_path: Path) -> Callable[..., Path]:
    def save(network: nn.Module, rows: torch.Tensor, way: str = "scripted") -> Path:
        path = tmp_path / "model.pt"
        path.write_bytes(written(exported(network, rows, way)))
        return path

    return save


@pytest.fixture(scope="session", autouse=True)
def shapes_alone() -> None:
    """PyTorch imports more of itself, and sympy, when it first computes a shape without the numbers."""
    torch.ops.aten.arange(2, device="meta")
    torch.ops.aten.one_hot(torch.empty(2, dtype=torch.int64, device="meta"), 2)


CLASS = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
FORWARD = "  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n"


@pytest.fixture
def forge_script(tmp_path: Path) -> Callable[..., Path]:
    """Write a file around the statements of a forward; the network has no weights unless ``data`` says otherwise."""

    def write(body: str, *, around: str = "", data: bytes = b"", **members: Any) -> Path:
        """Args: statements of forward, more of the class and the module, data.pkl, other members by name."""
        statements = "".join(f"    {line}\n" for line in body.splitlines())
        content = {
            "data.pkl": data or b"\x80\x02c__torch__\nNet\n)\x81}b.",
            "constants.pkl": b"\x80\x02).",
            "code/__torch__.py": CLASS + FORWARD + statements + around,
            **members,
        }
        path = tmp_path / "model.pt"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in content.items():
                packed = zipfile.ZIP_DEFLATED if name.startswith("code/") else zipfile.ZIP_STORED
                archive.writestr(f"model/{name}", text, packed)
        return path

    return write


@pytest.fixture
def rewrite(tmp_path: Path) -> Callable[..., Path]:
    """Write a file again with other members: a text replaces a member, None leaves it out."""

    def write(data: bytes, changes: Mapping[str, Any], packed: str = "code/") -> Path:
        path = tmp_path / "forged.pt"
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(path, "w") as target:
            root = source.namelist()[0].partition("/")[0]
            kept = {name.partition("/")[2]: source.read(name) for name in source.namelist()}
            for name, content in {**kept, **changes}.items():
                if content is not None:
                    squeeze = zipfile.ZIP_DEFLATED if name.startswith(packed) else zipfile.ZIP_STORED
                    target.writestr(f"{root}/{name}", content, squeeze)
        return path

    return write
