"""Tables written to a folder and opened: what the tests of inputs share."""

from pathlib import Path
from typing import Any

from yasenn_report.inputs.holdout import Holdout, read_holdout
from yasenn_report.inputs.request import TableRequest
from yasenn_report.inputs.table_files.opened import open_table
from yasenn_report.inputs.table_files.table import Table

NAMES = ("ids", "features", "explain_columns", "sensitive", "expect")


def written(folder: Path, data: str | bytes, name: str = "data.csv") -> Path:
    """The text, or the bytes, as a file."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def table_of(folder: Path, data: str | bytes, name: str = "data.csv", as_text: tuple[str, ...] = ()) -> Table:
    """The text as a table."""
    return open_table(written(folder, data, name)).read(verbatim=as_text)


def request_of(**options: Any) -> TableRequest:
    """A request with lists where it takes tuples."""
    return TableRequest(
        **{name: tuple(value) if name in NAMES and value is not None else value for name, value in options.items()}
    )


def holdout_of(
    folder: Path, data: str | bytes, readable: str | None = None, inputs: int | None = None, **options: Any
) -> Holdout:
    """The text as a holdout, with another as its file of explanation columns."""
    if readable is not None:
        options["explain_with"] = written(folder, readable, "readable.csv")
    return read_holdout(written(folder, data), request_of(**options), inputs=inputs)
