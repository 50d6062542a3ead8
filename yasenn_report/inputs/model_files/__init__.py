"""A model file, perhaps a stranger's, into a network; no code in the file is imported, called or unpickled."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive, open_archive
from yasenn_report.inputs.model_files.exported import open_exported
from yasenn_report.inputs.model_files.kinds import Kind, kind_of_bytes, kind_of_members
from yasenn_report.inputs.model_files.modules import opened_module
from yasenn_report.inputs.model_files.onnx import open_onnx
from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.saved import open_saved
from yasenn_report.inputs.model_files.script import open_script
from yasenn_report.inputs.model_files.weights.architecture import ArchitectureRequest, build, parse_architecture
from yasenn_report.inputs.model_files.weights.opening import fill_network, weights_refused
from yasenn_report.inputs.model_files.weights.safetensors import read_safetensors
from yasenn_report.inputs.model_files.wording import printable

__all__ = ["ArchitectureRequest", "ModelFile", "in_memory", "open_bytes", "open_model", "parse_architecture"]

IN_MEMORY = "a torch.nn.Module in memory"
_MOST_BYTES = 4 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModelFile(Opened):
    """A network and the file that it was read from."""

    name: str
    """The file's name without its folders."""
    sha256: str
    """Of the very bytes that were read."""
    size: int
    """In bytes."""


def open_model(path: Path, *, arch: ArchitectureRequest | None = None) -> ModelFile:
    """Open a network, whatever kind of file it stands in; the bytes decide, not the name.

    Args:
        path: of the file.
        arch: the user's own code that builds the network, for a file that holds weights only.

    Returns:
        The network, ready to run.

    Raises:
        ModelFileError: the file is of another kind, damaged, or holds more than is run here. Its one line begins
            with the file's name.
    """
    name = printable(path.name or str(path))
    try:
        data = _read(path)
    except ModelFileError as refusal:
        raise ModelFileError(f"{name}: {refusal}") from refusal
    except MemoryError as shortage:
        raise _too_large(name) from shortage
    return open_bytes(data, name, arch=arch)


def open_bytes(data: bytes, name: str, *, arch: ArchitectureRequest | None = None) -> ModelFile:
    """Open a network from the bytes of its file; see ``open_model``.

    Args:
        data: all of the file.
        name: what messages and the report call it.
        arch: as for ``open_model``.
    """
    try:
        opened = _opened(data, arch)
    except ModelFileError as refusal:
        raise ModelFileError(f"{name}: {refusal}") from refusal
    except MemoryError as shortage:
        raise _too_large(name) from shortage
    return ModelFile(**_facts(opened), name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def in_memory(module: nn.Module, name: str) -> ModelFile:
    """A network that its owner has built already, as if it came from a file of that name."""
    return ModelFile(**_facts(opened_module(module, kind=IN_MEMORY)), name=name, sha256="", size=0)


def _facts(opened: Opened) -> dict[str, Any]:
    return {field.name: getattr(opened, field.name) for field in fields(Opened)}


def _too_large(name: str) -> ModelFileError:
    return ModelFileError(f"{name}: does not fit into this machine's memory.")


def _read(path: Path) -> bytes:
    """Read the file once: what is hashed is what is opened, even if somebody changes the file meanwhile."""
    try:
        if path.is_dir():
            raise ModelFileError("this is a folder; a model file was expected.")
        if path.exists() and not path.is_file():
            raise ModelFileError("this is a device or a pipe; a model file was expected.")
        if path.stat().st_size > _MOST_BYTES:
            raise ModelFileError(f"has {path.stat().st_size} bytes; at most {_MOST_BYTES} are opened.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelFileError("there is no such file. Check the path.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its path is no path"
        raise ModelFileError(f"cannot be read ({reason}). Check the path and its permissions.") from error


def _opened(data: bytes, arch: ArchitectureRequest | None) -> Opened:
    kind = kind_of_bytes(data)
    if kind is Kind.SAFETENSORS:
        return _open_safetensors(data, arch)
    if kind is Kind.ONNX:
        _refuse_architecture(kind, arch)
        return open_onnx(data)
    if kind is not Kind.ZIP:
        raise ModelFileError(kind.refusal)
    archive = open_archive(data)
    kind = kind_of_members(archive.names)
    if kind is Kind.WHOLE_MODULE:
        return open_saved(archive, len(data), arch)
    reader = _PROGRAMS.get(kind)
    if reader is None:
        raise ModelFileError(kind.refusal)
    _refuse_architecture(kind, arch)
    return reader(archive, len(data))


def _refuse_architecture(kind: Kind, arch: ArchitectureRequest | None) -> None:
    if arch is not None:
        raise ModelFileError(f"this is {kind.words}, which says itself how the network is built. Leave --arch out.")


def _open_safetensors(data: bytes, arch: ArchitectureRequest | None) -> Opened:
    weights = read_safetensors(data)
    if arch is None:
        raise weights_refused("this is a safetensors file, which holds", weights.shapes)
    return fill_network(*build(arch), [weights], kind=Kind.SAFETENSORS.words)


_PROGRAMS: dict[Kind, Callable[[Archive, int], Opened]] = {
    Kind.TORCHSCRIPT: open_script,
    Kind.EXPORTED: open_exported,
}
"""By kind of archive: the reader of a program, which takes the archive and the size of the file in bytes."""
