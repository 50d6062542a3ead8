"""The JSON of an audit into a record that pages and pictures can be made from: typed, and sound throughout."""

from pathlib import Path

from yasenn_report.inputs.record_file import RecordFile, made_later, numbers_of, read_record_file
from yasenn_report.inputs.records.sound import find_fault
from yasenn_report.inputs.records.typed import take_types
from yasenn_report.record import SCHEMA_VERSION, Record


def read_record(path: Path) -> Record:
    """Read the JSON of an audit, perhaps a stranger's, and believe nothing in it that does not fit the rest.

    Raises:
        RecordError: it is no such file, or of another schema version; a field is missing or not of its type; or what
            it says does not fit together. The message names the first place.
    """
    return understand(read_record_file(path))


def understand(found: RecordFile) -> Record:
    """The record in a file whose JSON was read; see ``read_record``."""
    version = str(found.content["schema_version"])
    if numbers_of(version) > numbers_of(SCHEMA_VERSION):
        raise made_later(found.file, version)
    record = take_types(found)
    fault = find_fault(record)
    if fault is not None:
        raise found.file.refusal(f"{fault}: it is not as an audit writes it")
    return record
