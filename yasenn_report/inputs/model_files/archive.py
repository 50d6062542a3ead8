"""The bytes of a zip archive into its members, each checked before it is read."""

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import shown

_MOST_MEMBERS = 100_000
_MOST_EXPANSION = 100
_SMALL = 1024 * 1024  # bytes
_END_RECORD = 22  # bytes of the record that closes an archive without a comment
_COPY_AGAIN = "Copy the file again, or ask its owner for a new one"

# Members below different roots would fall together under one name.
_WRITERS = {"data.pkl": "torch.save", "archive_format": "torch.export.save"}

# What zipfile raises on bytes that are no sound archive; RuntimeError is an encrypted member.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """The members of one archive by their names under its root folder."""

    _zip: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]

    @property
    def names(self) -> frozenset[str]:
        """The members' names under the root folder."""
        return frozenset(self._members)

    def read(self, name: str) -> bytes:
        """Read one member; its checksum is compared on the way.

        Raises:
            ModelFileError: no such member, or its bytes are damaged.
        """
        if name not in self._members:
            raise ModelFileError(f"has no member {shown(name)}, which its contents refer to. {_COPY_AGAIN}.")
        with _damage_refused(f"member {shown(name)}"):
            return self._zip.read(self._members[name])

    def size(self, name: str) -> int:
        """Say how many bytes a member holds; 0 for a member that does not exist."""
        return self._members[name].file_size if name in self._members else 0


def open_archive(data: bytes) -> Archive:
    """Open a zip archive that only one reading is possible of.

    Raises:
        ModelFileError: the archive is damaged, or two programs could read two different files out of it.
    """
    with _damage_refused("the archive"):
        opened = zipfile.ZipFile(io.BytesIO(data))
    members = opened.infolist()
    _check_edges(data, members)
    _check_members(members)
    return Archive(opened, {_below_root(member.filename): member for member in members})


def check_stored(archive: Archive, size: int, *, writer: str = "torch.save", packed_folder: str | None = None) -> None:
    """Check that PyTorch could have written the members: as they are, neither compressed nor overlapping.

    Args:
        archive: the members.
        size: of the file, in bytes.
        writer: the function of PyTorch that messages name.
        packed_folder: the one folder whose members may be compressed: torch.jit.save compresses ``code``.

    Raises:
        ModelFileError: a member is compressed, the members claim more bytes than the file has, or the numbers in it
            are in the byte order of another machine.
    """
    members = archive._members
    stored = [name for name in members if packed_folder is None or not name.startswith(f"{packed_folder}/")]
    packed = next((name for name in stored if members[name].compress_type != zipfile.ZIP_STORED), None)
    if packed is not None:
        raise ModelFileError(
            f"member {shown(packed)} is compressed, which {writer} never does. Use the file as {writer} wrote it."
        )
    _check_expansion(archive, members.keys() - set(stored))
    claimed = sum(members[name].file_size for name in stored)
    if claimed > size:
        raise ModelFileError(f"its members claim {claimed} bytes, more than the file's {size}. {_COPY_AGAIN}.")
    order = archive.read("byteorder") if "byteorder" in members else b"little"  # PyTorch before 2.0 wrote none
    if order != b"little":
        raise ModelFileError(
            "its numbers are stored in big-endian byte order; little-endian was expected. Save it again on a "
            "little-endian machine."
        )


def _check_expansion(archive: Archive, names: Collection[str]) -> None:
    """A few bytes that unpack to gigabytes are no program; small members may compress as well as they like."""
    for name in sorted(names):
        member = archive._members[name]
        if member.file_size > max(_SMALL, _MOST_EXPANSION * member.compress_size):
            raise ModelFileError(
                f"member {shown(name)} unpacks {member.compress_size} bytes to {member.file_size}, more than "
                f"{_MOST_EXPANSION} times as many. {_COPY_AGAIN}."
            )


@contextmanager
def _damage_refused(what: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as damage:
        raise ModelFileError(f"{what} is damaged ({shown(str(damage))}). {_COPY_AGAIN}.") from damage


def _check_edges(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Bytes before the first member or after the end record may be a second file, for another reader."""
    if members and min(member.header_offset for member in members) != 0:
        raise ModelFileError(f"has other data before the archive in it. {_COPY_AGAIN}.")
    if data[-_END_RECORD:][:4] != b"PK\x05\x06":
        raise ModelFileError(f"has other data after the archive in it. {_COPY_AGAIN}.")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > _MOST_MEMBERS:
        raise ModelFileError(f"has {len(members)} members; at most {_MOST_MEMBERS} are read. {_COPY_AGAIN}.")
    names = [member.filename for member in members]
    # PyTorch finds a member whatever the case of its letters.
    times = Counter(name.casefold() for name in names)
    twice = next((name for name in names if times[name.casefold()] > 1), None)
    if twice is not None:
        raise ModelFileError(f"has the member {shown(twice)} twice, so it can be read in two ways. {_COPY_AGAIN}.")
    outside = next((name for name in names if name.startswith("/") or ".." in name or "\\" in name), None)
    if outside is not None:
        raise ModelFileError(f"has a member {shown(outside)} that points outside the archive. {_COPY_AGAIN}.")
    roots = {name.partition("/")[0] if "/" in name else "" for name in names}
    writer = next(
        (writer for sign, writer in _WRITERS.items() if any(_below_root(name) == sign for name in names)), None
    )
    if len(roots) > 1 and writer is not None:
        raise ModelFileError(f"has {len(roots)} root folders; a file of {writer} has one. {_COPY_AGAIN}.")


def _below_root(name: str) -> str:
    return name.partition("/")[2] or name
