"""What the page says of groups of sensitive columns."""

from dataclasses import replace

import pytest
from group_records import ERRORS_APART, GROUPS, SHARES_APART, WITHHELD, share
from pages import page_of
from records import binary, nothing_run, regression, with_dictionary

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.record.groups import GapsCompared, Groups, SensitiveColumn
from yasenn_report.record.measured import Measured, NotRun
from yasenn_report.report.view import group_words
from yasenn_report.report.view.group_gaps import NO_GAPS, GapRow, choose
from yasenn_report.report.view.group_words import member_rows, name_of, sentence
from yasenn_report.report.view.groups import GroupsPart, Rate, make_groups
from yasenn_report.yasenn import gaps, group_rates
from yasenn_report.yasenn.measure import group_reader

P = "\N{NO-BREAK SPACE}"


def part(record: Record) -> GroupsPart:
    return make_groups(record)


def full(record: Record) -> Record:
    return replace(record, presentation=Presentation(rows=True, detail="full"))


def with_groups(**changed: object) -> Record:
    return replace(binary(), groups=replace(GROUPS, **changed))  # type: ignore[arg-type]


def test_the_groups_stand_in_one_table_over_all_rows() -> None:
    (table,) = part(binary()).tables
    assert table.caption == "Groups of sex, over all evaluation rows"
    assert table.heads == (
        "Label 'yes'",
        "Decided 'yes'",
        "Wrong",
        "Wrongly decided 'yes'",
        "Wrongly decided 'no'",
        "Disagreement",
    )
    women, men = table.rows
    assert (women.name, women.rows.replace(P, " ")) == ("Female", "110, 55.0 %")
    assert (men.name, men.rows.replace(P, " ")) == ("Male", "90, 45.0 %")
    assert [rate.value.replace(P, " ") for rate in men.rates] == [
        "55.6 %",
        "55.6 %",
        "17.8 %",
        "20.0 %",
        "16.0 %",
        "18.9 %",
    ]
    assert [rate.of for rate in men.rates] == ["", "", "", "of 40", "of 50", ""]


def test_a_full_report_has_the_partitions_too() -> None:
    _, *partitions = part(full(binary())).tables
    assert [table.caption for table in partitions] == [f"Groups of sex in P{place}" for place in (1, 2, 3)]
    assert partitions[0].heads[-1] == "Distillation error"
    wrong, second, first, disagreement, _ = partitions[1].rows[0].rates
    assert wrong == second == first == Rate(value="withheld", of="", interval="")
    assert disagreement.value == f"25.0{P}%"
    assert {len(row.rates) for table in partitions for row in table.rows} == {len(partitions[0].heads)}


def said(row: GapRow) -> tuple[str, str, str]:
    return row.words.replace(P, " "), row.source.replace(P, " "), row.gap


def test_gaps_of_errors_come_before_those_of_shares() -> None:
    errors, shares = part(binary()).gaps.rows
    assert said(errors) == (
        "All rows: the network is wrong on 17.8 % of Male rows, and on 6.4 % of other rows",
        "sex, YR041; intervals 8.6 % to 27.0 % (90 rows) and 0.7 % to 12.0 % (110 rows)",
        "1.2 to 31.0 points",
    )
    assert said(shares) == (
        "In P2: Male rows are 86.6 %; in other partitions 27.1 %".replace("86.6", "86.7"),
        "sex, YR040; intervals 76.2 % to 97.2 % (60 rows) and 18.9 % to 35.4 % (140 rows)",
        "35.2 to 80.0 points",
    )


def test_how_strictly_gaps_are_counted_is_said_once() -> None:
    assert part(binary()).gaps.strict == (
        "Counted so strictly that all comparisons of this kind together raise a false alarm in at most 1 of 1,000 "
        "audits, the gap in the first line is still at least 1.2 percentage points. The last column is counted in this "
        "way; the intervals of the single rates are not, and can lie further apart."
    )
    assert page_of(binary()).count("Counted so strictly") == 1


def test_a_smaller_share_has_its_nearest_bound_first_too() -> None:
    difference = replace(SHARES_APART.difference, value=-0.3, low=-0.4, high=-0.1519)
    found = part(with_groups(gaps=(replace(SHARES_APART, difference=difference),))).gaps
    assert found.rows[0].gap == "15.1 to 40.0 points"
    assert "at least 15.1 percentage points" in found.strict


@pytest.mark.parametrize(
    ("metric", "partition", "words"),
    [
        (
            "wrongly second",
            None,
            "All rows: of Male rows with label 'no', 17.8 % are wrongly decided 'yes'; of other such rows 6.4 %",
        ),
        (
            "wrongly first",
            "P2",
            "In P2: of Male rows with label 'yes', 17.8 % are wrongly decided 'no'; of other such rows 6.4 %",
        ),
        (
            "disagreement",
            "P2",
            "In P2: this report's answer disagrees with the network on 17.8 % of Male rows, and on 6.4 % of other rows",
        ),
    ],
)
def test_every_kind_of_gap_is_said_in_words(metric: str, partition: str | None, words: str) -> None:
    gap = replace(ERRORS_APART, metric=metric, partition=partition)  # type: ignore[arg-type]
    assert said(part(with_groups(gaps=(gap,))).gaps.rows[0])[0] == words


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        ("error rate", "All rows: the network is off the label by more than 0.5 standard deviations of the output on "),
        (
            "disagreement",
            "All rows: this report's answer is off the network's value by more than 0.5 standard deviations of the "
            "output on ",
        ),
    ],
)
def test_gaps_of_values_are_said_by_the_error_limit(metric: str, words: str) -> None:
    record = regression()
    assert not isinstance(record.groups, NotRun)
    gap = replace(ERRORS_APART, metric=metric)  # type: ignore[arg-type]
    row = part(replace(record, groups=replace(record.groups, gaps=(gap,)))).gaps.rows[0]
    assert said(row)[0] == words + "17.8 % of rows whose sex is above 40.5, and on 6.4 % of other rows"


@pytest.mark.parametrize(
    ("entry", "rows"),
    [
        ("Male", "Male rows"),
        ("1", "rows whose sex is 1"),
        ("", "rows whose sex is "),
        (None, "rows whose sex is any other entry"),
    ],
)
def test_rows_of_a_group_are_named_by_words_or_by_the_column(entry: str | None, rows: str) -> None:
    found = column()
    assert member_rows(found, replace(found.groups[0], entry=entry)) == rows


def test_lists_of_more_than_twelve_gaps_are_cut_in_a_summary() -> None:
    assert len(part(with_groups(gaps=(SHARES_APART,) * 12)).gaps.rows) == 12
    record = with_groups(gaps=(SHARES_APART,) * 15)
    assert len(part(record).gaps.rows) == 12
    assert part(record).gaps.more == "3 more gaps can be read in audit.json, which is attached to the PDF."
    assert (len(part(full(record)).gaps.rows), part(full(record)).gaps.more) == (15, "")


def test_every_column_with_gaps_has_one_in_the_table() -> None:
    age = replace(SHARES_APART, column="age")
    gaps = [ERRORS_APART] * 13 + [age] * 2
    assert choose(gaps, 12) == [ERRORS_APART] * 11 + [age]
    assert choose(gaps, None) == gaps
    assert choose(gaps[:12], 12) == gaps[:12]
    many = [replace(SHARES_APART, column=str(place)) for place in range(14)]
    assert choose(many, 12) == many


def test_gaps_over_all_rows_come_before_those_in_partitions() -> None:
    inside = replace(ERRORS_APART, partition="P1")
    rows = part(with_groups(gaps=(inside, ERRORS_APART))).gaps.rows
    assert [row.words[:6] for row in rows] == ["All ro", "In P1:"]


def with_a_third(wrong: Measured) -> Groups:
    """With a group that no gap is listed of."""
    assert not isinstance(GROUPS, NotRun)
    women, men = GROUPS.columns[0].groups
    third = replace(women, entry="Other", everywhere=replace(women.everywhere, error_rate=wrong))
    return replace(GROUPS, columns=(replace(GROUPS.columns[0], groups=(women, men, third)),))


def test_higher_rates_that_are_not_listed_are_named() -> None:
    found = part(replace(binary(), groups=with_a_third(share("error rate", 5, 12)))).gaps.unlisted
    assert found.replace(P, " ") == (
        "Not listed, since too few rows rule out chance: Other 41.7 % of 12 rows (wrong, all rows)."
    )


@pytest.mark.parametrize("wrong", [share("error rate", 2, 12), WITHHELD])
def test_lower_rates_and_withheld_ones_are_not(wrong: Measured) -> None:
    assert part(replace(binary(), groups=with_a_third(wrong))).gaps.unlisted == ""
    assert part(binary()).gaps.unlisted == ""


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (GROUPS, "sex: 1 gap in errors, 1 in who is in which partition, which chance does not explain."),
        (
            replace(GROUPS, gaps=(ERRORS_APART,)),
            "sex: 1 gap in errors, which chance does not explain.",
        ),
        (replace(GROUPS, gaps=()), "sex: no gap was found that chance does not explain."),
        (
            replace(
                GROUPS,
                gaps=(),
                compared=tuple(GapsCompared(code=code, compared=0, too_few=3) for code in ("YR040", "YR041", "YR042")),
            ),
            "The groups of sex were counted, and none of them has rows enough to be compared with others.",
        ),
    ],
)
def test_the_first_sentence_says_what_was_found(groups: Groups, expected: str) -> None:
    assert part(replace(binary(), groups=groups)).sentence == expected


def test_what_was_compared_and_what_not_is_counted() -> None:
    assert part(binary()).counted.replace(P, " ") == (
        "Each group was held against all other rows of the same place, and its share in a partition against that in "
        "the other partitions: YR040 3 comparisons, YR041 5 comparisons, YR042 2 comparisons. Where groups do not "
        "differ at all, the chance that any gap is found is at most 0.1 % for each code. A gap that is not listed may "
        "still be there, where so few rows cannot show it. 9 comparisons were not made, since one of the two sides has "
        "fewer than 20 rows or is withheld."
    )
    every = tuple(replace(one, too_few=0) for one in GROUPS.compared)
    assert part(with_groups(compared=every)).counted.endswith("where so few rows cannot show it.")


def test_the_numbers_of_the_words_are_those_of_the_measuring() -> None:
    assert gaps.LEVEL <= group_words.LEVEL < 1.2 * gaps.LEVEL  # what is said as a round number is no less
    assert group_words.FEWEST_COMPARED == group_rates.FEWEST_COMPARED
    assert group_reader.WITHHELD.reason == group_words.WITHHELD == WITHHELD.reason


def test_every_rate_is_explained() -> None:
    said = " ".join(part(binary()).explained)
    assert "Label 'yes' is how often the outcome itself is 'yes' in the group." in said
    assert "Wrongly decided 'yes' is counted among the rows whose label is 'no' only" in said
    assert "is for people to judge" in said
    assert "where a group, or its rows with one of the labels, has fewer than 5 rows" in said
    assert "or the network itself can make such a gap; this report cannot tell which." in said


def test_columns_are_joined_and_kinds_counted() -> None:
    age = replace(column(), column="age")
    gaps = (SHARES_APART, ERRORS_APART, ERRORS_APART, replace(ERRORS_APART, code="YR042", metric="disagreement"))
    assert sentence(replace(GROUPS, columns=(column(), age), gaps=gaps)) == (
        "sex and age: 2 gaps in errors, 1 in how well this report follows the network, 1 in who is in which partition, "
        "which chance does not explain."
    )
    assert sentence(replace(GROUPS, columns=(column(), age, age), gaps=())).startswith("sex, age and age: no gap")


def test_values_without_labels_have_disagreement_only() -> None:
    found = part(regression())
    assert found.tables[0].heads == ("Disagreement",)
    said = " ".join(found.explained)
    assert "off the network's value by more than 0.5 standard deviations of the output" in said
    assert "Wrong" not in said
    assert [row.name for row in found.tables[0].rows] == ["at most 40.5", "above 40.5"]


def test_values_with_labels_are_wrong_by_the_error_limit() -> None:
    record = replace(regression(), table=binary().table)
    assert part(record).tables[0].heads == ("Wrong", "Disagreement")
    assert "Wrong is how often the network is off the label by more than 0.5 standard" in " ".join(
        part(record).explained
    )


def test_without_sensitive_columns_there_is_one_line() -> None:
    found = part(nothing_run())
    assert found.sentence == "Rates by group were not counted: no --sensitive was given."
    assert (found.tables, found.gaps, found.explained) == ((), NO_GAPS, ())
    page = page_of(nothing_run())
    assert '<p id="groups">Rates by group were not counted: no --sensitive was given.</p>' in page
    assert page.count('id="groups"') == 1
    assert "Groups of the sensitive columns" not in page


def test_with_them_they_are_a_section_of_the_contents() -> None:
    page = page_of(binary())
    assert page.count('id="groups"') == 1
    assert '<h2 id="groups-title">Groups of the sensitive columns</h2>' in page
    assert '<a href="#groups">Groups of the sensitive columns</a>' in page
    assert (
        page.index('id="fidelity"')
        < page.index("Accuracy: agreement")
        < page.index('id="groups"')
        < page.index('id="map"')
    )


def test_a_dictionary_names_column_and_groups() -> None:
    found = part(with_dictionary())
    assert found.tables[0].caption == "Groups of sex in the register, over all evaluation rows"
    assert [row.name for row in found.tables[0].rows] == ["woman", "man"]
    row = found.gaps.rows[0]
    assert "of man rows, and" in row.words
    assert row.source.startswith("sex in the register, YR041; ")


def column(**changed: object) -> SensitiveColumn:
    assert not isinstance(GROUPS, NotRun)
    return replace(GROUPS.columns[0], **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("above", "up_to", "changed", "name"),
    [
        (None, 25.0, {}, "at most 25"),
        (25.0, 40.5, {}, "above 25, at most 40.5"),
        (40.5, None, {"unit": "years"}, "above 40.5 years"),
        (-0.5, 1.0, {"factor": 10.0, "offset": 45.0, "unit": "years"}, "above 40, at most 55 years"),
        (-0.5, 1.0, {"factor": -10.0, "unit": "m"}, "at least -10, below 5 m"),
        (-0.5, None, {"factor": -10.0}, "below 5"),
        (None, None, {"unit": "years"}, "any other entry"),
    ],
)
def test_bands_are_named_as_a_dictionary_shows_them(
    above: float | None, up_to: float | None, changed: dict[str, object], name: str
) -> None:
    found = column(**changed)
    assert name_of(found, replace(found.groups[0], entry=None, above=above, up_to=up_to)) == name


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\N{ZERO WIDTH SPACE}", "[U+200B]"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a[U+202E]b"),
        ("x" * 200, f"{'x' * 30}\N{HORIZONTAL ELLIPSIS}{'x' * 29}"),
    ],
)
def test_entries_can_neither_hide_nor_act(entry: str, shown: str) -> None:
    found = column()
    groups = (replace(found.groups[0], entry=entry), found.groups[1])
    page = page_of(with_groups(columns=(replace(found, groups=groups),)))
    assert f'<tr><th scope="row">{shown}</th>' in page
    assert "<script" not in page
