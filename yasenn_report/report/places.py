"""Put outputs in their places, whole or not at all."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from yasenn_report.errors import OutputError
from yasenn_report.report.formats import format_of
from yasenn_report.report.pdf import require_pdf


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
    if any(format_of(output) == ".pdf" for output in outputs):
        require_pdf()


def put_in_place(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place, then move all of them there: readers never see a half-written one.

    A file that is there already is replaced.

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
