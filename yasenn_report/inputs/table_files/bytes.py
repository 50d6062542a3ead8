"""A path into the bytes of a text table, refused early where they cannot be one."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.wording import printable

SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or another zip archive",
    b"PAR1": "a Parquet file",
    b"ARROW1": "an Arrow file",
    b"FEA1": "a Feather file",
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ\x00": "an xz file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"\x89HDF": "an HDF5 file",
    b"\x93NUMPY": "a NumPy file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"SQLite format 3\x00": "an SQLite database",
    b"%PDF": "a PDF document",
    b"\x80\x02": "a Python pickle",
    b"\x80\x03": "a Python pickle",
    b"\x80\x04": "a Python pickle",
    b"\x80\x05": "a Python pickle",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
"""How files of other kinds begin; the first bytes that match name the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """The bytes of a table: UTF-8, perhaps after a byte order mark, without NUL."""

    name: str
    """The file's name without its folder, printable."""
    data: bytes
    sha256: str
    size: int
    """In bytes."""

    def refusal(self, message: str) -> TableError:
        """Returns the error that says `message` about this file."""
        return TableError(f"{self.name}: {message}")

    def lines(self) -> Iterator[str]:
        r"""Returns the physical lines with their endings (`\n`, `\r\n` or `\r`), without the byte order mark."""
        return io.TextIOWrapper(io.BytesIO(self.data), encoding="utf-8-sig", newline="")


def read_table_file(path: Path) -> TableFile:
    """Reads the file once.

    Raises:
        TableError: there is no such file, it cannot be read, it is empty, or its bytes are not UTF-8 text.
    """
    name = printable(path.name, longest=200)
    data = _bytes_of(path, name)
    file = TableFile(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    _refuse_other_kinds(file)
    _refuse_broken_text(file)
    return file


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise TableError(f"{name}: this is a folder; a CSV file was expected: name a file in it")
        if path.exists() and not path.is_file():  # a pipe could block for ever, a device never end
            raise TableError(f"{name}: this is not a regular file: write the table to a CSV file first")
        return path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{name}: there is no such file: check the path {printable(str(path), 300)}") from None
    except OSError as error:
        raise TableError(f"{name}: the file cannot be read ({error.strerror}): check its permissions") from None
    except ValueError:  # a path that holds NUL
        raise TableError(f"{name}: this is not a path: name a CSV file") from None


def _refuse_other_kinds(file: TableFile) -> None:
    if not file.data:
        raise file.refusal("the file is empty (0 bytes): a header line and rows of numbers were expected")
    for signature, kind in SIGNATURES.items():
        if file.data.startswith(signature):
            raise file.refusal(f"this is {kind}; this version reads CSV: export the table as CSV in UTF-8")


def _refuse_broken_text(file: TableFile) -> None:
    nul = file.data.find(b"\0")
    if nul >= 0:
        raise file.refusal(f"{_place(file.data, nul)} is NUL, so this is not text: export the table as CSV in UTF-8")
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"{_place(file.data, error.start)} is 0x{file.data[error.start]:02x}"
        raise file.refusal(f"{found}, which is not UTF-8 there: save the file as CSV in UTF-8") from None


def _place(data: bytes, offset: int) -> str:
    """Both counts begin at 1, as in editors; bytes split at the three line endings of CSV only."""
    line = len((data[:offset] + b"x").splitlines())
    return f"byte {offset + 1} (line {line})"
