"""The table of partitions against the labels."""

from dataclasses import replace

import pytest
from pages import page_of
from records import PARTITIONS, binary, gap, nothing_run, regression, wrong

from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition
from yasenn_report.report.view.mistakes import calibration_words, make_mistakes, wrong_words

FEW = NotRun(reason="shares are compared from 20 evaluation rows on; here are 12")
CAPTION = "Partitions against the labels: where the network is wrong most often, first"


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def with_partitions(*partitions: Partition) -> Record:
    return replace(binary(), partitions=partitions)


def three_classes() -> Record:
    record = binary()
    names = ("low", "middle", "high")
    task = replace(record.task, name="multiclass", class_names=names, class_labels=names)
    return replace(record, task=task)


def test_the_largest_gap_comes_first_with_probabilities_beside_it() -> None:
    found = make_mistakes(binary())
    assert found is not None
    assert [row.label for row in found.rows] == ["P3", "P2", "P1"]
    first = found.rows[0]
    assert (first.rows, plain(first.here.value), plain(first.elsewhere)) == ("40", "22.5 %", "8.8 %")
    assert first.came_true is not None
    assert (plain(first.said), plain(first.came_true.value)) == ("56.0 %", "55.0 %")
    assert first.anchor == "sheet-P3"
    assert found.intro == (
        "The network is wrong where its decision is not the label. Beside it: the mean of the probability that it "
        "gives yes, and the share that came true. Only where the two are close do its probabilities say how often it "
        "will be so."
    )


def test_of_more_classes_the_decided_one_is_looked_at() -> None:
    found = make_mistakes(three_classes())
    assert found is not None
    assert "the mean of the probability that it gives the class it decides" in found.intro


def test_partitions_that_were_not_compared_are_counted() -> None:
    one, two, three = PARTITIONS
    found = make_mistakes(with_partitions(one, two, replace(three, mistakes=FEW, calibration=FEW)))
    assert found is not None
    assert [row.label for row in found.rows] == ["P2", "P1"]
    assert found.intro.endswith(" 1 partition with fewer than 20 rows is not compared.")
    found = make_mistakes(with_partitions(one, *(replace(other, mistakes=FEW) for other in (two, three))))
    assert found is not None
    assert found.intro.endswith(" 2 partitions with fewer than 20 rows are not compared.")


def test_values_have_no_probabilities() -> None:
    record = regression()
    compared = gap(wrong(0.3, 0.2, 0.4, 100), wrong(0.1, 0.05, 0.2, 100), -0.05, 0.45)
    record = replace(record, partitions=tuple(replace(one, mistakes=compared) for one in record.partitions))
    found = make_mistakes(record)
    assert found is not None
    assert not found.with_probabilities
    assert found.intro == (
        "The network is wrong where it is off the label by more than 0.5 standard deviations of the output."
    )
    page = page_of(record)
    assert CAPTION in page
    assert "Came true" not in page
    assert "<dt>Network wrong</dt><dd>30.0 %; in all other partitions 10.0 %</dd>" in plain(page)


@pytest.mark.parametrize("record", [regression, nothing_run])
def test_without_labels_there_is_no_table(record: object) -> None:
    found = record()  # type: ignore[operator]
    assert make_mistakes(found) is None
    assert CAPTION not in page_of(found)


def test_a_summary_shows_three() -> None:
    partitions = tuple(replace(PARTITIONS[0], label=f"P{place}") for place in range(1, 6))
    found = make_mistakes(with_partitions(*partitions))
    assert found is not None
    assert (len(found.rows), found.more) == (
        3,
        "2 more such partitions can be read in audit.json, which is attached to the PDF.",
    )
    full = make_mistakes(replace(with_partitions(*partitions), presentation=Presentation(rows=True, detail="full")))
    assert full is not None
    assert (len(full.rows), full.more) == (5, "")


def test_what_has_no_rows_that_weigh_stands_last() -> None:
    one, two, _ = PARTITIONS
    empty = NotRun(reason="no evaluation row falls here")
    none = gap(wrong(0.3, 0.2, 0.4, 100), wrong(0.1, 0.05, 0.2, 100), -0.05, 0.45)
    none = replace(none, here=empty, difference=empty)
    found = make_mistakes(with_partitions(replace(one, mistakes=none), two))
    assert found is not None
    assert [row.label for row in found.rows] == ["P2", "P1"]
    assert found.rows[1].here.value == "not run"


def test_the_sheet_says_it_beside_the_accuracy() -> None:
    record = binary()
    two = record.partitions[1]
    assert plain(calibration_words(record, two)) == "; mean probability of yes 91.0 %, came true 70.0 %"
    assert plain(calibration_words(three_classes(), two)) == "; mean probability of its decisions 91.0 %"
    assert calibration_words(record, replace(two, calibration=FEW)) == ""
    assert plain(wrong_words(two)) == "15.0 %; in all other partitions 10.0 %"
    assert wrong_words(replace(two, mistakes=FEW)) == ""
    assert "85.0 % (73.4 % to 92.9 %); mean probability of yes 91.0 %, came true 70.0 %</dd>" in plain(page_of(record))
