"""The section on scope: what the user said of the release, what the network decides, and at which thresholds."""

from dataclasses import dataclass

from yasenn_report.inputs.context import TITLES
from yasenn_report.numbers import count, exact, percent, setting
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.report.task_words import meaning_of, task_sentence
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.lists import names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """One thing that only a person can say of the release."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The section."""

    context: tuple[ContextRow, ...]
    """What somebody said."""
    not_provided: str
    """Titles of what nobody said; empty where all was. Nothing vanishes because nobody said it."""
    missing: str
    """How many of them nobody provided, and how that is done; empty where all were."""
    network: tuple[Fact, ...]
    thresholds: tuple[Fact, ...]


def make_scope(record: Record) -> Scope:
    """Context, network and thresholds."""
    said = {title: record.context.get(field) for field, title in TITLES}
    blank = [title for title, text in said.items() if not text]
    return Scope(
        context=tuple(ContextRow(title=title, text=text) for title, text in said.items() if text),
        not_provided="; ".join(blank),
        missing=missing(len(blank)),
        network=network(record),
        thresholds=thresholds(record),
    )


def missing(blank: int) -> str:
    """How much nobody said, of all that could be; empty where nothing is missing."""
    if not blank:
        return ""
    return (
        f"{blank} of {len(TITLES)} lines were not provided. Whoever makes the report writes them under [context] in "
        "the file of --config."
    )


def network(record: Record) -> tuple[Fact, ...]:
    """What the network takes, decides and puts out, and for which rows."""
    task, table = record.task, record.table
    order = (
        (Fact(name="Order of the classes", value=f"{names_of(record, task.class_names)} ({task.class_evidence})"),)
        if task.classes
        else ()
    )
    rows = (
        f"all {count(table.rows)} rows of the table"
        if isinstance(table.focus, NotRun)
        else f"the {count(table.rows)} rows for which this holds: {table.focus.expression}"
    )
    return (
        Fact(name="Task", value=task_sentence(task)),
        Fact(name="Meaning of its outputs", value=meaning_of(task)),
        *order,
        Fact(name="Inputs per row", value=count(len(table.features))),
        Fact(name="Trained weights and biases", value=count(record.network.parameters)),
        Fact(name="Rows in scope", value=rows),
    )


def thresholds(record: Record) -> tuple[Fact, ...]:
    """What the verdict was measured against, and who chose it."""
    options, chosen = record.options, record.configuration
    found = [
        ("tolerance", "Tolerated rate of disagreement in a partition", setting(options.tolerance)),
        ("confidence", "Confidence of intervals, and of all statuses together", setting(options.confidence)),
        (
            "min-description-quality",
            "Quality that a description must reach: how far its F1 lies between naming every row and 1",
            percent(options.min_description_quality),
        ),
    ]
    if not record.task.classes:
        limit = f"{exact(options.error_limit)} standard deviations of the output"
        found.append(("error-limit", "A row disagrees if it is off by more than", limit))
    return tuple(
        Fact(name=name, value=f"{value} ({source_words(chosen[key].source)})" if key in chosen else value)
        for key, name, value in found
    )


def source_words(source: str) -> str:
    """Who set an option."""
    return "the tool's default" if source == "default" else f"set in the {source}"
