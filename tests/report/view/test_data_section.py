"""The section on data: every column once, with its ends in the numbers that the page shows."""

from dataclasses import replace

from pages import page_of
from records import binary, regression, with_dictionary

from yasenn_report.record import Record
from yasenn_report.record.columns import Column
from yasenn_report.record.document import Presentation
from yasenn_report.report.view.data import COLUMNS_SHOWN, OF_MANY, ColumnRow, make_data
from yasenn_report.report.view.dictionary import scaling

NUMBER = Column(column="x", entry=None, lowest=-2.0, highest=3.0)


def row(column: Column) -> ColumnRow:
    """The line of a table's one column."""
    return only(replace(binary(), explanation=replace(binary().explanation, columns=(column,))))


def only(record: Record) -> ColumnRow:
    (found,) = make_data(record).columns
    return found


def test_columns_are_said_with_ranges_in_shown_units_meanings_and_notes() -> None:
    age, income, smoker, sex = make_data(with_dictionary()).columns
    assert age == ColumnRow(
        name="age at screening (years)",
        column="age_z",
        lowest="27.0",
        highest="71.0",
        meanings="",
        note="Whole years. 10 times the file's number plus 45",
    )
    assert (income.name, income.lowest, income.highest) == ("yearly income (kEUR)", "0", "98.5")
    assert income.note == "0.001 times the file's number"
    assert (smoker.lowest, smoker.highest, smoker.meanings) == ("no", "yes", "0: no, 1: yes")
    assert (sex.name, sex.column, sex.meanings) == ("sex", "sex", "woman, man")


def test_indicators_of_a_column_of_text_stand_in_one_line_without_ends() -> None:
    found = make_data(binary()).columns
    assert [one.column for one in found] == ["age_z", "income", "smoker", "sex"]
    assert (found[3].lowest, found[3].highest, found[3].meanings) == ("", "", "Female, Male")
    assert (found[0].name, found[0].lowest, found[0].highest) == ("age_z", "-1.80", "2.60")


def test_a_negative_factor_turns_the_ends_round() -> None:
    found = row(replace(NUMBER, label="depth", unit="m", factor=-100.0))
    assert (found.name, found.lowest, found.highest) == ("depth (m)", "-300", "200")


def test_how_numbers_are_made_from_those_of_the_file() -> None:
    assert scaling(NUMBER) == ""
    assert scaling(replace(NUMBER, factor=2.5)) == "2.5 times the file's number"
    assert scaling(replace(NUMBER, factor=2.5, offset=-1.0)) == "2.5 times the file's number minus 1"
    assert scaling(replace(NUMBER, offset=273.15)) == "the file's number plus 273.15"
    assert scaling(replace(NUMBER, entry="a", factor=2.5)) == ""


def test_without_a_dictionary_units_are_said_to_be_unknown() -> None:
    assert not make_data(binary()).with_words
    assert make_data(with_dictionary()).with_words
    sentence = "No dictionary of the columns was given: they are called as in the file"
    assert sentence in page_of(binary())
    assert sentence not in page_of(with_dictionary())
    assert '<th scope="col">In the file</th>' in page_of(with_dictionary())
    assert '<th scope="col">In the file</th>' not in page_of(binary())


def test_many_columns_are_cut_in_a_summary_only() -> None:
    columns = tuple(replace(NUMBER, column=f"x{place}") for place in range(COLUMNS_SHOWN + 2))
    many = replace(binary(), explanation=replace(binary().explanation, columns=columns))
    found = make_data(many)
    assert [one.name for one in found.columns] == [f"x{place}" for place in range(OF_MANY)]
    assert found.columns_more == "9 more columns can be read in audit.json, which is attached to the PDF."
    whole = make_data(replace(many, explanation=replace(many.explanation, columns=columns[:COLUMNS_SHOWN])))
    assert (len(whole.columns), whole.columns_more) == (COLUMNS_SHOWN, "")
    full = make_data(replace(many, presentation=Presentation(rows=True, detail="full")))
    assert (len(full.columns), full.columns_more) == (COLUMNS_SHOWN + 2, "")


def test_notes_on_files_are_said_and_so_is_that_there_are_none() -> None:
    assert make_data(regression()).notes == (
        "data.csv: Entries are separated by semicolons",
        "readable.csv: Decimal commas were read as such",
    )
    model, data = binary().inputs
    silent = replace(binary(), inputs=(model, replace(data, notes=())))
    assert "<p>Nothing had to be assumed in reading the tables." in page_of(silent)
    assert "<p>Nothing had to be assumed in reading the tables." not in page_of(binary())
