"""What the dictionary says of the columns that descriptions speak in."""

from dataclasses import dataclass

from yasenn_report.numbers import exact
from yasenn_report.record import Record
from yasenn_report.record.columns import Column
from yasenn_report.report.view.lists import Top, most_of, top

WORDS_SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One column of a file, and the plain words for it."""

    column: str
    label: str
    shown: str
    """Its unit, and how the page makes its numbers; empty where they are the file's and have no unit."""
    meanings: str
    note: str


def dictionary_rows(record: Record) -> Top[WordRow]:
    """The columns that the dictionary has words for; several indicators are of one column."""
    columns = {column.column: column for column in record.explanation.columns if has_words(column)}
    return top([*map(word_row, columns.values())], most_of(record, WORDS_SHOWN), "column")


def has_words(column: Column) -> bool:
    """Whether the dictionary says anything of a column."""
    said = column.label or column.unit or column.note or column.meanings
    return bool(said) or (column.factor, column.offset) != (1.0, 0.0)


def word_row(column: Column) -> WordRow:
    """One line."""
    return WordRow(
        column=column.column,
        label=column.label or column.column,
        shown=", ".join(filter(None, [column.unit or "", scaling(column)])),
        meanings=", ".join(f"{one.value}: {one.meaning}" for one in column.meanings),
        note=column.note or "",
    )


def scaling(column: Column) -> str:
    """How the page makes its numbers from those of the file; empty where they are the same."""
    if column.entry is not None or (column.factor, column.offset) == (1.0, 0.0):
        return ""
    times = "the file's number" if column.factor == 1 else f"{exact(column.factor)} times the file's number"
    if column.offset == 0:
        return times
    return f"{times} {'plus' if column.offset > 0 else 'minus'} {exact(abs(column.offset))}"
