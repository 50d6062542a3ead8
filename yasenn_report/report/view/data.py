"""The section on data: which rows there were, what each column was used for, and between which values it lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from yasenn_report.record import Record
from yasenn_report.record.columns import Column
from yasenn_report.report.view.columns import PlainColumn
from yasenn_report.report.view.dictionary import has_words, scaling
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.lists import Top, most_of, names_of, top
from yasenn_report.report.view.read_files import file_notes
from yasenn_report.report.view.table_facts import table_facts

COLUMNS_SHOWN, OF_MANY = 15, 8
"""All of so many columns are shown; of more, which are read elsewhere, so many as examples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """One column that descriptions speak in."""

    name: str
    """What the page calls it, with its unit."""
    column: str
    """What the file calls it."""
    lowest: str
    highest: str
    meanings: str
    """What its values stand for, or which entries of text it has; empty for plain numbers."""
    note: str
    """Of the dictionary, and how the page makes its numbers from those of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The section."""

    table: tuple[Fact, ...]
    columns: tuple[ColumnRow, ...]
    columns_more: str
    with_words: bool
    """Whether a dictionary gave plain words for columns."""
    notes: tuple[str, ...]
    """What was assumed in reading the files, each with the name of its file."""


def make_data(record: Record) -> Data:
    """Rows, columns and their ranges."""
    columns = column_rows(record)
    return Data(
        table=table_facts(record),
        columns=columns.shown,
        columns_more=columns.more,
        with_words=any(map(has_words, record.explanation.columns)),
        notes=file_notes(record),
    )


def column_rows(record: Record) -> Top[ColumnRow]:
    """One line per column of a file; the indicators of a column of text stand together."""
    by_name: dict[str, list[Column]] = {}
    for column in record.explanation.columns:
        by_name.setdefault(column.column, []).append(column)
    most = COLUMNS_SHOWN if len(by_name) <= COLUMNS_SHOWN else OF_MANY
    found = top([*by_name.values()], most_of(record, most), "column")
    return Top(shown=tuple(column_row(record, columns) for columns in found.shown), more=found.more)


def column_row(record: Record, columns: Sequence[Column]) -> ColumnRow:
    """One line."""
    first = PlainColumn(found=columns[0])
    text = first.indicator
    ends = sorted((columns[0].lowest, columns[0].highest), key=first.scale)
    return ColumnRow(
        name=first.called if text else first.heading,
        column=columns[0].column,
        lowest="" if text else first.shown(ends[0]),
        highest="" if text else first.shown(ends[1]),
        meanings=names_of(record, [PlainColumn(found=column).entry for column in columns])
        if text
        else ", ".join(f"{one.value}: {one.meaning}" for one in columns[0].meanings),
        note=". ".join(filter(None, [(columns[0].note or "").removesuffix("."), scaling(columns[0])])),
    )
