"""Where not to rely on the report: which partitions, and where their single rows stand."""

from dataclasses import replace

import pytest
from pages import page_of
from records import PARTITIONS, binary, flagged, nothing_run

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.record.rows import FlaggedRows
from yasenn_report.report.view.regions import flagged_sentence, regions, regions_sentence, unsure_sentence

P = "\N{NO-BREAK SPACE}%"


def with_flagged(total: int, disagreeing: int, listed: int) -> Record:
    rows = FlaggedRows(total=total, disagreeing=disagreeing, rows=tuple(map(flagged, range(listed))))
    return replace(binary(), flagged_rows=rows)


def all_within(record: Record) -> Record:
    return replace(record, partitions=tuple(replace(one, status="within_tolerance") for one in record.partitions))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (
            binary(),
            "100 evaluation rows lie in these partitions; on 22 of them the partition disagrees with the network. They "
            "stand one by one in flagged_rows.csv, attached to the PDF.",
        ),
        (
            with_flagged(2_500, 700, 60),
            "2,500 evaluation rows lie in these partitions; on 700 of them the partition disagrees with the network. "
            "They stand one by one in flagged_rows.csv, attached to the PDF, the 60 furthest from the network.",
        ),
        (
            with_flagged(1, 0, 1),
            "1 evaluation row lies in these partitions; on 0 of them the partition disagrees with the network. They "
            "stand one by one in flagged_rows.csv, attached to the PDF.",
        ),
        (with_flagged(0, 0, 0), "No evaluation row lies in these partitions."),
        (
            nothing_run(),
            "The rows of these partitions are not listed: single rows were left out: --no-rows was given.",
        ),
        (all_within(with_flagged(0, 0, 0)), ""),
        (all_within(nothing_run()), ""),
    ],
    ids=["with rows", "cut", "one row", "no row", "rows left out", "nothing flagged", "neither"],
)
def test_where_the_single_rows_stand(record: Record, said: str) -> None:
    assert flagged_sentence(record) == said
    page = page_of(record)
    assert f"<p>{said}</p>" in page if said else "lie in these partitions" not in page


def test_partitions_of_a_status_stand_with_those_of_most_rows_first() -> None:
    third = replace(PARTITIONS[1], label="P4", evaluation_rows=70)
    record = replace(binary(), partitions=(*PARTITIONS, third))
    assert [one.label for one in regions(record, "low_fidelity").shown] == ["P4", "P2"]
    assert [one.label for one in regions(record, "inconclusive").shown] == ["P3"]
    (unsure,) = regions(record, "inconclusive").shown
    assert (unsure.extent, unsure.disagreement.value) == (f"40 evaluation rows, 20.0{P}", f"10.0{P}")
    assert unsure.words == (
        "nothing that was tried in these columns tells it from all other rows; contrasts may tell it from some"
    )


def test_where_a_region_lies_is_said_by_the_description_that_leads() -> None:
    (low,) = regions(binary(), "low_fidelity").shown
    assert low.words == "weighted sum of columns, above all sex is Male and higher age_z"
    second = replace(PARTITIONS[1], descriptions=PARTITIONS[1].descriptions[::-1])
    (rules,) = regions(replace(binary(), partitions=(second,)), "low_fidelity").shown
    assert rules.words == "sex is Male and age_z > -0.45"
    both = replace(second, descriptions=PARTITIONS[2].descriptions)
    (several,) = regions(replace(binary(), partitions=(both,)), "low_fidelity").shown
    assert several.words == "sex is not Male and 21500 < income ≤ 47250; and 1 more rule"


def many_inconclusive(partitions: int) -> Record:
    found = tuple(replace(PARTITIONS[2], label=f"P{place}") for place in range(1, partitions + 1))
    return replace(binary(), partitions=found)


def test_many_inconclusive_partitions_are_named_and_not_listed_a_third_time() -> None:
    assert unsure_sentence(many_inconclusive(3)) == ""
    many = many_inconclusive(4)
    assert unsure_sentence(many) == (
        "4 partitions are inconclusive, with too few rows to say or too close to the tolerance: P1, P2, P3, P4. Their "
        "numbers stand in the table of partitions, and where they lie in columns under Partition sheets."
    )
    assert unsure_sentence(replace(many, presentation=Presentation(rows=True, detail="full"))) == ""


def test_the_rules_for_low_fidelity_rows_stand_with_the_list_of_these_partitions() -> None:
    page = page_of(binary())
    first, second = page.index("Low-fidelity regions:"), page.index("<strong>The same regions in a few rules.</strong>")
    assert page.index('id="regions"') < first < second < page.index('id="errors"')
    assert "<strong>The same regions in a few rules.</strong>" not in page_of(nothing_run())


def test_what_to_take_from_it() -> None:
    assert regions_sentence(binary()) == (
        "Of 3 partitions, rely on 1: 1 was shown to differ from the network and 1 was not shown to agree with the "
        f"network (tolerance 5{P})."
    )
    assert regions_sentence(all_within(binary())) == (
        f"No partition is flagged at a tolerance of 5{P} on 200 evaluation rows. That does not show that unflagged "
        "regions are without error; it bounds their error."
    )
