"""The command line: reads it, runs a command, turns a refusal into one line and an exit code."""

import sys
import traceback
from collections.abc import Sequence

import click

from yasenn_report import __version__
from yasenn_report.cli.audit import audit
from yasenn_report.cli.check import check
from yasenn_report.cli.render import render
from yasenn_report.cli.verify import verify
from yasenn_report.errors import YasennReportError

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


for command in (audit, check, render, verify):
    cli.add_command(command)


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
