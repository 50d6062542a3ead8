"""The command ``check``: what an audit would take the files for, in seconds."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from yasenn_report.cli.decision import FailOn, choose_policy
from yasenn_report.cli.document import refuse_unfit, take_document_options
from yasenn_report.cli.options import check_options, reading_names
from yasenn_report.cli.reading import read_files
from yasenn_report.cli.screen import hush_libraries, progress_for
from yasenn_report.inputs.config_file import ConfigFile
from yasenn_report.report.document_options import Detail
from yasenn_report.report.provenance import creation_time, libraries_dated


@click.command()
@check_options
def check(
    model: Path,
    data: Path,
    outputs: tuple[Path, ...],  # noqa: ARG001 - a command line of audit is taken as it is
    config: ConfigFile | None,
    dictionary: Path | None,
    image_shape: tuple[int, ...] | None,
    no_rows: bool,
    detail: Detail,
    policy: Path | None,
    fail_on: FailOn,  # noqa: ARG001 - there is no verdict here
    date: datetime | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Look at MODEL and DATA before an audit, and print what they are taken for.

    Takes the options of audit; those of fitting and measuring count for nothing here. Prints kind and hash of the
    files, layers, input columns in order, meaning of the outputs, order of the classes, ten predictions, and what looks
    wrong, with codes that the findings of an audit have too.

    Exit codes: 0 looked at, with warnings or without, 1 refused input (one line says why), 2 wrong usage, 70 a bug.
    """
    document = take_document_options(
        config, dictionary=dictionary, image_shape=image_shape, no_rows=no_rows, detail=detail
    )
    choose_policy(config, policy)  # only to refuse it here, as an audit would
    progress = progress_for(quiet=quiet)
    click.get_current_context().with_resource(libraries_dated(creation_time(date)))
    progress("loading libraries")
    hush_libraries()
    from yasenn_report.inspection import inspect
    from yasenn_report.report.checked import lines

    progress("reading the files")
    files = read_files(model=model, data=data, **{name: options[name] for name in reading_names()})
    refuse_unfit(document, files.holdout)
    found = inspect(
        files.network,
        files.holdout,
        output_kind=options["output_kind"],
        threshold=options["threshold"],
        classes=options["classes"],
        fit_data=files.fit_data,
        progress=progress,
    )
    if not quiet:
        click.echo("\n".join(lines(found)))
