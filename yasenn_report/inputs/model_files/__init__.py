"""A model file, perhaps a stranger's, into a network; no code in the file is imported, called or unpickled."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.archive import check_stored, open_archive
from yasenn_report.inputs.model_files.contents import network_record
from yasenn_report.inputs.model_files.kinds import Kind, kind_of_bytes, kind_of_members
from yasenn_report.inputs.model_files.modules import Rebuilt, rebuild
from yasenn_report.inputs.model_files.pickles import read_pickle
from yasenn_report.inputs.model_files.tensors import Tensors
from yasenn_report.inputs.model_files.widths import input_width
from yasenn_report.inputs.model_files.wording import printable

_MOST_BYTES = 4 * 1024**3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModelFile:
    """A network and the file that it was read from."""

    module: nn.Module
    """Made by our own constructor calls, in evaluation mode, without gradients."""
    name: str
    """The file's name without its folders."""
    sha256: str
    """Of the very bytes that were read."""
    size: int
    """In bytes."""
    kind: str
    inputs: int | None
    """How many numbers per row the first layer takes; None if the layers do not say."""
    notes: tuple[str, ...]
    """What was found and settled on the way, in sentences for the report."""


def open_model(path: Path) -> ModelFile:
    """Open a whole network of standard layers that torch.save wrote.

    Returns:
        The network, ready to run.

    Raises:
        ModelFileError: the file is of another kind, damaged, or holds more than standard layers. Its one line begins
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
    """Open a network from what torch.save wrote; see ``open_model``.

    Args:
        data: all that it wrote.
        name: what messages and the report call it.
    """
    try:
        rebuilt = _rebuilt(data)
    except ModelFileError as refusal:
        raise ModelFileError(f"{name}: {refusal}") from refusal
    except MemoryError as shortage:
        raise _too_large(name) from shortage
    return ModelFile(
        module=rebuilt.module,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kind=Kind.WHOLE_MODULE.words,
        inputs=input_width(rebuilt.module),
        notes=rebuilt.notes,
    )


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


def _rebuilt(data: bytes) -> Rebuilt:
    kind = kind_of_bytes(data)
    if kind is not Kind.ZIP:
        raise ModelFileError(kind.refusal)
    archive = open_archive(data)
    kind = kind_of_members(archive.names)
    if kind is not Kind.WHOLE_MODULE:
        raise ModelFileError(kind.refusal)
    check_stored(archive, len(data))
    record = network_record(read_pickle(archive.read("data.pkl")))
    return rebuild(record, Tensors(archive, len(data)))
