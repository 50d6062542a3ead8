"""The content of a compressed table, in memory, within bounds that no bomb gets past."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import IO, cast

from yasenn_report.inputs.table_files.bytes import TableFile
from yasenn_report.inputs.table_files.kinds import other_kind
from yasenn_report.inputs.table_files.wording import listed, printable
from yasenn_report.numbers import count, plural

LARGEST = 8 * 2**30
"""Bytes that a table may unpack to."""
LARGEST_RATIO = 500
"""How many times its size a table may unpack to, beyond what is small anyhow; tables of numbers seldom reach 50."""
SMALL = 64 * 2**20
STEP = 2**20


def unpacked(file: TableFile) -> TableFile:
    """Returns the file with what it holds, if it is a gzip, bzip2, xz, zstd or zip file; else as it is.

    Name, hash and size stay those of the file that was given. An archive of NumPy arrays is left as it is.

    Raises:
        TableError: it is damaged, holds not exactly one file, or unpacks to more than the bounds allow.
    """
    compressed = _opener_of(file.data)
    if compressed is not None:
        said, opened = compressed
        return _checked(file, said, partial(opened, io.BytesIO(file.data)))
    return _from_zip(file) if file.data.startswith(b"PK\x03\x04") else file


def _checked(file: TableFile, said: str, opened: Callable[[], IO[bytes]], inner: str = "") -> TableFile:
    try:
        with opened() as stream:
            data = read_bounded(file, stream)
    except (
        OSError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:
        reason = printable(" ".join(str(error).split()), 120) or type(error).__name__
        raise file.refusal(f"this is {said} that cannot be unpacked ({reason}): make it again") from None
    if not data:
        raise file.refusal(f"this is {said} that holds nothing: a header line and rows of numbers were expected")
    if _opener_of(data) is not None or data.startswith(b"PK\x03\x04"):
        raise file.refusal(f"this is {said} that holds another compressed file: unpack it once")
    return file.noted(data, f"unpacked in memory from {said}{inner}, to {plural(len(data), 'byte')}")


def _opener_of(data: bytes) -> "tuple[str, Callable[[IO[bytes]], IO[bytes]]] | None":
    for signature, found in OPENERS.items():
        # A header can begin with BZh: a bzip2 file goes on with the digits of pi, or of its square root.
        if data.startswith(signature) and (signature != b"BZh" or data[4:10] in (b"1AY&SY", b"\x17rE8P\x90")):
            return found
    return None


def read_bounded(file: TableFile, stream: IO[bytes]) -> bytes:
    """Reads a stream that unpacks the file to its end.

    Raises:
        TableError: it unpacks to more than the bounds allow.
    """
    most = min(LARGEST, max(SMALL, LARGEST_RATIO * file.size))
    data = bytearray()
    while part := stream.read(STEP):
        data += part
        if len(data) > most:
            raise file.refusal(
                f"its {plural(file.size, 'byte')} unpack to more than {count(most)}, which no table should: unpack it "
                "first, if it is meant so"
            )
    return bytes(data)


def _from_zip(file: TableFile) -> TableFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        reason = printable(" ".join(str(error).split()), 120)
        raise file.refusal(f"this is a zip archive that cannot be unpacked ({reason}): make it again") from None
    with archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        names = [member.filename for member in members]
        if "[Content_Types].xml" in names:
            raise other_kind(file, "an Excel workbook or another Office document")
        if names and all(name.endswith(".npy") for name in names):
            return file  # an .npz file; arrays.py reads it
        if len(members) != 1:
            held = f"it holds {count(len(members))}: {listed(names)}" if members else "it holds none"
            raise file.refusal(f"this is a zip archive, and {held}: give an archive of exactly one table")
        if members[0].flag_bits & 1:
            raise file.refusal("this is a zip archive that asks for a password: unpack it first")
        inner = f" ({printable(names[0])})"
        return _checked(file, "a zip archive", lambda: archive.open(members[0]), inner)


def _gzip(source: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=source))


def _xz(source: IO[bytes]) -> IO[bytes]:
    return lzma.LZMAFile(source)


def _zstd(source: IO[bytes]) -> IO[bytes]:
    import pyarrow as pa

    return cast(IO[bytes], pa.CompressedInputStream(pa.PythonFile(source, mode="r"), "zstd"))


OPENERS: dict[bytes, tuple[str, Callable[[IO[bytes]], IO[bytes]]]] = {
    b"\x1f\x8b": ("a gzip file", _gzip),
    b"BZh": ("a bzip2 file", bz2.BZ2File),
    b"\xfd7zXZ\x00": ("an xz file", _xz),
    b"\x28\xb5\x2f\xfd": ("a zstd file", _zstd),
}
"""How compressed files begin, what they are called, and what unpacks them as a stream."""
