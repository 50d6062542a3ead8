"""The files that the audit read, with their hashes, and what was assumed in reading them."""

from collections.abc import Mapping

from yasenn_report.numbers import plural
from yasenn_report.record import Record
from yasenn_report.record.files import InputFile, Role
from yasenn_report.report.view.facts import Fact

NAMES: Mapping[Role, tuple[str, str]] = {
    "model": ("Model file", "the model file"),
    "data": ("Data file", "the data file"),
    "architecture": ("Code that built the network", "that code"),
    "explanation": ("Explanation file", "the explanation file"),
    "prepared": ("Prepared file", "the prepared file"),
    "preprocessor": ("Preprocessor", "the preprocessor"),
    "fit data": ("Fit data file", "the fit data file"),
    "configuration": ("Configuration file", "the configuration file"),
    "dictionary": ("Dictionary", "the dictionary"),
    "policy": ("Policy", "the policy"),
}
"""What a file is called, and what in the middle of a sentence."""

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_of_files(record: Record) -> str:
    """How many files the audit read, as a word."""
    return WORDS[len(record.inputs)] if len(record.inputs) < len(WORDS) else str(len(record.inputs))


def files(record: Record) -> tuple[Fact, ...]:
    """Every file that was read, two facts each."""
    return tuple(fact for file in record.inputs for fact in file_facts(record, file))


def file_facts(record: Record, file: InputFile) -> tuple[Fact, Fact]:
    """One file: its name and size, and its hash."""
    title, called = NAMES[file.role]
    size = f"{file.name}, {plural(file.bytes, 'byte')}"
    return (
        Fact(name=title, value=size + what_it_is(record, file)),
        Fact(name=f"SHA-256 of {called}", value=file.sha256, code=True),
    )


def what_it_is(record: Record, file: InputFile) -> str:
    """What there is to say of a file behind its size."""
    if file.role == "model":
        return f"; {record.network.kind}"
    if file.entry is not None:
        return f"; {file.entry} was run"
    if file.role == "fit data" and isinstance(file.rows, int):
        return f", {plural(file.rows, 'row')}; compared with the data file only"
    return ""


def file_notes(record: Record) -> tuple[str, ...]:
    """What was assumed in reading the files beside the model."""
    return tuple(f"{file.name}: {note}" for file in record.inputs if file.role != "model" for note in file.notes)
