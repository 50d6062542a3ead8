"""What the commands print beside their result, and when they keep silent."""

import logging
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import click


def hush_libraries() -> None:
    """Keep libraries' remarks to developers off the user's screen; the tests turn them into errors."""
    warnings.simplefilter("ignore")
    logging.getLogger("matplotlib").setLevel(logging.CRITICAL)


def on_terminal() -> bool:
    """Whether somebody watches standard error, which can also be closed."""
    return bool(sys.stderr and sys.stderr.isatty())


def progress_for(*, quiet: bool) -> Callable[[str], None]:
    """What a command tells its steps to."""
    return show_progress if on_terminal() and not quiet else say_nothing


def show_progress(step: str) -> None:
    """One line per step, for somebody who waits."""
    click.echo(f"  {step} ...", err=True)


def say_nothing(_: str) -> None:
    """For pipes and --quiet."""


def say_written(outputs: Sequence[Path], said: str = "") -> None:
    """Which files were written, after what else there is to say."""
    names = ", ".join(click.format_filename(output) for output in outputs)
    with suppress(OSError):  # the outputs are in their places, whether or not somebody reads this
        click.echo(f"{said}Wrote {names}")


def print_warning(message: str) -> None:
    """Something that the reader of the report should know, but that does not stop it."""
    click.echo(f"warning: {message}", err=True)
