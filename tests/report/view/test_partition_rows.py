"""The table of partitions: the worst first, and each with where its sheet stands."""

import re
from dataclasses import replace

from pages import page_of
from records import PARTITIONS, binary, nothing_run

from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.record.partitions import Partition, Status
from yasenn_report.report.view.partition_rows import gravity, partition_rows

P = "\N{NO-BREAK SPACE}%"


def judged(label: str, status: Status, rate: float | None) -> Partition:
    first = PARTITIONS[0]
    assert isinstance(first.disagreement, Estimate)
    measured = NotRun(reason="no rows") if rate is None else replace(first.disagreement, value=rate)
    return replace(first, label=label, status=status, disagreement=measured)


def with_partitions(*partitions: Partition) -> Record:
    return replace(binary(), partitions=partitions)


def test_the_worst_stands_first_by_status_then_by_rate() -> None:
    record = with_partitions(
        judged("P1", "within_tolerance", 0.04),
        judged("P2", "inconclusive", 0.02),
        judged("P3", "low_fidelity", 0.1),
        judged("P4", "within_tolerance", 0.0),
        judged("P5", "low_fidelity", 0.3),
        judged("P6", "inconclusive", 0.09),
        judged("P7", "inconclusive", None),
    )
    assert [row.label for row in partition_rows(record).shown] == ["P5", "P3", "P7", "P6", "P2", "P1", "P4"]
    assert partition_rows(record).more == ""


def test_what_was_not_measured_is_no_better_than_what_was() -> None:
    assert gravity(judged("P1", "inconclusive", None)) < gravity(judged("P2", "inconclusive", 1.0))
    assert gravity(judged("P1", "low_fidelity", 0.1)) < gravity(judged("P2", "inconclusive", None))


def test_partitions_alike_keep_their_order() -> None:
    record = with_partitions(*(judged(f"P{place}", "within_tolerance", 0.01) for place in range(1, 5)))
    assert [row.label for row in partition_rows(record).shown] == ["P1", "P2", "P3", "P4"]


def test_a_cut_list_keeps_the_worst() -> None:
    good = [judged(f"P{place}", "within_tolerance", 0.0) for place in range(1, 30)]
    found = partition_rows(with_partitions(*good, judged("P30", "low_fidelity", 0.2)))
    assert found.shown[0].label == "P30"
    assert len(found.shown) == 25
    assert found.more.startswith("5 more partitions can be read")


def test_the_page_has_them_in_that_order_with_links_to_their_sheets() -> None:
    rows = re.findall(r'<tr data-test="partition">\n<th scope="row"><a href="#sheet-(P\d)">\1</a>', page_of(binary()))
    assert rows == ["P2", "P3", "P1"]


def test_a_line_says_all_that_was_measured_and_what_was_not() -> None:
    first = partition_rows(binary()).shown[0]
    assert (first.rows, first.share, first.disagreement.value) == ("60", f"30.0{P}", f"30.0{P}")
    assert (first.badge.word, first.stability) == ("low fidelity", "unstable over refits (0.470)")
    bare = partition_rows(nothing_run()).shown[0]
    assert (bare.disagreement.value, bare.disagreement.interval, bare.stability) == ("not run", "not needed here", "")
