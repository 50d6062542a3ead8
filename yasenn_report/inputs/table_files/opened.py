"""The one door to tables: a path into a file whose column names are known and whose rows can be read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from yasenn_report.inputs.table_files.arrays import read_arrays
from yasenn_report.inputs.table_files.bytes import STANDARD_INPUT, TableFile, read_bytes, read_standard_input
from yasenn_report.inputs.table_files.columnar import ColumnarFile
from yasenn_report.inputs.table_files.compressed import unpacked
from yasenn_report.inputs.table_files.encoding import as_utf8
from yasenn_report.inputs.table_files.header import read_header
from yasenn_report.inputs.table_files.kinds import kind_of, other_kind
from yasenn_report.inputs.table_files.table import Table
from yasenn_report.inputs.table_files.text import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTable:
    """A table whose columns are known, and whose rows are still to be read."""

    file: TableFile
    names: tuple[str, ...]
    """Without spaces around them; distinct, none empty."""
    rows: Callable[[Collection[str], Collection[str]], Table]

    def read(self, as_text: Collection[str] = (), verbatim: Collection[str] = ()) -> Table:
        """Reads the rows.

        Args:
            as_text: columns that are kept as text, numbers too; a decimal comma becomes a point.
            verbatim: columns that are kept as text, every entry as it stands.

        Raises:
            TableError: there are none, or they cannot be read.
        """
        return self.rows(as_text, verbatim)


def open_table(path: Path, *, standard_input: bool = False, arrays: bool = False) -> OpenedTable:
    """Opens a CSV, Parquet, Feather or Arrow file, compressed or not; its bytes tell which.

    Args:
        path: the file.
        standard_input: whether ``-`` is standard input, instead of a file of that name.
        arrays: whether NumPy arrays are tables too; their columns have no names of their own.

    Raises:
        TableError: there is no such file, or it is none of these.
    """
    given = read_standard_input() if standard_input and path == STANDARD_INPUT else read_bytes(path)
    file = unpacked(given)
    kind = kind_of(file)
    if kind == "text":
        text = as_utf8(file)
        header = read_header(text)
        return OpenedTable(
            file=text, names=header.names, rows=lambda as_text, verbatim: read_text(text, header, as_text, verbatim)
        )
    if kind in ("array", "arrays"):
        if not arrays:
            said = "a NumPy array" if kind == "array" else "an archive of NumPy arrays"
            raise other_kind(file, f"{said}, whose columns have no names")
        table = read_arrays(file, kind)
        return OpenedTable(file=table.file, names=table.names, rows=lambda *_: table)
    columnar = ColumnarFile(file, kind)
    return OpenedTable(file=file, names=columnar.names, rows=columnar.read)
