"""Exporting takes seconds, so that each network is exported once for all tests."""

import functools
from collections.abc import Callable
from typing import Any

import exported_networks
import pytest
from exported_files import MODEL, edited

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import open_bytes


@functools.cache
def _exported(name: str, free: bool, decomposed: bool) -> bytes:
    example = exported_networks.EXAMPLES[name]
    rows = example.draw(exported_networks.BATCH)
    return exported_networks.exported(exported_networks.network(name), rows, free=free, decomposed=decomposed)


@pytest.fixture(scope="session")
def file_of() -> Callable[..., bytes]:
    def give(name: str, *, free: bool = True, decomposed: bool = False) -> bytes:
        return _exported(name, free, decomposed)

    return give


@pytest.fixture(scope="session")
def sound(file_of: Callable[..., bytes]) -> bytes:
    """A network with ReLU, dropout and residual connection that returns a dictionary."""
    return file_of("residual")


@pytest.fixture
def refused() -> Callable[[bytes], str]:
    """Open a file that must be refused; give the message."""

    def message(data: bytes) -> str:
        with pytest.raises(ModelFileError) as refusal:
            open_bytes(data, "m.pt2")
        text = str(refusal.value)
        assert text.isprintable()
        return text.removeprefix("m.pt2: ")

    return message


@pytest.fixture
def refused_edit(sound: bytes, refused: Callable[[bytes], str]) -> Callable[..., str]:
    """Change a JSON member of the sound file, which must then be refused; give the message."""

    def message(edit: Callable[[Any], object], name: str = MODEL) -> str:
        return refused(edited(sound, edit, name))

    return message
