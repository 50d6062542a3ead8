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


@pytest.fixture
def rewrite(tmp_path: Path) -> Callable[..., Path]:
    """Write a file again with other members: a text replaces a member, None leaves it out."""

    def write(data: bytes, changes: Mapping[str, Any], packed: bool = True) -> Path:
        path = tmp_path / "forged.pt"
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(path, "w") as target:
            root = source.namelist()[0].partition("/")[0]
            kept = {name.partition("/")[2]: source.read(name) for name in source.namelist()}
            for name, content in {**kept, **changes}.items():
                if content is not None:
                    squeeze = zipfile.ZIP_DEFLATED if packed and name.startswith("code/") else zipfile.ZIP_STORED
                    target.writestr(f"{root}/{name}", content, squeeze)
        return path

    return write
