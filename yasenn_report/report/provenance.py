"""Say when, by what and with which versions a report was made."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.small_files import SmallFile

LAST_SECOND = 253402300799  # of the year 9999

# Every library whose version can change a number, a drawing or a page.
LIBRARIES = (
    "yasenn-report",
    "torch",
    "lightgbm",
    "scikit-learn",
    "scipy",
    "numpy",
    "pandas",
    "dtreeviz",
    "matplotlib",
    "pygraphviz",
    "jinja2",
    "weasyprint",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One option in effect."""

    option: str
    """Its long name without dashes."""
    value: object
    """As given, with the names of files only; None where the audit chooses."""
    source: str
    """``command line``, ``config file`` or ``default``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a report comes from."""

    created: datetime
    """In UTC, without fractions of a second."""
    command: str
    """The command line with file names only, no folders."""
    versions: tuple[tuple[str, str], ...]
    """Python and the libraries, with their versions."""
    settings: tuple[Setting, ...] = ()
    """Every option in the order of the help; empty where no command line made the report."""
    config: SmallFile | None = None
    """The file of --config."""


def trace(command: str, *, settings: tuple[Setting, ...] = (), config: SmallFile | None = None) -> Provenance:
    """Provenance of a report made now, or at SOURCE_DATE_EPOCH where the environment sets it."""
    return Provenance(
        created=creation_time(), command=command, versions=read_versions(), settings=settings, config=config
    )


def creation_time() -> datetime:
    """Now, or the time that SOURCE_DATE_EPOCH gives, in UTC and whole seconds.

    Raises:
        YasennReportError: SOURCE_DATE_EPOCH is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    if epoch.isascii() and epoch.isdecimal() and int(epoch) <= LAST_SECOND:
        return datetime.fromtimestamp(int(epoch), UTC)
    raise YasennReportError(
        f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a time in whole seconds since 1970: set it so or unset it"
    )


def read_versions() -> tuple[tuple[str, str], ...]:
    """Versions of Python and of the libraries that make the numbers and the pages."""
    return (("python", platform.python_version()), *((name, version(name)) for name in LIBRARIES))
