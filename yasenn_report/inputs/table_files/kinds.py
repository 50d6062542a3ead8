"""How files begin, and so what they are: their names say nothing."""

import re
from typing import Literal

from yasenn_report.errors import TableError
from yasenn_report.inputs.table_files.bytes import TableFile

CONTROL = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")

Kind = Literal["text", "parquet", "arrow", "arrow stream", "array", "arrays"]

READ: dict[bytes, Kind] = {
    b"PAR1": "parquet",
    b"ARROW1": "arrow",
    b"\xff\xff\xff\xff": "arrow stream",
    b"\x93NUMPY": "array",
    b"PK\x03\x04": "arrays",  # zip archives of tables were unpacked before
}
"""What begins so is read; the rest is text, or refused."""

OTHERS = {
    b"PARE": "an encrypted Parquet file",
    b"FEA1": "a Feather file of the old version 1",
    b"PK\x05\x06": "an empty zip archive",
    b"\x89HDF": "an HDF5 file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"SQLite format 3\x00": "an SQLite database",
    b"%PDF": "a PDF document",
    b"ORC": "an ORC file",
    b"Obj\x01": "an Avro file",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x80\x02": "a Python pickle",
    b"\x80\x03": "a Python pickle",
    b"\x80\x04": "a Python pickle",
    b"\x80\x05": "a Python pickle",
}
"""How files of other kinds begin; the first bytes that match name the kind."""


def kind_of(file: TableFile) -> Kind:
    """Tells what kind of table the bytes are.

    Raises:
        TableError: they are another kind of file.
    """
    for signature, kind in READ.items():
        if _begins_with(file.data, signature):
            return kind
    for signature, said in OTHERS.items():
        if _begins_with(file.data, signature):
            raise other_kind(file, said)
    return "text"


def _begins_with(data: bytes, signature: bytes) -> bool:
    """Some signatures are words that a header can begin with, but no header goes on with control characters."""
    return data.startswith(signature) and (not signature.isalnum() or CONTROL.search(data) is not None)


def other_kind(file: TableFile, said: str) -> TableError:
    """The refusal of a file that is something else."""
    return file.refusal(f"this is {said}; tables are CSV, Parquet, Feather or Arrow: export the table as one of these")
