"""A path into the bytes of a file that is small by nature, and these into text: configurations and earlier records."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.table_files.wording import printable, quoted
from yasenn_report.numbers import count, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallFile:
    """All of a file, read once: what is hashed is what is parsed."""

    name: str
    """Without its folder, printable."""
    folder: Path
    """Where it lies: names in it are meant from there."""
    data: bytes
    error: type[YasennReportError]
    """What refusals of this file are raised as."""

    @property
    def sha256(self) -> str:
        """Of all bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)

    def refusal(self, sentence: str) -> YasennReportError:
        """An error whose one line begins with the file's name."""
        return self.error(f"{self.name}: {sentence}")

    def text(self) -> str:
        """The bytes as UTF-8, without a byte order mark.

        Raises:
            YasennReportError: they are not UTF-8.
        """
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            raise self.refusal(
                f"byte {error.start + 1} (line {line}) is 0x{self.data[error.start]:02x}, which is not UTF-8 there: "
                "save the file as UTF-8"
            ) from None


def read_small_file(path: Path, *, expected: str, most_bytes: int, error: type[YasennReportError]) -> SmallFile:
    """Read a regular file of bounded size.

    Args:
        path: the file.
        expected: what it should be, for messages: ``an audit's JSON``.
        most_bytes: a larger file is refused unread.
        error: what refusals are raised as.

    Raises:
        YasennReportError: of the class `error`: there is no such file, or it cannot be read, or is too large.
    """
    name = printable(path.name or str(path))
    try:
        if path.is_dir():
            raise error(f"{name}: this is a folder; {expected} was expected: name the file in it")
        if path.exists() and not path.is_file():  # a pipe could block for ever, a device never end
            raise error(f"{name}: this is not a regular file; {expected} was expected")
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except FileNotFoundError:
        raise error(f"{name}: there is no such file: check the path {printable(str(path), 300)}") from None
    except OSError as fault:
        raise error(f"{name}: the file cannot be read ({fault.strerror}): check its permissions") from None
    except ValueError:  # a path that holds NUL
        raise error(f"{name}: this is not a path; {expected} was expected") from None
    if len(data) > most_bytes:
        raise error(
            f"{name}: it has more than {plural(most_bytes, 'byte')}, and {expected} was expected, which has fewer: "
            "name another file"
        )
    return SmallFile(name=name, folder=path.parent, data=data, error=error)


def shown_value(value: object) -> str:
    """A value out of TOML or JSON in a few printable words; never its whole content."""
    match value:
        case str():
            return f"the text {quoted(value)}"
        case bool():
            return str(value).lower()
        case int():
            return str(value) if value.bit_length() <= 128 else "a number of very many digits"
        case float():
            return f"{value!r}"
        case None:
            return "null"
        case list():
            return f"an array of {count(len(value))}"
        case dict():
            return "a table"
        case _:
            return "a date or a time"
