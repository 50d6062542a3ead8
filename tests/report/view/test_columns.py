"""Columns in plain words: names, bounds, values, means and directions, with and without a dictionary."""

import re
from dataclasses import replace

import pytest
from pages import page_of
from records import binary, with_dictionary

from yasenn_report.record.columns import Column, Explanation, Meaning
from yasenn_report.report.view.columns import PlainColumn, columns_of

P = "\N{NO-BREAK SPACE}%"
NUMBER = Column(column="x1", entry=None, lowest=-2.0, highest=3.0)
MALE = Column(column="sex", entry="M", lowest=0.0, highest=1.0)
AGE = replace(NUMBER, label="age at screening", unit="years", factor=10.0, offset=45.0)
DEPTH = replace(NUMBER, label="depth", unit="m", factor=-100.0)
SMOKER = Column(
    column="smoker",
    entry=None,
    lowest=0.0,
    highest=1.0,
    meanings=(Meaning(value="0", meaning="no"), Meaning(value="1", meaning="yes")),
)
REGION = replace(
    SMOKER,
    column="region",
    highest=4.0,
    meanings=tuple(
        Meaning(value=str(code), meaning=word) for code, word in ((4, "west"), (1, "north"), (2, "east"), (3, "south"))
    ),
)
WORDED = replace(MALE, label="gender", unit="-", factor=2.0, meanings=(Meaning(value="M", meaning="man"),))


def plain(column: Column) -> PlainColumn:
    return PlainColumn(found=column)


@pytest.mark.parametrize(
    ("column", "above", "at_most", "words"),
    [
        (NUMBER, None, 24.5, "x1 ≤ 24.5"),
        (NUMBER, 24.5, None, "x1 > 24.5"),
        (NUMBER, 0.1 + 0.2, 24.5, "0.3 < x1 ≤ 24.5"),
        (NUMBER, None, None, "any x1"),
        (MALE, 0.5, None, "sex is M"),
        (MALE, None, 0.5, "sex is not M"),
        (MALE, 0.5, 0.7, "0.5 < sex is M ≤ 0.7"),
        (AGE, None, -2.0, "age at screening ≤ 25 years"),
        (AGE, -2.0, 1.23, "25 < age at screening ≤ 57.3 years"),
        (DEPTH, None, 0.5, "depth ≥ -50 m"),
        (DEPTH, 0.5, None, "depth < -50 m"),
        (DEPTH, 0.5, 1.5, "-150 ≤ depth < -50 m"),
        (DEPTH, None, 0.0, "depth ≥ 0 m"),
        (replace(NUMBER, unit="km"), None, 24.5, "x1 ≤ 24.5 km"),
        (SMOKER, None, 0.5, "smoker: no"),
        (SMOKER, 0.5, None, "smoker: yes"),
        (SMOKER, None, 2.0, "smoker ≤ 2"),
        (SMOKER, 2.0, None, "smoker > 2"),
        (REGION, None, 2.5, "region: north or east"),
        (REGION, 1.5, None, "region: east, south or west"),
        (REGION, 1.0, 2.0, "region: east"),
        (WORDED, 0.5, None, "gender is man"),
        (WORDED, None, 0.5, "gender is not man"),
    ],
)
def test_conditions(column: Column, above: float | None, at_most: float | None, words: str) -> None:
    assert plain(column).condition(above, at_most) == words


def test_many_meanings_are_cut_and_the_bound_stays() -> None:
    meanings = tuple(Meaning(value=str(code), meaning=f"town {code}") for code in range(20))
    assert plain(replace(REGION, meanings=meanings)).condition(None, 8.5) == (
        "region ≤ 8.5 (town 0, town 1, town 2, town 3, town 4, town 5 and 3 more)"
    )


def test_meanings_of_text_are_none_of_a_column_of_numbers() -> None:
    odd = replace(SMOKER, meanings=(*SMOKER.meanings, Meaning(value="n/a", meaning="unknown")))
    assert plain(replace(odd, meanings=odd.meanings[2:])).condition(None, 0.5) == "smoker ≤ 0.5"
    assert plain(odd).codes == ((0.0, "no"), (1.0, "yes"))
    assert plain(replace(odd, meanings=(Meaning(value="nan", meaning="unknown"),))).codes == ()


@pytest.mark.parametrize(
    ("column", "value", "shown", "in_a_sentence"),
    [
        (NUMBER, 24.0, "24.0", "24.0"),
        (AGE, -0.9, "36.0", "36.0 years"),
        (SMOKER, 1.0, "yes", "yes"),
        (SMOKER, 0.4, "0.400", "0.400"),
        (MALE, 1.0, "yes", "yes"),
        (WORDED, 0.0, "no", "no"),
    ],
)
def test_values(column: Column, value: float, shown: str, in_a_sentence: str) -> None:
    assert plain(column).shown(value) == shown
    assert plain(column).with_unit(value) == in_a_sentence


@pytest.mark.parametrize(
    ("column", "name", "mean"),
    [
        (NUMBER, "x1", "0.250"),
        (AGE, "age at screening (years)", "47.5"),
        (MALE, "sex is M", f"25.0{P}"),
        (WORDED, "gender is man", f"25.0{P}"),
        (SMOKER, "smoker: yes", f"25.0{P}"),
        (REGION, "region (mean of its codes)", "0.250"),
    ],
)
def test_means(column: Column, name: str, mean: str) -> None:
    assert (plain(column).mean_name(), plain(column).mean(0.25)) == (name, mean)


def test_codes_that_the_rows_do_not_reach_make_no_share() -> None:
    assert plain(replace(SMOKER, lowest=0.0, highest=3.0)).mean(0.25) == "0.250"
    shifted = replace(SMOKER, lowest=1.0, highest=2.0)
    other = replace(shifted, meanings=(Meaning(value="1", meaning="no"), Meaning(value="2", meaning="yes")))
    assert plain(other).mean(1.25) == f"25.0{P}"


@pytest.mark.parametrize(
    ("column", "weight", "words"),
    [
        (NUMBER, 0.2, "higher x1"),
        (NUMBER, -0.2, "lower x1"),
        (AGE, 0.2, "higher age at screening"),
        (DEPTH, 0.2, "lower depth"),
        (MALE, 0.2, "sex is M"),
        (MALE, -0.2, "sex is not M"),
        (SMOKER, 0.2, "smoker: yes"),
        (SMOKER, -0.2, "smoker: no"),
        (REGION, -0.2, "lower code of region"),
    ],
)
def test_pulls(column: Column, weight: float, words: str) -> None:
    assert plain(column).pull(weight) == words


def test_a_difference_turns_with_its_column() -> None:
    assert (plain(AGE).direction(0.7), plain(DEPTH).direction(0.7)) == (0.7, -0.7)


def test_columns_are_found_by_name_and_entry() -> None:
    columns = columns_of(Explanation(given="columns", columns=(AGE, MALE, replace(MALE, entry="F")), left_out=()))
    assert [one.name for one in columns.all] == ["age at screening", "sex is M", "sex is F"]
    assert columns.find("sex", "F").name == "sex is F"
    assert columns.find("x1", None).found == AGE


def words_of_the_page(page: str) -> str:
    """From the regions on; only the section on data says what the file calls its columns."""
    before, _, after = page[page.index('id="regions"') :].partition('<section id="data"')
    return re.sub(r"<[^>]+>", " ", before + after[after.index('<section id="method"') :])


def test_a_page_with_a_dictionary_speaks_of_no_column_by_its_name_in_the_file() -> None:
    page = page_of(with_dictionary())
    assert "age at screening ≤ 40.5 years" in words_of_the_page(page)
    assert not re.search(r"age_z|income(?<!yearly income)|Male|years\)? years", words_of_the_page(page))
    assert "age_z ≤ -0.45" in words_of_the_page(page_of(binary()))
