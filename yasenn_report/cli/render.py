"""The command ``render``: the document of an audit again, from its JSON alone."""

from pathlib import Path

import click

from yasenn_report.cli.options import outputs as outputs_option
from yasenn_report.cli.parsing import checked_outputs
from yasenn_report.cli.screen import hush_libraries, print_warning, progress_for, say_nothing, say_written
from yasenn_report.report.formats import JUNIT, format_of

RENDERED = (".html", ".pdf", ".md", JUNIT)


def parse_renderings(_ctx: click.Context, _parameter: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """Formats that can be made from the JSON."""
    for output in value:
        if format_of(output) == ".csv":
            raise click.BadParameter(
                f"{output.name!r}: the evaluation rows are not in the JSON; they need model and data: make them by "
                "yasenn-report audit"
            )
    return checked_outputs(value, RENDERED)


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@outputs_option(
    required=True,
    says="File to write: .html, .pdf, .md (a summary) or .junit.xml (test results). May be repeated.",
    check=parse_renderings,
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def render(record: Path, outputs: tuple[Path, ...], quiet: bool) -> None:
    """Make the document of an audit again from RECORD, its JSON.

    Neither the model nor the data is read. The date and the verdict are those of the audit; words, details and rows are
    those that the JSON has.

    Exit codes: 0 written, 1 refused input (one line says why), 2 wrong usage, 70 a bug (with its traceback).
    """
    progress = progress_for(quiet=quiet)
    hush_libraries()
    from yasenn_report.inputs.records import read_record
    from yasenn_report.report.documents import render_outputs
    from yasenn_report.report.places import check_outputs, put_in_place

    check_outputs(outputs, inputs=[record])
    progress("reading the JSON")
    found = read_record(record)
    warn = say_nothing if quiet else print_warning
    put_in_place(render_outputs(found, outputs, progress=progress, warn=warn))
    if not quiet:
        say_written(outputs)
