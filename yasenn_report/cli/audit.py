"""The command ``audit``: read, audit, write."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from yasenn_report.cli.config import effective
from yasenn_report.cli.decision import FAILING, VERDICT, FailOn, choose_policy
from yasenn_report.cli.document import refuse_rows, refuse_unfit, take_document_options
from yasenn_report.cli.options import audit_options, reading_names
from yasenn_report.cli.reading import files_read, read_files
from yasenn_report.cli.recorded import NOT_RECORDED, recorded_command
from yasenn_report.cli.screen import hush_libraries, print_warning, progress_for, say_nothing, say_written
from yasenn_report.inputs.config_file import ConfigFile
from yasenn_report.report.document_options import Detail
from yasenn_report.report.provenance import Setting, libraries_dated, trace


@click.command()
@audit_options
def audit(
    model: Path,
    data: Path,
    outputs: tuple[Path, ...],
    config: ConfigFile | None,
    dictionary: Path | None,
    image_shape: tuple[int, ...] | None,
    no_rows: bool,
    detail: Detail,
    policy: Path | None,
    fail_on: FailOn,
    date: datetime | None,
    quiet: bool,
    **options: Any,
) -> None:
    """Audit the network in MODEL on the holdout table DATA.

    MODEL is a network in any of these kinds of file: a whole torch.nn.Module of standard layers, a program of
    torch.export (.pt2) or TorchScript, an ONNX model, or weights (state_dict, checkpoint, safetensors) with --arch. No
    code in it is run. DATA is a table whose rows the network was not trained on: CSV, Parquet, Feather or Arrow,
    compressed or not; - reads standard input. Both can stand in the file of --config instead.

    Exit codes: 0 written, 1 refused input (one line says why), 2 wrong usage, 3 written with a verdict that --fail-on
    does not let pass, 70 a bug (with its traceback).
    """
    ctx = click.get_current_context()
    refuse_rows(outputs, no_rows=no_rows)
    document = take_document_options(
        config, dictionary=dictionary, image_shape=image_shape, no_rows=no_rows, detail=detail
    )
    conditions = choose_policy(config, policy)
    progress = progress_for(quiet=quiet)
    settings = tuple(
        Setting(option=key, value=value, source=source) for key, (value, source) in effective(ctx, NOT_RECORDED).items()
    )
    provenance = trace(
        recorded_command(ctx), settings=settings, config=None if config is None else config.file, date=date
    )
    ctx.with_resource(libraries_dated(provenance.created))  # some ask for the date when they are loaded
    progress("loading libraries")
    hush_libraries()
    from yasenn_report.audit import run_audit
    from yasenn_report.options import AuditOptions
    from yasenn_report.recording import make_record
    from yasenn_report.report.places import check_outputs, put_in_place
    from yasenn_report.report.write import make_outputs
    from yasenn_report.verification import changed_since

    check_outputs(outputs, inputs=[*files_read(ctx), *([] if config is None else [config.path])])
    progress("reading the files")
    reading = {name: options.pop(name) for name in reading_names()}
    files = read_files(model=model, data=data, **reading)
    refuse_unfit(document, files.holdout)
    warn = say_nothing if quiet else print_warning
    if config is not None and config.repeats:
        at_hand = {"model": files.network.file.sha256, "data": files.holdout.sha256}
        if document.dictionary is not None:
            at_hand["dictionary"] = document.dictionary.file.sha256
        if conditions.source == "file" and conditions.file is not None:
            at_hand["policy"] = conditions.file.sha256
        for change in changed_since(config.file, at_hand):
            warn(change)
    chosen = AuditOptions(**options)
    result = run_audit(files.network, files.holdout, chosen, fit_data=files.fit_data, progress=progress)
    record = make_record(result, provenance, document, conditions)
    put_in_place(make_outputs(result, record, outputs, progress=progress, warn=warn))
    verdict = record.verdict
    if not quiet:
        say_written(outputs, f"{verdict.outcome}: {verdict.reason}. ")
    if verdict.outcome in FAILING[fail_on]:
        ctx.exit(VERDICT)
