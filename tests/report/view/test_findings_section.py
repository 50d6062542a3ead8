"""The register of findings: each leads to where its evidence stands."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pages import page_of
from records import binary

import yasenn_report
from yasenn_report.record import Record
from yasenn_report.report.sections import section
from yasenn_report.report.view.findings import EVIDENCE, SHARES, Link, make_findings

PACKAGE = Path(yasenn_report.__file__).parent
P = "\N{NO-BREAK SPACE}%"


def codes_in_the_package() -> set[str]:
    """Every code that a finding or an alert of this package is made with."""
    return {
        code
        for path in PACKAGE.rglob("*.py")
        for code in re.findall(r'\bcode="(YR\d{3})"', path.read_text(encoding="utf-8"))
    }


def with_finding(code: str, partition: str | None = None, **changed: float | None) -> Record:
    finding = replace(binary().findings[0], code=code, partition=partition, **changed)
    return replace(binary(), findings=(finding,))


def evidence(code: str, partition: str | None = None) -> Link:
    (row,) = make_findings(with_finding(code, partition)).shown
    return row.evidence


def test_every_code_of_the_package_has_its_place_and_every_place_its_code() -> None:
    assert len(codes_in_the_package()) > 15
    assert codes_in_the_package() == {*EVIDENCE}
    assert {*EVIDENCE} > SHARES
    for anchor in EVIDENCE.values():
        assert section(anchor).anchor == anchor


@pytest.mark.parametrize("code", sorted(EVIDENCE))
def test_a_finding_about_the_whole_leads_to_its_section(code: str) -> None:
    place = section(EVIDENCE[code])
    assert evidence(code) == Link(anchor=place.anchor, name=place.name)
    assert f'<a href="#{place.anchor}">{place.name}</a></td><td class="fill">' in page_of(with_finding(code))


def test_a_finding_about_a_partition_leads_to_its_sheet() -> None:
    assert evidence("YR001", "P2") == Link(anchor="sheet-P2", name="Sheet of P2")
    page = page_of(with_finding("YR001", "P2"))
    assert '<td><a href="#sheet-P2">Sheet of P2</a></td>' in page
    assert 'id="sheet-P2"' in page


def test_a_gap_between_groups_leads_to_them_even_inside_a_partition() -> None:
    assert evidence("YR041", "P2") == Link(anchor="groups", name="Groups")


def test_a_partition_without_a_sheet_leads_to_the_section() -> None:
    record = with_finding("YR001", "P7")
    second = record.partitions[1]
    labels = tuple(replace(second, label=f"P{place}", evaluation_rows=100 - place) for place in range(1, 8))
    (row,) = make_findings(replace(record, partitions=labels)).shown
    assert row.evidence == Link(anchor="regions", name="Where not to rely on it")


def test_a_code_of_a_later_version_has_a_place_too() -> None:
    assert evidence("YR999") == Link(anchor="data", name="Data")


@pytest.mark.parametrize(
    ("code", "value", "threshold", "words"),
    [
        ("YR001", 0.3, 0.05, f"30.0{P} against 5.0{P}"),
        ("YR003", 0.44, 0.6, "0.440 against 0.600"),
        ("YR040", -0.2438, 0.0, "a gap of 24.4 percentage points against 0.0 percentage points"),
        ("YR001", None, 0.05, ""),
        ("YR006", 0.005, None, ""),
    ],
)
def test_what_was_measured_stands_beside_what_it_was_held_against(
    code: str, value: float | None, threshold: float | None, words: str
) -> None:
    record = with_finding(code, value=value, threshold=threshold)
    (row,) = make_findings(record).shown
    assert row.threshold == words
    assert ("Measured against the threshold" in page_of(record)) == bool(words)


def test_findings_keep_their_order_words_and_extent() -> None:
    found = make_findings(binary()).shown
    assert [row.code for row in found] == ["YR001", "YR002", "YR006"]
    assert found[0].extent == f"60 rows, 30.0{P}"
    assert found[0].sentence == binary().findings[0].sentence
