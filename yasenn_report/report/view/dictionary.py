"""What the dictionary says of the columns that descriptions speak in."""

from yasenn_report.numbers import exact
from yasenn_report.record.columns import Column


def has_words(column: Column) -> bool:
    """Whether the dictionary says anything of a column."""
    said = column.label or column.unit or column.note or column.meanings
    return bool(said) or (column.factor, column.offset) != (1.0, 0.0)


def scaling(column: Column) -> str:
    """How the page makes its numbers from those of the file; empty where they are the same."""
    if column.entry is not None or (column.factor, column.offset) == (1.0, 0.0):
        return ""
    times = "the file's number" if column.factor == 1 else f"{exact(column.factor)} times the file's number"
    if column.offset == 0:
        return times
    return f"{times} {'plus' if column.offset > 0 else 'minus'} {exact(abs(column.offset))}"
