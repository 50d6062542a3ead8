"""From a finished audit to the content of every output that was asked for."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from yasenn_report.audit import Audit, Progress
from yasenn_report.recording import make_record
from yasenn_report.report.document_options import DocumentOptions
from yasenn_report.report.documents import make_documents
from yasenn_report.report.provenance import Provenance
from yasenn_report.report.rows import write_rows


def make_outputs(
    audit: Audit,
    provenance: Provenance,
    outputs: Sequence[Path],
    *,
    document: DocumentOptions,
    progress: Progress,
    warn: Callable[[str], None],
) -> Mapping[Path, bytes]:
    """The content of every output, all computed before any is written.

    Args:
        audit: what to report.
        provenance: where it comes from.
        outputs: files whose endings name the formats: .html, .pdf, .md, .json, .csv.
        document: what is said about the release and its columns, and how much is printed.
        progress: told what is being done.
        warn: told what is not quite right with a document.
    """
    formats = {output.suffix.lower() for output in outputs}
    made = make_documents(make_record(audit, provenance, document), formats, progress=progress, warn=warn)
    if ".csv" in formats:
        progress("writing the evaluation rows")
        made[".csv"] = write_rows(audit).encode()
    return {output: made[output.suffix.lower()] for output in outputs}
