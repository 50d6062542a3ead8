"""A page of a record written by hand: renderers are tested without computing anything."""

from dataclasses import replace

from drawn import DRAWN, drawn_of
from records import MAP, binary, regression

from yasenn_report.record import Record
from yasenn_report.report.render import render_html
from yasenn_report.report.view import ReportView, build_view

RECORD_SHA256 = "0123456789abcdef" * 4


def page_of(record: Record) -> str:
    """The page of a record, with the figures that such a record has."""
    return render_html(view_of(record))


def view_of(record: Record) -> ReportView:
    """The same before it is HTML."""
    return build_view(record, drawn_of(record), record_sha256=RECORD_SHA256)


def page_view() -> ReportView:
    """A whole page with something in every section: code that was run, a focus, and a partition that no leaf names."""
    record, other = binary(), regression()
    first, second, _ = MAP.rules
    return build_view(
        replace(
            record,
            inputs=(*record.inputs, *other.inputs[2:5]),
            explanation=replace(record.explanation, given="file"),
            table=replace(record.table, focus=other.table.focus),
            map=replace(MAP, rules=(first, second)),
        ),
        DRAWN,
        record_sha256=RECORD_SHA256,
    )
