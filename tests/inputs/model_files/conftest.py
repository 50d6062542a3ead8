"""Ways to write model files, honest and forged, and the check that none of them did anything."""

import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_model


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(7)


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    def write(held: object, **options: Any) -> Path:
        torch.save(held, tmp_path / "model.pt", **options)
        return tmp_path / "model.pt"

    return write


@pytest.fixture
def forge(tmp_path: Path) -> Callable[..., Path]:
    """Write a file like torch.save's around any pickle."""

    def write(data: bytes, **members: bytes) -> Path:
        with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
            archive.writestr("model/data.pkl", data)
            archive.writestr("model/byteorder", b"little")
            for name, content in members.items():
                archive.writestr(f"model/{name}", content)
        return tmp_path / "model.pt"

    return write


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], Path]:
    def write_bytes(data: bytes) -> Path:
        (tmp_path / "model.pt").write_bytes(data)
        return tmp_path / "model.pt"

    return write_bytes


@pytest.fixture
def refusal() -> Callable[[Path], str]:
    """Open a file that must be refused; give the message without the file's name."""

    def message(path: Path) -> str:
        with pytest.raises(ModelFileError) as refused:
            open_model(path)
        text = str(refused.value)
        assert text.startswith(f"{path.name}: ")
        assert text.isprintable()
        return text.removeprefix(f"{path.name}: ")

    return message


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "marker"


@pytest.fixture
def nothing_ran(marker: Path) -> Iterator[None]:
    """Whatever the test opened: no command ran, nothing was imported, no layer was changed."""
    imported, methods = set(sys.modules), {cls: cls.forward for cls in (nn.Linear, nn.ReLU, nn.Sequential)}
    yield
    assert not marker.exists()
    # Python loads text encodings, and torch its own parts, when they are first needed.
    assert all(name.startswith(("encodings.", "torch.")) for name in set(sys.modules) - imported)
    assert all(cls.forward is method for cls, method in methods.items())


@pytest.fixture
def network() -> nn.Sequential:
    return nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2)).eval()


class Calling:
    """Pickles as a call."""

    def __init__(self, func: Callable[..., Any], *args: object) -> None:
        self.call = (func, args)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[object, ...]]:
        return self.call


@pytest.fixture
def calling() -> type[Calling]:
    return Calling


@pytest.fixture
def data_pkl() -> Callable[[object], bytes]:
    """The pickle that torch.save writes for something without tensors."""

    def read(held: object) -> bytes:
        buffer = io.BytesIO()
        torch.save(held, buffer)
        with zipfile.ZipFile(buffer) as archive:
            return archive.read("archive/data.pkl")

    return read
