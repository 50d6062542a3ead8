"""The table that was audited: its rows, and what each column was used for."""

from collections.abc import Mapping

from yasenn_report.numbers import count, plural
from yasenn_report.record import Record
from yasenn_report.record.columns import LeftOut
from yasenn_report.record.files import InputFile
from yasenn_report.record.measured import NotRun
from yasenn_report.record.table import Table
from yasenn_report.report.view.columns import PlainColumn, columns_of
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.files import file_of
from yasenn_report.report.view.lists import names_of

INPUTS_FROM: Mapping[str, str] = {
    "data": "Input columns, in the network's order",
    "prepared": "Inputs in the prepared file, in the network's order",
    "preprocessor": "Inputs that the preprocessor makes, in the network's order",
}


def table_facts(record: Record) -> tuple[Fact, ...]:
    """Rows and columns, and what each column was used for."""
    table = record.table
    return (
        *rows_audited(table),
        *rows_dropped(table),
        Fact(name="Fit rows", value=f"{count(table.fit_rows)}, which fitted and chose everything"),
        Fact(
            name="Evaluation rows",
            value=f"{count(table.evaluation_rows)}, which measured every rate and fitted nothing",
        ),
        Fact(name="Columns in the file", value=count(table.columns_in_file)),
        Fact(name=INPUTS_FROM[table.inputs_from], value=names_of(record, table.features)),
        *rows_matched(record),
        Fact(name="Target column", value=said(table.target, "not given: no accuracy was measured")),
        *named_columns(record),
        *explanation(record),
        Fact(name="Columns not used, and not tested for", value=names_of(record, table.unused_columns) or "none"),
    )


def named_columns(record: Record) -> tuple[Fact, ...]:
    """Columns of a part of their own, and in one line those parts that no column was named for."""
    table = record.table
    weights = "" if isinstance(table.weights, NotRun) else table.weights
    recorded = "" if isinstance(table.expectation, NotRun) else table.expectation.sentence
    parts = [
        ("id", "Id columns", ", ".join(table.ids)),
        ("group", "Group column", group_words(table)),
        ("weights", "Weight column", weights),
        ("sensitive", "Sensitive columns", ", ".join(table.sensitive)),
        ("expect", "Recorded predictions", recorded),
    ]
    unnamed = [f"--{option}" for option, _, value in parts if not value]
    return (
        *(Fact(name=name, value=value) for _, name, value in parts if value),
        *((Fact(name="No column was named by", value=", ".join(unnamed)),) if unnamed else ()),
    )


def said(name: str | NotRun, otherwise: str) -> str:
    """A column's name, or what is said where none was given."""
    return otherwise if isinstance(name, NotRun) else name


def group_words(table: Table) -> str:
    """Which rows belong together; empty where no column says so."""
    if isinstance(table.group, NotRun):
        return ""
    return f"{table.group.column}, {plural(table.group.groups, 'group')}; each fitted or measured as a whole"


def rows_audited(table: Table) -> tuple[Fact, ...]:
    """How many rows there are, and which of them were audited."""
    gone = 0 if isinstance(table.dropped, NotRun) else table.dropped.rows
    none_dropped = "" if gone else ", and none of them was dropped"
    if isinstance(table.focus, NotRun):
        kept = f" of the {plural(table.rows_in_file, 'row')} of the file" if gone else "; none was dropped"
        return (
            Fact(name="Rows", value=f"{count(table.rows)}{kept}"),
            Fact(name="Focus", value="none given by --focus: the audit is about all rows"),
        )
    return (
        Fact(
            name="Rows",
            value=f"{count(table.rows)} of the {plural(table.rows_in_file, 'row')} of the file are in "
            f"focus{none_dropped}; the others have no part in this report",
        ),
        Fact(name="Focus", value=table.focus.expression),
    )


def rows_dropped(table: Table) -> tuple[Fact, ...]:
    """Rows left out for want of an entry, where the user asked for that."""
    if isinstance(table.dropped, NotRun):
        return ()
    return (Fact(name="Rows that lack an entry", value=table.dropped.sentence),)


def rows_matched(record: Record) -> tuple[Fact, ...]:
    """How the rows of a prepared file were matched with those of the data file."""
    made = file_of(record, "prepared")
    return () if made is None else (matched(record, made, "Rows of the prepared file"),)


def matched(record: Record, file: InputFile, name: str) -> Fact:
    """How the rows of a file were matched with those of the data file."""
    how = f"by the ids in {', '.join(file.matched_by)}" if file.matched_by else "by their order"
    rows = "not counted" if isinstance(file.rows, NotRun) else count(file.rows)
    value = f"{rows}, matched {how} with the {count(record.table.rows_in_file)} of the data file"
    return Fact(name=name, value=value)


def explanation(record: Record) -> tuple[Fact, ...]:
    """The columns that descriptions speak in, where they are others than the inputs."""
    found, file = record.explanation, file_of(record, "explanation")
    if found.given == "inputs":
        return (Fact(name="Explanation columns", value="the input columns"),)
    names = [with_origin(column) for column in columns_of(found).all]
    return (
        Fact(name="Explanation columns, in which descriptions speak", value=names_of(record, names)),
        Fact(
            name="Explanation columns left out",
            value=names_of(record, [*map(left_out_words, found.left_out)]) or "none",
        ),
        *(() if file is None else (matched(record, file, "Rows of the explanation file"),)),
    )


def with_origin(column: PlainColumn) -> str:
    """A column's name; where that is the dictionary's, with the one in the file."""
    found = column.found
    file_name = found.column if found.entry is None else f"{found.column} is {found.entry}"
    return column.name if column.name == file_name else f"{column.name} ({file_name})"


def left_out_words(found: LeftOut) -> str:
    """A column that no description can speak in, and why."""
    if not found.entries:
        return f"{found.column} (no entries)"
    return f"{found.column} ({plural(found.entries, 'different entry', 'different entries')} of text)"
