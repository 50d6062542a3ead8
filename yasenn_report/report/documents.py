"""From a record alone to its documents: page, PDF, summary and test results. Nothing else is read."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from yasenn_report.record import Record
from yasenn_report.record.rows import FlaggedRows
from yasenn_report.record.text import write_record
from yasenn_report.report.figures import draw_figures
from yasenn_report.report.flagged import write_flagged
from yasenn_report.report.formats import JUNIT, format_of
from yasenn_report.report.junit import write_junit
from yasenn_report.report.pdf import Attached, render_pdf
from yasenn_report.report.provenance import libraries_dated
from yasenn_report.report.render import render_html, render_summary
from yasenn_report.report.view import build_view

Say = Callable[[str], None]

PAGES = (".html", ".pdf", ".md")
"""What is made from a record with its pictures."""


def render_outputs(record: Record, outputs: Sequence[Path], *, progress: Say, warn: Say) -> Mapping[Path, bytes]:
    """The content of every output, all computed before any is written.

    Args:
        record: what to tell.
        outputs: files whose endings name the formats, all but ``.csv``.
        progress: told what is being done.
        warn: told what is not quite right with a document.
    """
    made = make_documents(record, {format_of(output) for output in outputs}, progress=progress, warn=warn)
    return {output: made[format_of(output)] for output in outputs}


def make_documents(record: Record, formats: Collection[str], *, progress: Say, warn: Say) -> dict[str, bytes]:
    """Documents by ending; the JSON is always among them. The same record gives the same bytes."""
    text = write_record(record)
    made = {".json": text.encode()}
    if JUNIT in formats:
        made[JUNIT] = write_junit(record)
    if not {*PAGES}.intersection(formats):
        return made
    with libraries_dated(record.created):
        figures = draw_figures(record, progress=progress)
        progress("writing the page")
        view = build_view(record, figures, record_sha256=hashlib.sha256(made[".json"]).hexdigest())
        if ".md" in formats:
            made[".md"] = render_summary(view).encode()
        html = render_html(view)
        made[".html"] = html.encode()
        if ".pdf" in formats:
            progress("laying out the PDF")
            pdf = render_pdf(html, attachments=attachments(record, text), created=record.created)
            for warning in pdf.warnings:
                warn(f"PDF: {warning}")
            made[".pdf"] = pdf.content
    return made


def attachments(record: Record, text: str) -> tuple[Attached, ...]:
    """What the PDF carries: the JSON, and the flagged rows where rows may be shown."""
    found = [Attached(name="audit.json", description="The audit as data", content=text)]
    if isinstance(record.flagged_rows, FlaggedRows):
        rows = write_flagged(record, record.flagged_rows)
        found.append(
            Attached(
                name="flagged_rows.csv",
                description="Evaluation rows in partitions that are low fidelity or inconclusive",
                content=rows,
            )
        )
    return tuple(found)
