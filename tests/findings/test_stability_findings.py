"""Partitions that are not found again, on indices written by hand."""

from dataclasses import replace

from fidelities import fidelity

from yasenn_report.findings.finding import Finding
from yasenn_report.findings.stability import unstable
from yasenn_report.yasenn.stability import Stability

LABELS = ["P1", "P2", "P3"]
MEASURED = fidelity((0, 100), (0, 60), (0, 40))


def find(index: float, *partitions: float | None) -> list[Finding]:
    found = Stability(
        refits=5, index=index, lowest=index, highest=index, with_report=index, partitions=tuple(partitions)
    )
    return unstable(replace(MEASURED, stability=found), found, LABELS)


def test_partitions_that_are_found_again_are_no_finding() -> None:
    assert find(0.65, 0.9, 0.5, None) == []


def test_other_partitions_each_time() -> None:
    (found,) = find(0.41, 0.9, 0.3, 0.42)
    assert (found.code, found.severity, found.rows) == ("YR037", "medium", 200)
    assert (found.value, found.threshold, found.partition) == (0.41, 0.65, None)
    assert found.sentence == (
        "The search was run again 5 times on resampled fit rows. The partitions that it found agree with each other "
        "to 0.410, where 1 is the same partitions, 0 is what chance gives, and below 0.65 is poor. On average, less "
        "than half is found again of P2 (0.300), P3 (0.420). Where one partition ends and the next begins depends on "
        "which rows were drawn: do not build on these borders."
    )


def test_other_partitions_of_which_no_single_one_is_lost() -> None:
    (found,) = find(0.6, 0.7, 0.7, 0.7)
    assert found.severity == "medium"
    assert "less than half" not in found.sentence


def test_a_single_partition_that_is_not_found_again() -> None:
    (found,) = find(0.8, 0.9, 0.9, 0.42)
    assert (found.code, found.severity, found.partition, found.rows) == ("YR037", "low", 2, 40)
    assert (found.value, found.threshold, found.title) == (0.42, 0.5, "P3 is not found again")
    assert found.sentence == (
        "The search was run again 5 times on resampled fit rows, and did not find P3 (0.420) again: "
        "of the rows in such a partition or in the one most like it, less than half are in both, on average. Another "
        "draw of rows may put these rows elsewhere."
    )


def test_several_partitions_that_are_not_found_again_are_one_finding() -> None:
    (found,) = find(0.8, 0.9, 0.2, 0.42)
    assert (found.severity, found.partition, found.rows, found.value) == ("low", None, 100, 0.2)
    assert "did not find P2 (0.200), P3 (0.420) again" in found.sentence
