"""The holdout as the record tells it: which rows were audited, and what each column was for."""

from dataclasses import replace

from yasenn_report.audit import Audit
from yasenn_report.expectation import said_of
from yasenn_report.record.measured import NotRun
from yasenn_report.record.table import Dropped, Expectation, Focus, Group, Table


def record_table(audit: Audit, *, rows: bool) -> Table:
    """The table; single rows are named in it only where `rows` says that they may be."""
    table, roles = audit.holdout, audit.holdout.roles
    return Table(
        rows=table.rows,
        rows_in_file=table.rows_in_file,
        columns_in_file=table.columns,
        fit_rows=len(audit.split.fit),
        evaluation_rows=len(audit.split.evaluation),
        features=table.feature_names,
        inputs_from="data" if table.inputs_file is None else table.inputs_file.role,
        target=table.target.name if table.target else NotRun(reason="no --target was given"),
        ids=table.ids,
        group=NotRun(reason="no --group was given")
        if roles.group is None
        else Group(column=roles.group, groups=table.group_count),
        weights=roles.weights or NotRun(reason="no --weights was given"),
        sensitive=roles.sensitive,
        expectation=expectation(audit, rows=rows),
        focus=focus(audit),
        dropped=dropped(audit),
        unused_columns=table.unused_columns,
    )


def expectation(audit: Audit, *, rows: bool) -> Expectation | NotRun:
    """How far the network does what was recorded of it; the first row that differs only where `rows` says so."""
    found = audit.expectation
    if found is None:
        return NotRun(reason="no --expect was given")
    found = found if rows else replace(found, first_row=None)
    return Expectation(
        columns=found.columns,
        meaning=found.meaning,
        rows=found.rows,
        differing=found.differing,
        largest=found.largest,
        first_row=found.first_row,
        sentence=said_of(found),
    )


def focus(audit: Audit) -> Focus | NotRun:
    """The region that was audited, and how many rows it has."""
    region = audit.holdout.focus
    if region is None:
        return NotRun(reason="no --focus was given")
    return Focus(expression=region.text, rows=region.rows_inside, rows_in_file=region.rows_in_file)


def dropped(audit: Audit) -> Dropped | NotRun:
    """Rows that lack an entry, where they were left out."""
    found = audit.holdout.dropped
    if found is None:
        return NotRun(reason="a row that lacks an entry is an error: --missing drop was not given")
    return Dropped(rows=found.rows, by_column=dict(found.by_column), sentence=found.sentence)
