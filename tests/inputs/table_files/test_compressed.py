"""Compressed tables: what they hold is read, what they are is hashed, and bombs are stopped on the way."""

import bz2
import gzip
import hashlib
import io
import lzma
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from tables import holdout_of

from yasenn_report.errors import TableError

TEXT = b"a,b\n1,2\n3,4\n"
KINDS = "tables are CSV, Parquet, Feather or Arrow: export the table as one of these"


def zipped(members: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "a gzip file": partial(gzip.compress, mtime=0),
    "a bzip2 file": bz2.compress,
    "an xz file": lzma.compress,
    "a zstd file": lambda data: pa.Codec("zstd").compress(data, asbytes=True),
    "a zip archive": lambda data: zipped({"data.csv": data}),
}
every_packing = pytest.mark.parametrize("said", list(PACKERS))


@every_packing
def test_what_is_inside_is_read_and_what_was_given_is_hashed(tmp_path: Path, said: str) -> None:
    data = PACKERS[said](TEXT)
    holdout = holdout_of(tmp_path, data)
    assert holdout.features.tolist() == [[1, 2], [3, 4]]
    assert (holdout.sha256, holdout.size) == (hashlib.sha256(data).hexdigest(), len(data))
    inner = " (data.csv)" if said == "a zip archive" else ""
    assert holdout.notes == (f"unpacked in memory from {said}{inner}, to 12 bytes",)


@every_packing
def test_damage_is_refused_in_one_line(tmp_path: Path, said: str) -> None:
    data = PACKERS[said](bytes(range(32, 127)) * 50)
    for broken in (data[: len(data) // 2], data[:14] + bytes([data[14] ^ 255]) + data[15:]):
        with pytest.raises(TableError) as caught:
            holdout_of(tmp_path, broken)
        assert str(caught.value).startswith("data.csv: ")
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("said", list(PACKERS))
@pytest.mark.slow
def test_bombs_are_stopped(tmp_path: Path, said: str) -> None:
    data = PACKERS[said](b"\n" * (80 * 2**20))
    assert len(data) < 100_000
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, data)
    assert str(caught.value) == (
        f"data.csv: its {len(data):,} bytes unpack to more than 67,108,864, which no table should: unpack it "
        "first, if it is meant so"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            gzip.compress(b"", mtime=0),
            "this is a gzip file that holds nothing: a header line and rows of numbers were expected",
        ),
        (
            gzip.compress(bz2.compress(TEXT), mtime=0),
            "this is a gzip file that holds another compressed file: unpack it once",
        ),
        (
            zipped({"a.csv": TEXT, "b.csv": TEXT}),
            "this is a zip archive, and it holds 2: 'a.csv', 'b.csv': give an archive of exactly one table",
        ),
        (
            zipped({"folder/": b""}),
            "this is a zip archive, and it holds none: give an archive of exactly one table",
        ),
        (
            zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
            f"this is an Excel workbook or another Office document; {KINDS}",
        ),
        (
            zipped({"a.npy": b"x", "b.npy": b"y"}),
            f"this is an archive of NumPy arrays, whose columns have no names; {KINDS}",
        ),
        (
            zipped({}),
            f"this is an empty zip archive; {KINDS}",
        ),
        (
            gzip.compress(b"\x89HDF\r\n\x1a\n\0", mtime=0),
            f"this is an HDF5 file; {KINDS}",
        ),
        (
            b"PK\x03\x04" + b"\0" * 40,
            "this is a zip archive that cannot be unpacked (File is not a zip file): make it again",
        ),
        (
            gzip.compress(TEXT, mtime=0)[:-4],
            "this is a gzip file that cannot be unpacked (Compressed file ended before the end-of-stream marker was "
            "reached): make it again",
        ),
    ],
)
def test_refuses(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, data)
    assert str(caught.value) == f"data.csv: {message}"


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"data.csv": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(TableError) as caught:
        holdout_of(tmp_path, bytes(data))
    assert str(caught.value) == ("data.csv: this is a zip archive that asks for a password: unpack it first")
