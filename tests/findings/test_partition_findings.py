"""Findings on partitions and on all rows, on fidelities written by hand."""

from dataclasses import replace

import numpy as np
from fidelities import NONE, fidelity

from yasenn_report.findings.finding import Finding, gravest_first
from yasenn_report.findings.partitions import inconclusive, low_fidelity, not_describable, same_for_all
from yasenn_report.findings.whole import below_usual, unseen_codes
from yasenn_report.yasenn.bounds import Estimate, NotRun, simultaneous_rate
from yasenn_report.yasenn.describe import Descriptions, NoDescription, PartitionDescription
from yasenn_report.yasenn.fidelity import DescriptionFidelity, Fidelity
from yasenn_report.yasenn.partition import Partition, Partitioning
from yasenn_report.yasenn.samples import Part, Sample
from yasenn_report.yasenn.trie import Trie


def partitioning(count: int) -> Partitioning:
    made = tuple(
        Partition(id=f"{index}", label=f"P{index + 1}", codes=(), fit_rows=10, value=np.array([0.5, 0.5]))
        for index in range(count)
    )
    return Partitioning(partitions=made, trie=Trie(levels=()), prefixes=(), membership=np.zeros(0, dtype=np.intp))


def descriptions(count: int, missing: str | None = None) -> Descriptions:
    nothing = NoDescription(reason=missing) if missing else None
    one = PartitionDescription(candidates=(), missing=nothing, profile=())
    return Descriptions(partitions=(one,) * count, map=None, direct_tree=None)  # type: ignore[arg-type]


def find(measured: Fidelity, found: Partitioning, described: Descriptions) -> tuple[Finding, ...]:
    labels = [partition.label for partition in found.partitions]
    below = below_usual(measured)
    return gravest_first(
        [
            *low_fidelity(measured, labels, 0.05),
            *inconclusive(measured, labels, 0.05, 0.95),
            *not_describable(measured, labels, described, 0.5),
            *(() if isinstance(below, NotRun) else below),
            *same_for_all(measured, found),
            *unseen_codes(measured),
        ]
    )


def codes(measured: Fidelity, *, missing: str | None = None) -> list[tuple[str, str]]:
    count = len(measured.partitions)
    described = descriptions(count, missing)
    if missing is None:
        held = DescriptionFidelity(precision=NONE, recall=NONE, f1=1.0)
        measured = replace(
            measured, partitions=tuple(replace(one, descriptions=(held,)) for one in measured.partitions)
        )
    return [(one.code, one.severity) for one in find(measured, partitioning(count), described)]


def test_a_clean_audit_has_no_findings() -> None:
    assert codes(fidelity((0, 200), (0, 300))) == []


def test_a_low_fidelity_partition_is_found() -> None:
    assert codes(fidelity((0, 200), (60, 200))) == [("YR001", "high")]


def test_an_inconclusive_partition_is_found_and_says_how_many_rows_it_takes() -> None:
    measured = fidelity((0, 200), (1, 30))
    assert codes(measured) == [("YR002", "medium")]
    found = find(measured, partitioning(2), descriptions(2, "why"))
    sentence = next(finding.sentence for finding in found if finding.code == "YR002")
    assert "Even without any disagreement it takes 72 rows to be called within tolerance." in sentence


def test_a_partition_without_description_is_found() -> None:
    assert codes(fidelity((0, 200), (0, 300)), missing="the columns say nothing") == [("YR003", "medium")] * 2


def test_a_network_worse_than_a_constant_is_found() -> None:
    assert codes(fidelity((0, 200), (0, 300), network=400, usual=150)) == [("YR004", "high")]
    assert codes(fidelity((0, 200), (0, 300), network=100, usual=150)) == []


def test_a_single_partition_is_found() -> None:
    assert codes(fidelity((0, 200))) == [("YR005", "medium")]


def test_unseen_codes_are_found_and_counted() -> None:
    assert codes(fidelity((0, 200), (0, 300), unseen=5)) == [("YR006", "low")]


def test_graver_findings_come_first() -> None:
    found = codes(fidelity((0, 20), (60, 200), (0, 300), unseen=5))
    assert found == [("YR001", "high"), ("YR002", "medium"), ("YR006", "low")]
    assert isinstance(fidelity((0, 10)).unseen, Estimate)


def test_groups_are_worth_fewer_rows_than_they_have() -> None:
    """130 rows in 26 groups of 5: more rows than it takes, but not as many independent ones."""
    disagreement = simultaneous_rate(
        "disagreement",
        Part(weight=0, weight_squares=0, cross=0),
        Sample(rows=130, weight=130, weight_squares=650),
        confidence=0.95,
        family=1,
    )
    measured = fidelity((0, 130))
    partition = replace(measured.partitions[0], disagreement=disagreement, status="inconclusive")
    found = inconclusive(replace(measured, partitions=(partition,)), ["P1"], 0.05, 0.95)
    assert found[0].sentence == (
        "P1 disagrees with the network on 0\N{NO-BREAK SPACE}% of 130 evaluation rows, and the true rate may lie "
        "anywhere from 0\N{NO-BREAK SPACE}% to 10.9\N{NO-BREAK SPACE}%; 5\N{NO-BREAK SPACE}% is tolerated. Even "
        "without any disagreement it takes 59 rows to be called within tolerance, and by their groups and weights "
        "these are worth 26."
    )
