"""The partitions that have no sheet of their own: a line each, in words."""

from dataclasses import replace

from records import binary

from yasenn_report.record.document import Presentation
from yasenn_report.report.view.sheets import short_sheets


def test_who_has_a_sheet_has_no_line() -> None:
    assert short_sheets(binary()).shown == ()


def test_all_others_have_one_with_what_their_words_are_worth() -> None:
    record = binary()
    more = tuple(replace(record.partitions[0], label=f"P{place}") for place in (4, 5))
    record = replace(record, partitions=(*record.partitions, *more))
    found = short_sheets(record).shown
    assert [line.label for line in found] == ["P4", "P5"]
    held = record.partitions[0].descriptions[0].held
    assert held is not None
    assert found[0].precision.value == f"{held.precision.value * 100:.1f}\N{NO-BREAK SPACE}%"  # type: ignore[union-attr]
    assert found[0].words
    full = replace(record, presentation=Presentation(rows=True, detail="full"))
    assert short_sheets(full).shown == ()


def test_what_was_not_described_says_so() -> None:
    record = binary()
    bare = replace(record.partitions[0], label="P4", descriptions=(), not_describable="no columns")
    record = replace(record, partitions=(*record.partitions, bare))
    (line,) = short_sheets(record).shown
    assert line.words.startswith("nothing that was tried")
    assert line.precision.value == "not run"
