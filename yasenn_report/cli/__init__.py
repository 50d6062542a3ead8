"""The command line: reads it, runs the audit, turns a refusal into one line and an exit code."""

import logging
import sys
import traceback
import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from yasenn_report import __version__
from yasenn_report.cli.options import audit_options
from yasenn_report.cli.recorded import recorded_command
from yasenn_report.errors import YasennReportError
from yasenn_report.report.provenance import trace

REFUSED, BUG = 1, 70


class DefaultToAudit(click.Group):
    """A group whose ``audit`` command may be left out: ``yasenn-report model.pt data.csv``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``audit`` in front unless a command, or an option of the group itself, stands there."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h", "--version"):
            args = ["audit", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=DefaultToAudit,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(__version__, prog_name="yasenn-report")
def cli() -> None:
    """Audit a trained neural network and write a report that a reviewer can sign.

    `yasenn-report MODEL DATA -o audit.html` is short for `yasenn-report audit MODEL DATA -o audit.html`.
    """


@cli.command()
@audit_options
def audit(
    model: Path,
    data: Path,
    outputs: tuple[Path, ...],
    quiet: bool,
    **options: Any,
) -> None:
    """Audit the network in MODEL on the holdout table DATA.

    MODEL is a whole torch.nn.Sequential of standard layers saved by torch.save; no code in it is run. DATA is a
    table whose rows the network was not trained on: CSV, Parquet, Feather or Arrow, compressed or not; - reads
    standard input.

    Exit codes: 0 written, 1 refused input (one line says why), 2 wrong usage, 70 a bug (with its traceback).
    """
    progress = show_progress if on_terminal() and not quiet else say_nothing
    provenance = trace(recorded_command(click.get_current_context()))
    progress("loading libraries")
    hush_libraries()
    from yasenn_report.audit import run_audit
    from yasenn_report.inputs.holdout import read_holdout
    from yasenn_report.inputs.network import load_network
    from yasenn_report.inputs.request import TableRequest
    from yasenn_report.options import AuditOptions
    from yasenn_report.report.write import check_outputs, make_outputs, put_in_place

    request = TableRequest(**{field.name: options.pop(field.name) for field in fields(TableRequest)})
    check_outputs(outputs, inputs=(model, data, *request.files))
    progress("reading the files")
    network = load_network(model)
    holdout = read_holdout(data, request, inputs=network.inputs)
    result = run_audit(network, holdout, AuditOptions(**options), progress=progress)
    warn = say_nothing if quiet else print_warning
    contents = make_outputs(result, provenance, outputs, progress=progress, warn=warn)
    put_in_place(contents)
    if not quiet:
        names = ", ".join(click.format_filename(output) for output in outputs)
        with suppress(OSError):  # the outputs are in their places, whether or not somebody reads this
            click.echo(f"{result.verdict.outcome}: {result.verdict.reason}. Wrote {names}")


def hush_libraries() -> None:
    """Keep libraries' remarks to developers off the user's screen; the tests turn them into errors."""
    warnings.simplefilter("ignore")
    logging.getLogger("matplotlib").setLevel(logging.CRITICAL)


def on_terminal() -> bool:
    """Whether somebody watches standard error, which can also be closed."""
    return bool(sys.stderr and sys.stderr.isatty())


def show_progress(step: str) -> None:
    """One line per step, for somebody who waits."""
    click.echo(f"  {step} ...", err=True)


def say_nothing(_: str) -> None:
    """For pipes and --quiet."""


def print_warning(message: str) -> None:
    """Something that the reader of the report should know, but that does not stop it."""
    click.echo(f"warning: {message}", err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the one place that turns a refusal into a line and an exit code."""
    try:
        cli.main(args=None if arguments is None else list(arguments), prog_name="yasenn-report")
    except YasennReportError as refusal:
        click.echo("Error: " + " ".join(str(refusal).split("\n")), err=True)
        sys.exit(REFUSED)
    except Exception:  # noqa: BLE001 - everything else is a bug: it keeps its traceback and has its own exit code
        traceback.print_exc()
        sys.exit(BUG)
