"""Which partitions get a sheet and a line where there is not room for all."""

from dataclasses import replace

from pages import page_of
from records import binary

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.record.partitions import Status
from yasenn_report.report.view.chosen import anchor_of, gravest_first, with_rows, with_sheets


def many(*partitions: tuple[Status, int]) -> Record:
    """A record of partitions given as (status, evaluation rows)."""
    record = binary()
    made = tuple(
        replace(record.partitions[0], label=f"P{place}", status=status, evaluation_rows=rows)
        for place, (status, rows) in enumerate(partitions, start=1)
    )
    (path, *_), (row, *_) = record.flow.paths, record.profiles.standardised
    return replace(
        record,
        partitions=made,
        profiles=replace(record.profiles, standardised=(row,) * len(made)),
        flow=replace(record.flow, paths=tuple(replace(path, partition=one.label) for one in made)),
    )


MIXED = many(
    ("within_tolerance", 90),
    ("within_tolerance", 95),
    ("inconclusive", 5),
    ("inconclusive", 80),
    ("low_fidelity", 3),
    ("within_tolerance", 70),
    ("low_fidelity", 7),
    ("inconclusive", 5),
)


def test_low_fidelity_comes_first_then_what_nobody_could_judge_then_the_largest() -> None:
    assert [index + 1 for index in gravest_first(MIXED)] == [7, 5, 4, 3, 8, 2, 1, 6]


def test_three_sheets_the_gravest_first() -> None:
    found = with_sheets(MIXED)
    assert [index + 1 for index in found.shown] == [7, 5, 4]
    assert found.more == "5 more partitions can be read in audit.json, which is attached to the PDF."
    assert (anchor_of(MIXED, "P4"), anchor_of(MIXED, "P3")) == ("sheet-P4", "")


def test_all_of_few_and_all_in_full() -> None:
    assert with_sheets(binary()).shown == (1, 2, 0)
    assert with_sheets(binary()).more == ""
    full = replace(MIXED, presentation=Presentation(rows=True, detail="full"))
    assert sorted(with_sheets(full).shown) == [*range(8)]


def test_twenty_five_lines() -> None:
    record = many(*[("within_tolerance", 9)] * 29, ("low_fidelity", 1))
    found = with_rows(record)
    assert found.shown == (*range(24), 29)
    assert found.more.startswith("5 more partitions")


def test_a_page_of_forty_partitions_has_three_sheets_and_no_dead_links() -> None:
    record = replace(many(*[("inconclusive", 9), ("within_tolerance", 30)] * 20), findings=())
    page = page_of(record)
    assert page.count('<article class="sheet ') == 3
    assert page.count('data-test="partition"') == 25
    for label in (f"P{place}" for place in range(1, 41)):
        assert (f'href="#sheet-{label}"' in page) <= (f'id="sheet-{label}"' in page)
    for sentence in ("12 more partitions can", "15 more partitions can"):
        assert f'<p class="more">{sentence} be read in audit.json, which is attached to the PDF.</p>' in page
    assert "20 partitions are inconclusive, with too few rows to say or too close to the tolerance: P1, P3, " in page
