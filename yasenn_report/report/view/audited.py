"""What was audited: files with their hashes, the network's layers, the table's columns, how to repeat it."""

from dataclasses import dataclass

from yasenn_report.numbers import count
from yasenn_report.record import Record
from yasenn_report.record.network import Layer
from yasenn_report.report.task_words import meaning_of, task_sentence
from yasenn_report.report.view.dictionary import WordRow, dictionary_rows
from yasenn_report.report.view.facts import Fact
from yasenn_report.report.view.lists import Top, most_of, names_of, top
from yasenn_report.report.view.read_files import file_notes, files, number_of_files
from yasenn_report.report.view.settings import SettingRow, configuration, repeat
from yasenn_report.report.view.table_facts import table_facts

LAYERS_SHOWN = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """One layer of the network."""

    name: str
    operations: str
    units: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """The section on what was audited."""

    number_of_files: str
    """As a word."""
    files: tuple[Fact, ...]
    network: tuple[Fact, ...]
    layers: tuple[LayerRow, ...]
    layers_more: str
    """How many are not shown and where they are; empty where all are. So are the others of that name."""
    table: tuple[Fact, ...]
    dictionary: tuple[WordRow, ...]
    """Empty where there are no plain words for columns."""
    dictionary_more: str
    notes: tuple[str, ...]
    """On the model file."""
    table_notes: tuple[str, ...]
    """On the other files, each with the name of its file."""
    repeat: tuple[Fact, ...]
    configuration: tuple[SettingRow, ...]
    """Empty where no command line made the report."""
    configuration_more: str


def make_audited(record: Record) -> Audited:
    """Collect the facts."""
    found, settings, words = layers(record), configuration(record), dictionary_rows(record)
    return Audited(
        number_of_files=number_of_files(record),
        files=files(record),
        network=network(record),
        layers=found.shown,
        layers_more=found.more,
        table=table_facts(record),
        dictionary=words.shown,
        dictionary_more=words.more,
        notes=record.network.notes,
        table_notes=file_notes(record),
        repeat=repeat(record),
        configuration=settings.shown,
        configuration_more=settings.more,
    )


def network(record: Record) -> tuple[Fact, ...]:
    """What the network takes, decides and puts out."""
    task = record.task
    facts = [
        Fact(name="Task", value=task_sentence(task)),
        Fact(name="Meaning of its outputs", value=meaning_of(task)),
        Fact(name="Trained weights and biases", value=count(record.network.parameters)),
        Fact(name="Inputs per row", value=str(len(record.table.features))),
    ]
    if task.classes:
        names = names_of(record, task.class_names)
        facts.insert(2, Fact(name="Order of the classes", value=f"{names} ({task.class_evidence})"))
    return tuple(facts)


def layers(record: Record) -> Top[LayerRow]:
    """The layers from input to output."""
    return top([*map(layer_row, record.network.layers)], most_of(record, LAYERS_SHOWN), "layer")


def layer_row(layer: Layer) -> LayerRow:
    """One line."""
    units = count(layer.units) if isinstance(layer.units, int) else "not part of a code"
    return LayerRow(name=layer.name, operations=layer.operations, units=units)
