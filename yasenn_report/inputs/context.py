"""What the user says about the release under review: free text that no audit can know, and that a page prints."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from yasenn_report.inputs.free_text import FREE_TEXT, tidied, writable
from yasenn_report.inputs.small_files import SmallFile, shown_value
from yasenn_report.inputs.table_files.wording import near, printable, quoted
from yasenn_report.numbers import count

LONGEST = 2000
"""Characters of one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One text by field; None where nothing was said, which the pages print as NOT PROVIDED."""

    model_name: str | None = None
    model_version: str | None = None
    release: str | None = None
    """Of the product or service that the network is a part of."""
    model_owner: str | None = None
    """Who answers for its use."""
    developer: str | None = None
    """Who made it."""
    intended_use: str | None = None
    out_of_scope_use: str | None = None
    population: str | None = None
    """Whom or what the rows stand for."""
    data_source: str | None = None
    """Where the holdout comes from, and when it was collected."""
    risk_class: str | None = None
    thresholds_set_by: str | None = None
    """Who chose the tolerance and the confidence, and when."""
    prepared_by: str | None = None
    """Who made the document, and where."""
    reviewer: str | None = None
    approver: str | None = None
    previous_report: str | None = None
    """The document of the release before, as it is filed."""


TITLES: tuple[tuple[str, str], ...] = (
    ("model_name", "Model"),
    ("model_version", "Version of the model"),
    ("release", "Release under review"),
    ("model_owner", "Model owner"),
    ("developer", "Developed by"),
    ("intended_use", "Intended use"),
    ("out_of_scope_use", "Uses out of scope"),
    ("population", "Whom or what the rows stand for"),
    ("data_source", "Where the holdout comes from, and when it was collected"),
    ("risk_class", "Risk class"),
    ("thresholds_set_by", "Thresholds set by"),
    ("prepared_by", "Report prepared by"),
    ("reviewer", "Independent reviewer"),
    ("approver", "Approver"),
    ("previous_report", "Previous report"),
)
"""Every field with its title, in the order of the page."""

FIELDS = tuple(field.name for field in fields(Context))


def read_context(file: SmallFile, table: object) -> Context:
    """The table ``[context]`` of a configuration, or the object of that name in an earlier audit.

    Keys may have ``-`` for ``_``. A text of white space counts as not given.

    Args:
        file: where the table stands, for messages.
        table: what stands there; None for nothing.

    Raises:
        YasennReportError: of the file's own class: it is no table, a key means nothing, or a value is no such text.
    """
    if table is None:
        return Context()
    if not isinstance(table, Mapping):
        raise file.refusal(f"key 'context' is {shown_value(table)}; a table was expected: write [context] above it")
    given: dict[str, str | None] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in FIELDS:
            ending = near(printable(key).replace("-", "_"), FIELDS, "keys")
            raise file.refusal(f"unknown key {quoted(key)} in 'context'; {ending}")
        if name in given:
            raise file.refusal(f"{quoted(name)} stands in 'context' twice, once with '-': give it once")
        given[name] = _text(file, key, value)
    return Context(**given)


def _text(file: SmallFile, key: str, value: object) -> str | None:
    refused = f"key {quoted(key)} in 'context'"
    if not isinstance(value, str):
        raise file.refusal(f"{refused} is {shown_value(value)}; text in quotes was expected: correct the value")
    text = tidied(value)
    if len(text) > LONGEST:
        raise file.refusal(f"{refused} has {count(len(text))} characters; at most {count(LONGEST)} fit: shorten it")
    if not writable(text):
        raise file.refusal(f"{refused} is {shown_value(value)}; {FREE_TEXT} was expected: correct the value")
    return text or None
