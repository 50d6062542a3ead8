"""The file of --dictionary: what people call the columns, in which units, and what codes stand for."""

from collections.abc import Sequence
from pathlib import Path

from yasenn_report.errors import DictionaryError
from yasenn_report.inputs.dictionary.entries import refuse_same_labels
from yasenn_report.inputs.dictionary.from_csv import from_csv
from yasenn_report.inputs.dictionary.from_toml import from_toml
from yasenn_report.inputs.dictionary.words import ColumnWords, Dictionary, Meaning
from yasenn_report.inputs.small_files import read_small_file
from yasenn_report.inputs.table_files.wording import near, quoted

__all__ = ["ColumnWords", "Dictionary", "Meaning", "check_dictionary", "read_dictionary"]

MOST_BYTES = 1024**2
"""Ten thousand columns with a label each fit in."""


def read_dictionary(path: Path) -> Dictionary:
    """Read a dictionary, TOML or CSV by the ending of its name.

    Raises:
        DictionaryError: the file cannot be read, is not what its name says, or its words are refused.
    """
    file = read_small_file(path, expected="a dictionary (.toml or .csv)", most_bytes=MOST_BYTES, error=DictionaryError)
    match path.suffix.lower():
        case ".toml":
            columns = from_toml(file, MOST_BYTES)
        case ".csv":
            columns = from_csv(file)
        case _:
            raise file.refusal("a dictionary is TOML or CSV: end its name in .toml or .csv")
    refuse_same_labels(columns, file.refusal)
    return Dictionary(file=file, columns=columns)


def check_dictionary(dictionary: Dictionary, known_columns: Sequence[str]) -> None:
    """Hold a dictionary against the columns that there are, once the tables are read.

    Args:
        dictionary: what was read.
        known_columns: names of the data file's and the explanation file's columns.

    Raises:
        DictionaryError: it speaks of a column that neither has, or calls a column by the name of another.
    """
    known = dict.fromkeys(known_columns)
    called = {one.column: one.label for one in dictionary.columns if one.label is not None}
    for one in dictionary.columns:
        if one.column not in known:
            raise dictionary.file.refusal(
                f"column {quoted(one.column)}: neither the data nor the explanation file has it; "
                f"{near(one.column[:300], list(known))}"
            )
    for column, label in called.items():
        if label in known and label != column and label not in called:
            raise dictionary.file.refusal(
                f"column {quoted(column)}: its label {quoted(label)} is the name of another column: give that one a "
                "label too, or choose another"
            )
