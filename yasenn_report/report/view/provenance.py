"""The section on provenance: files with their hashes, the network's layers, and how to make the report again."""

from dataclasses import dataclass

from yasenn_report.numbers import count, plural
from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.record.network import Layer
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.lists import Top, most_of, top
from yasenn_report.report.view.read_files import files, number_of_files
from yasenn_report.report.view.settings import SettingRow, configuration, repeat

LAYERS_SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """One layer of the network."""

    name: str
    operations: str
    units: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The section."""

    number_of_files: str
    """As a word."""
    files: tuple[Fact, ...]
    layers: tuple[LayerRow, ...]
    layers_more: str
    """How many are not shown and where they are; empty where all are. So are the others of that name."""
    notes: tuple[str, ...]
    """On the model file."""
    repeat: tuple[Fact, ...]
    configuration: tuple[SettingRow, ...]
    """Empty where no command line made the report."""
    configuration_more: str
    attached: tuple[Fact, ...]
    """What the PDF carries."""


def make_provenance(record: Record) -> Provenance:
    """Everything that says what the report was made from, and how."""
    found, settings = layers(record), configuration(record)
    return Provenance(
        number_of_files=number_of_files(record),
        files=files(record),
        layers=found.shown,
        layers_more=found.more,
        notes=record.network.notes,
        repeat=repeat(record),
        configuration=settings.shown,
        configuration_more=settings.more,
        attached=attached(record),
    )


def layers(record: Record) -> Top[LayerRow]:
    """The layers from input to output."""
    return top([*map(layer_row, record.network.layers)], most_of(record, LAYERS_SHOWN), "layer")


def layer_row(layer: Layer) -> LayerRow:
    """One line."""
    units = count(layer.units) if isinstance(layer.units, int) else "not part of a code"
    return LayerRow(name=layer.name, operations=layer.operations, units=units)


def attached(record: Record) -> tuple[Fact, ...]:
    """The files inside the PDF."""
    return (
        Fact(name="audit.json", value="the record of the audit: every number of this report, and more"),
        Fact(name="flagged_rows.csv", value=flagged_words(record)),
    )


def flagged_words(record: Record) -> str:
    """Which rows stand in the attached table."""
    flagged = record.flagged_rows
    if isinstance(flagged, NotRun):
        return f"not attached: {flagged.reason}"
    if not flagged.total:
        return "an empty table: no evaluation row lies in a partition that is low fidelity or inconclusive"
    left = flagged.total - len(flagged.rows)
    which = f"; those with the largest distillation errors, {count(left)} others are left out" if left else ""
    return (
        f"{plural(len(flagged.rows), 'evaluation row')} of {count(flagged.total)} in partitions that are low fidelity "
        f"or inconclusive, of which {count(flagged.disagreeing)} disagree{which}"
    )
