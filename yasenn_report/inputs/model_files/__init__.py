"""A model file, perhaps a stranger's, into a network; no code in the file is imported, called or unpickled."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import Archive, open_archive
from yasenn_report.inputs.model_files.kinds import Kind, kind_of_bytes, kind_of_members
from yasenn_report.inputs.model_files.opened import Opened
from yasenn_report.inputs.model_files.saved import open_saved
from yasenn_report.inputs.model_files.script import open_script
from yasenn_report.inputs.model_files.wording import printable

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


def open_model(path: Path) -> ModelFile:
    """Open a network: a whole one of standard layers that torch.save wrote, or what torch.jit.save wrote.

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
    return open_bytes(data, name)


def open_bytes(data: bytes, name: str) -> ModelFile:
    """Open a network from the bytes of its file; see ``open_model``.

    Args:
        data: all of the file.
        name: what messages and the report call it.
    """
    try:
        opened = _opened(data)
    except ModelFileError as refusal:
        raise ModelFileError(f"{name}: {refusal}") from refusal
    except MemoryError as shortage:
        raise _too_large(name) from shortage
    facts = {field.name: getattr(opened, field.name) for field in fields(Opened)}
    return ModelFile(**facts, name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def _too_large(name: str) -> ModelFileError:
    return ModelFileError(f"{name}: does not fit into this machine's memory.")


def _read(path: Path) -> bytes:
    """Read the file once: what is hashed is what is opened, even if somebody changes the file meanwhile."""
    if path.is_dir():
        raise ModelFileError("this is a folder; a model file was expected.")
    if path.exists() and not path.is_file():
        raise ModelFileError("this is a device or a pipe; a model file was expected.")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ModelFileError(f"has {path.stat().st_size} bytes; at most {_MOST_BYTES} are opened.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelFileError("there is no such file. Check the path.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its path is no path"
        raise ModelFileError(f"cannot be read ({reason}). Check the path and its permissions.") from error


def _opened(data: bytes) -> Opened:
    kind = kind_of_bytes(data)
    if kind is not Kind.ZIP:
        raise ModelFileError(kind.refusal)
    archive = open_archive(data)
    kind = kind_of_members(archive.names)
    reader = _READERS.get(kind)
    if reader is None:
        raise ModelFileError(kind.refusal)
    return reader(archive, len(data))


_READERS: dict[Kind, Callable[[Archive, int], Opened]] = {
    Kind.TORCHSCRIPT: open_script,
    Kind.WHOLE_MODULE: open_saved,
}
"""By kind of archive: its reader, which takes the archive and the size of the file in bytes."""
