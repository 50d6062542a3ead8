"""What the page says of groups of sensitive columns."""

from dataclasses import replace

import pytest
from group_records import ERRORS_APART, GROUPS, SHARES_APART
from pages import page_of
from records import binary, nothing_run, regression, with_dictionary

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.record.groups import GapsCompared, Groups, SensitiveColumn
from yasenn_report.record.measured import NotRun
from yasenn_report.report.view import group_words
from yasenn_report.report.view.group_words import name_of
from yasenn_report.report.view.groups import GroupsPart, make_groups
from yasenn_report.yasenn import gaps, group_rates

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
    assert table.heads == ("Label 'yes'", "Decided 'yes'", "Wrong", "Wrongly 'yes'", "Wrongly 'no'", "Disagreement")
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


def test_a_full_report_has_the_partitions_too() -> None:
    _, *partitions = part(full(binary())).tables
    assert [table.caption for table in partitions] == [f"Groups of sex in P{place}" for place in (1, 2, 3)]
    assert partitions[0].heads[-1] == "Distillation error"
    few = partitions[1].rows[0].rates[1]
    assert (few.value, few.interval) == ("not run", "fewer than 5 rows")
    assert {len(row.rates) for table in partitions for row in table.rows} == {len(partitions[0].heads)}


def test_gaps_of_errors_come_before_those_of_shares() -> None:
    errors, shares = part(binary()).gaps
    assert (errors.code, errors.place, errors.what) == ("YR041", "all evaluation rows", "Wrong, sex is Male")
    assert (errors.here.value, errors.elsewhere.value) == (f"17.8{P}%", f"6.4{P}%")
    assert errors.least == "1.2 percentage points"
    assert (shares.code, shares.place, shares.what) == ("YR040", "in P2", "Share, sex is Male")
    assert shares.least == "35.2 percentage points"


def test_a_smaller_share_has_its_nearest_bound_too() -> None:
    difference = replace(SHARES_APART.difference, value=-0.3, low=-0.4, high=-0.1519)
    (row,) = part(with_groups(gaps=(replace(SHARES_APART, difference=difference),))).gaps
    assert row.least == "15.1 percentage points"


@pytest.mark.parametrize(
    ("metric", "what"),
    [
        ("wrongly second", "Wrongly 'yes', sex is Male"),
        ("wrongly first", "Wrongly 'no', sex is Male"),
    ],
)
def test_wrong_decisions_are_called_by_the_class(metric: str, what: str) -> None:
    (row,) = part(with_groups(gaps=(replace(ERRORS_APART, metric=metric),))).gaps  # type: ignore[arg-type]
    assert row.what == what


def test_long_lists_of_gaps_are_cut_in_a_summary() -> None:
    record = with_groups(gaps=(SHARES_APART,) * 9)
    assert len(part(record).gaps) == 6
    assert part(record).more == "3 more gaps can be read in audit.json, which is attached to the PDF."
    assert (len(part(full(record)).gaps), part(full(record)).more) == (9, "")


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        (GROUPS, "Between the groups of sex, 2 gaps were found that chance does not explain."),
        (
            replace(GROUPS, gaps=(ERRORS_APART,)),
            "Between the groups of sex, 1 gap was found that chance does not explain.",
        ),
        (replace(GROUPS, gaps=()), "Between the groups of sex, no gap was found that chance does not explain."),
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
def test_the_first_sentence_says_what_was_found(groups: Groups, sentence: str) -> None:
    assert part(replace(binary(), groups=groups)).sentence == sentence


def test_what_was_compared_and_what_not_is_counted() -> None:
    assert part(binary()).counted.replace(P, " ") == (
        "Each group was held against all other rows of the same place, and its share in a partition against that in "
        "the other partitions: YR040 3 comparisons, YR041 5 comparisons, YR042 2 comparisons. Where groups do not "
        "differ at all, the chance that any gap is found is at most 0.1 % for each code. A gap that is not listed may "
        "still be there, where so few rows cannot show it. 9 comparisons were not made, since one of the two sides has "
        "fewer than 20 rows."
    )
    every = tuple(replace(one, too_few=0) for one in GROUPS.compared)
    assert part(with_groups(compared=every)).counted.endswith("where so few rows cannot show it.")


def test_the_numbers_of_the_words_are_those_of_the_measuring() -> None:
    assert gaps.LEVEL <= group_words.LEVEL < 1.2 * gaps.LEVEL  # what is said as a round number is no less
    assert group_words.FEWEST_COMPARED == group_rates.FEWEST_COMPARED


def test_every_rate_is_explained() -> None:
    said = " ".join(part(binary()).explained)
    assert "Label 'yes' is how often the outcome itself is 'yes' in the group." in said
    assert "Wrongly 'yes' is counted among the rows whose label is 'no' only" in said
    assert "is for people to judge" in said


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
    assert (found.tables, found.gaps, found.explained) == ((), (), ())
    page = page_of(nothing_run())
    assert '<p id="groups">Rates by group were not counted: no --sensitive was given.</p>' in page
    assert page.count('id="groups"') == 1


def test_a_dictionary_names_column_and_groups() -> None:
    found = part(with_dictionary())
    assert found.tables[0].caption == "Groups of sex in the register, over all evaluation rows"
    assert [row.name for row in found.tables[0].rows] == ["woman", "man"]
    assert found.gaps[0].what == "Wrong, sex in the register is man"


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
