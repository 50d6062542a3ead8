"""Make the outputs that were asked for and put them in their places, whole or not at all."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from yasenn_report.audit import Audit, Progress
from yasenn_report.errors import OutputError
from yasenn_report.record.text import write_record
from yasenn_report.recording import make_record
from yasenn_report.report.figures import draw_figures
from yasenn_report.report.pdf import render_pdf, require_pdf
from yasenn_report.report.presentation import Presentation
from yasenn_report.report.provenance import Provenance
from yasenn_report.report.render import render_html
from yasenn_report.report.rows import write_rows
from yasenn_report.report.view import build_view


def check_outputs(outputs: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Find out before the long work whether every output can be made and written.

    Raises:
        OutputError: a folder is missing or closed, an output would replace an input, or PDF cannot be made here.
    """
    for output in outputs:
        if output.is_dir():
            raise OutputError(f"{output}: this is a folder; name a file in it")
        if not output.parent.is_dir():
            raise OutputError(f"{output}: there is no folder {str(output.parent)!r}; make it first")
        if not os.access(output.parent, os.W_OK):
            raise OutputError(f"{output}: the folder {str(output.parent)!r} cannot be written to")
        if any(output.exists() and source.exists() and output.samefile(source) for source in inputs):
            raise OutputError(
                f"{output}: this is one of the files that the audit reads; choose another name for the output"
            )
    if any(output.suffix.lower() == ".pdf" for output in outputs):
        require_pdf()


def make_outputs(
    audit: Audit,
    provenance: Provenance,
    outputs: Sequence[Path],
    *,
    presentation: Presentation,  # noqa: ARG001 - the pages are to follow it
    progress: Progress,
    warn: Callable[[str], None],
) -> dict[Path, bytes]:
    """The content of every output, all computed before any is written.

    Args:
        audit: what to report.
        provenance: where it comes from.
        outputs: files whose endings name the formats: .html, .pdf, .json, .csv.
        presentation: what is said about the release and its columns, and how much is printed.
        progress: told what is being done.
        warn: told what is not quite right with a document.
    """
    formats = {output: output.suffix.lower() for output in outputs}
    record = make_record(audit, provenance)
    text = write_record(record)
    made = {".json": text.encode()}
    if ".csv" in formats.values():
        progress("writing the evaluation rows")
        made[".csv"] = write_rows(audit).encode()
    if {".html", ".pdf"} & set(formats.values()):
        figures = draw_figures(record, progress=progress)
        progress("writing the page")
        html = render_html(build_view(record, figures))
        made[".html"] = html.encode()
        if ".pdf" in formats.values():
            progress("laying out the PDF")
            pdf = render_pdf(html, record=text, created=provenance.created)
            for warning in pdf.warnings:
                warn(f"PDF: {warning}")
            made[".pdf"] = pdf.content
    return {output: made[ending] for output, ending in formats.items()}


def put_in_place(contents: dict[Path, bytes]) -> None:
    """Write every file beside its place, then move all of them there: readers never see a half-written one.

    Raises:
        OutputError: a file could not be written; none was replaced, unless the disk failed between the moves.
    """
    waiting: dict[Path, Path] = {}
    written = Path()
    try:
        for written, content in contents.items():
            waiting[written] = write_beside(written, content)
        for written, temporary in waiting.items():
            temporary.replace(written)
    except OSError as error:
        raise OutputError(f"{written}: cannot be written ({error.strerror}); nothing was replaced") from error
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def write_beside(output: Path, content: bytes) -> Path:
    """Write to a new file in the same folder, with the rights that a new file gets there."""
    with NamedTemporaryFile(dir=output.parent, prefix=".yasenn-report-", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
    return temporary
