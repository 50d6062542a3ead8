"""What the command line and its configuration say about the document, as opposed to the audit."""

from collections.abc import Sequence
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yasenn_report.errors import AuditError
from yasenn_report.inputs.config_file import ConfigFile
from yasenn_report.inputs.context import Context, read_context
from yasenn_report.inputs.dictionary import check_dictionary, read_dictionary
from yasenn_report.numbers import plural
from yasenn_report.report.document_options import Detail, DocumentOptions
from yasenn_report.report.formats import format_of

if TYPE_CHECKING:  # heavy: loaded by the commands that need it
    from yasenn_report.inputs.holdout import Holdout


def take_document_options(
    config: ConfigFile | None,
    *,
    dictionary: Path | None,
    image_shape: tuple[int, ...] | None,
    no_rows: bool,
    detail: Detail,
) -> DocumentOptions:
    """Read what there is to read; needs no heavy library, so that its refusals come at once.

    Args:
        config: the file of --config, which may hold the table ``[context]``.
        dictionary: the file of --dictionary.
        image_shape: of the image that a row of inputs is.
        no_rows: whether no output may show a single row.
        detail: how much is printed.

    Raises:
        YasennReportError: a file, or something in it, is refused.
    """
    return DocumentOptions(
        context=Context() if config is None else read_context(config.file, config.values.get("context")),
        dictionary=None if dictionary is None else read_dictionary(dictionary),
        image_shape=image_shape,
        rows=not no_rows,
        detail=detail,
    )


def refuse_image(shape: tuple[int, ...] | None, inputs: int) -> None:
    """Refuse an image whose points are not the inputs of a row.

    Args:
        shape: as the user gave it.
        inputs: how many numbers a row has.

    Raises:
        AuditError: its points are more or fewer, or it has not two or three dimensions.
    """
    if shape is None:
        return
    said = f"--image-shape {','.join(map(str, shape))}"
    if len(shape) not in (2, 3):
        raise AuditError(f"{said} is no image: give height and width, or channels, height and width")
    if prod(shape) != inputs:
        raise AuditError(
            f"{said} has {plural(prod(shape), 'point')}, and a row has {plural(inputs, 'input')}: give the shape that "
            "these make"
        )


def refuse_unfit(document: DocumentOptions, holdout: "Holdout") -> None:
    """Refuse what was said of the document where it does not fit the table.

    Raises:
        YasennReportError: the image shape is not that of the inputs, or the dictionary speaks of a column that is none.
    """
    refuse_image(document.image_shape, holdout.features.shape[1])
    if document.dictionary is not None:
        check_dictionary(document.dictionary, holdout.known_columns)


def refuse_rows(outputs: Sequence[Path], *, no_rows: bool) -> None:
    """Refuse an output that is nothing but rows, where no row may be shown.

    Raises:
        click.UsageError: there is such an output.
    """
    tables = [output.name for output in outputs if format_of(output) == ".csv"]
    if no_rows and tables:
        raise click.UsageError(
            f"--no-rows leaves every single row out, and {tables[0]!r} would hold nothing but rows: leave out one of "
            "the two"
        )
