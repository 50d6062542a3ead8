"""Tables written to a folder and opened: what the tests of inputs share."""

from pathlib import Path
from typing import Any

from yasenn_report.inputs.holdout import Holdout, read_holdout
from yasenn_report.inputs.table_files.bytes import read_table_file
from yasenn_report.inputs.table_files.header import read_header
from yasenn_report.inputs.table_files.table import Table, read_table


def written(folder: Path, text: str, name: str = "data.csv") -> Path:
    """The text as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def table_of(folder: Path, text: str, name: str = "data.csv", as_text: tuple[str, ...] = ()) -> Table:
    """The text as a table."""
    file = read_table_file(written(folder, text, name))
    return read_table(file, read_header(file), as_text=as_text)


def holdout_of(folder: Path, text: str, readable: str | None = None, **options: Any) -> Holdout:
    """The text as a holdout, with another as its file of explanation columns."""
    if readable is not None:
        options["explain_with"] = written(folder, readable, "readable.csv")
    return read_holdout(written(folder, text), **options)
