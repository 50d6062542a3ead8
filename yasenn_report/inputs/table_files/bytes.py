"""A path, or standard input, into the bytes of a table, with the facts by which the report names them."""

import hashlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.wording import printable

STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A file that holds a table: its bytes, as they were given or as they were unpacked, and what to call it."""

    name: str
    """The file's name without its folder, printable."""
    data: bytes
    """What is read: of a compressed file its content, of a text in another encoding the same text in UTF-8."""
    sha256: str
    """Of the file as it was given."""
    size: int
    """In bytes, of the file as it was given."""
    notes: tuple[str, ...] = ()
    """What was assumed in reading it, each as a sentence without a full stop."""

    def refusal(self, message: str) -> TableError:
        """Returns the error that says `message` about this file."""
        return TableError(f"{self.name}: {message}")

    def noted(self, data: bytes, note: str) -> "TableFile":
        """The same file with other content, and how that was come by."""
        return replace(self, data=data, notes=(*self.notes, note))

    def lines(self) -> Iterator[str]:
        r"""Returns the physical lines with their endings (`\n`, `\r\n` or `\r`), without the byte order mark."""
        return io.TextIOWrapper(io.BytesIO(self.data), encoding="utf-8-sig", newline="")


def read_bytes(path: Path, *, expected: str = "a table") -> TableFile:
    """Reads a file once.

    Args:
        path: the file.
        expected: what it ought to be, for messages.

    Raises:
        TableError: there is no such file, it cannot be read, or it is empty.
    """
    name = printable(path.name or str(path), longest=200)
    return _with_facts(name, _bytes_of(path, name, expected), expected)


def read_standard_input() -> TableFile:
    """Reads standard input to its end.

    Raises:
        TableError: it is closed, empty, a terminal, or breaks off.
    """
    name, stream = "standard input", sys.stdin
    if stream is None or stream.closed:
        raise TableError(f"{name}: it is closed: send a table through a pipe, or name a file")
    if stream.isatty():  # nobody types a table; the tool would seem to hang
        raise TableError(f"{name}: it is a terminal: send a table through a pipe, or name a file")
    try:
        data = stream.buffer.read()
    except OSError as error:
        raise TableError(f"{name}: it cannot be read ({error.strerror}): write the table to a file first") from None
    return _with_facts(name, data, "a table")


def _with_facts(name: str, data: bytes, expected: str) -> TableFile:
    file = TableFile(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    if not data:
        what = "a header line and rows of numbers were" if expected == "a table" else f"{expected} was"
        raise file.refusal(f"{'it' if name == 'standard input' else 'the file'} is empty (0 bytes): {what} expected")
    return file


def _bytes_of(path: Path, name: str, expected: str) -> bytes:
    try:
        if path.is_dir():
            raise TableError(f"{name}: this is a folder; {expected} was expected: name a file in it")
        if path.exists() and not path.is_file():  # a pipe could block for ever, a device never end
            raise TableError(f"{name}: this is not a regular file: write the table to a file, or send it to DATA as -")
        return path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{name}: there is no such file: check the path {printable(str(path), 300)}") from None
    except OSError as error:
        raise TableError(f"{name}: the file cannot be read ({error.strerror}): check its permissions") from None
    except ValueError:  # a path that holds NUL
        raise TableError(f"{name}: this is not a path: name a file that holds {expected}") from None
