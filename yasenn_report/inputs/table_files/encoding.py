"""The bytes of a text in whatever encoding into UTF-8, with a note where one had to be assumed.

Text that is not UTF-8 is read as cp1252 by rule, not by a guess from letter counts: a guess differs with a few more
rows, and a reader of the report can check a rule. Names and entries in Cyrillic or Greek then look wrong, and the note
says why.
"""

import codecs

from yasenn_report.inputs.table_files.bytes import TableFile

MARKS = {
    codecs.BOM_UTF32_LE: ("utf-32", "UTF-32"),  # before UTF-16: it begins with the same two bytes
    codecs.BOM_UTF32_BE: ("utf-32", "UTF-32"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""What no text in cp1252 holds."""


def as_utf8(file: TableFile) -> TableFile:
    """Returns the file with its text in UTF-8, perhaps after a byte order mark, without NUL.

    Raises:
        TableError: it is no text, or in no encoding that is read.
    """
    for mark, (encoding, said) in MARKS.items():
        if file.data.startswith(mark):
            return _with_a_mark(file, encoding, said)
    nul = file.data.find(b"\0")
    if nul >= 0:
        raise file.refusal(f"{place(file.data, nul)} is NUL, so this is not text: export the table as CSV in UTF-8")
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _as_cp1252(file, error.start)
    return file


def _with_a_mark(file: TableFile, encoding: str, said: str) -> TableFile:
    try:
        text = file.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise file.refusal(
            f"it begins as text in {said}, but byte {error.start + 1} is none: save the file as CSV in UTF-8"
        ) from None
    line = text.count("\n", 0, text.find("\0")) + 1
    if "\0" in text:
        raise file.refusal(f"line {line} holds NUL, so this is not text: export the table as CSV in UTF-8")
    return file.noted(text.encode("utf-8"), f"read as {said}, by the byte order mark")


def _as_cp1252(file: TableFile, start: int) -> TableFile:
    found = f"{place(file.data, start)} is 0x{file.data[start]:02x}, which is not UTF-8 there"
    undefined = next((offset for offset, byte in enumerate(file.data) if byte in UNDEFINED), None)
    if undefined is not None:
        other = f"{place(file.data, undefined)} is 0x{file.data[undefined]:02x}, which is not cp1252 either"
        raise file.refusal(f"{found}, and {other}: save the file as CSV in UTF-8")
    return file.noted(
        file.data.decode("cp1252").encode("utf-8"),
        f"read as cp1252 (Western European): {found}; if names or entries look wrong, save the file in UTF-8",
    )


def place(data: bytes, offset: int) -> str:
    """Both counts begin at 1, as in editors; bytes split at the three line endings of CSV only."""
    line = len((data[:offset] + b"x").splitlines())
    return f"byte {offset + 1} (line {line})"
