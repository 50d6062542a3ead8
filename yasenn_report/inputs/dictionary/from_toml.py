"""A dictionary in TOML: one table for each column."""

from yasenn_report.errors import YasennReportError
from yasenn_report.inputs.dictionary.entries import SCALES, TEXTS, Entry, Refuse, checked
from yasenn_report.inputs.dictionary.words import ColumnWords
from yasenn_report.inputs.small_files import SmallFile, shown_value
from yasenn_report.inputs.table_files.wording import near, printable, quoted
from yasenn_report.inputs.toml_file import parse_toml

ADVICE = 'write [column] and below it label = "..."; names with other than letters, digits, _ and - stand in quotes'
KEYS = (*TEXTS, "values", "scale")
WIDEST = 128
"""Bits of a whole number."""


def from_toml(file: SmallFile, most_bytes: int) -> tuple[ColumnWords, ...]:
    """The columns of the file, in its order.

    Raises:
        YasennReportError: of the file's own class: it is not TOML, or says something that is no word for a column.
    """
    found = parse_toml(file, expected="a dictionary", most_bytes=most_bytes, advice=ADVICE)
    return tuple(_column(file, name, table) for name, table in found.items())


def _column(file: SmallFile, name: str, table: object) -> ColumnWords:
    if not isinstance(table, dict):
        raise file.refusal(f"{quoted(name)} is {shown_value(table)}; a table for a column was expected: {ADVICE}")

    def refuse(sentence: str) -> YasennReportError:
        return file.refusal(f"column {quoted(name)}: {sentence}")

    for key, value in table.items():
        if key not in KEYS:
            raise _unknown(key, value, name, refuse)
    entry = Entry(
        column=name,
        texts={key: _text(table[key], key, refuse) for key in TEXTS if key in table},
        scale=_scale(table["scale"], refuse) if "scale" in table else None,
        meanings=_meanings(table["values"], refuse) if "values" in table else (),
    )
    return checked(entry, refuse)


def _unknown(key: str, value: object, name: str, refuse: Refuse) -> YasennReportError:
    dotted = ""
    if isinstance(value, dict):
        whole = quoted(f"{name}.{key}")
        dotted = f"; if the column is called {whole}, write its name in quotes"
    return refuse(f"unknown key {quoted(key)}; {near(printable(key), KEYS, 'keys')}{dotted}")


def _text(value: object, what: str, refuse: Refuse) -> str:
    if not isinstance(value, str):
        raise refuse(f"its {what} is {shown_value(value)}; text in quotes was expected: correct it")
    return value


def _meanings(found: object, refuse: Refuse) -> list[tuple[str, str]]:
    if not isinstance(found, dict):
        raise refuse(
            f'its values are {shown_value(found)}; a table was expected, as {{ "0" = "no", "1" = "yes" }}: correct it'
        )
    if not found:
        raise refuse("its values are empty: give a meaning to each, or leave them out")
    return [(value, _text(said, f"meaning of {quoted(value)}", refuse)) for value, said in found.items()]


def _scale(found: object, refuse: Refuse) -> dict[str, float]:
    if not isinstance(found, dict):
        raise refuse(
            f"its scale is {shown_value(found)}; a table was expected, as {{ mean = 35.2, sd = 11.7 }}: correct it"
        )
    names = tuple(name for group in SCALES for name in group)
    for key in found:
        if key not in names:
            raise refuse(f"unknown key {quoted(key)} in its scale; {near(printable(key), names, 'keys')}")
    return {name: _number(value, name, refuse) for name, value in found.items()}


def _number(value: object, name: str, refuse: Refuse) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise refuse(
            f"{quoted(name)} of its scale is {shown_value(value)}; a number without quotes was expected: correct it"
        )
    if isinstance(value, int) and value.bit_length() > WIDEST:
        raise refuse(f"{quoted(name)} of its scale is {shown_value(value)}; a smaller number was expected: correct it")
    return float(value)
