"""From a finished audit and its record to the content of every output that was asked for."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from yasenn_report.audit import Audit, Progress
from yasenn_report.record import Record
from yasenn_report.report.documents import make_documents
from yasenn_report.report.formats import format_of
from yasenn_report.report.rows import write_rows


def make_outputs(
    audit: Audit,
    record: Record,
    outputs: Sequence[Path],
    *,
    progress: Progress,
    warn: Callable[[str], None],
) -> Mapping[Path, bytes]:
    """The content of every output, all computed before any is written.

    Args:
        audit: what to report; only the table of evaluation rows is made from it.
        record: the same as plain data, which everything else is made from.
        outputs: files whose endings name the formats: .html, .pdf, .md, .json, .csv, .junit.xml.
        progress: told what is being done.
        warn: told what is not quite right with a document.
    """
    formats = {format_of(output) for output in outputs}
    made = make_documents(record, formats, progress=progress, warn=warn)
    if ".csv" in formats:
        progress("writing the evaluation rows")
        made[".csv"] = write_rows(audit).encode()
    return {output: made[format_of(output)] for output in outputs}
