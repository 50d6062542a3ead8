"""The register of findings: each leads to where its evidence stands."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pages import page_of
from records import binary

import yasenn_report
from yasenn_report.record import Record
from yasenn_report.record.document import Presentation
from yasenn_report.report.sections import section
from yasenn_report.report.view.findings import (
    EVIDENCE,
    FINDINGS_SHOWN,
    SHARES,
    Link,
    make_findings,
    together_sentence,
)

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
    assert (
        f'Evidence: <a class="to-page" href="#{place.anchor}">{place.name}</a>.</span><span class="fill-in">'
        in page_of(with_finding(code))
    )


def test_a_finding_about_a_partition_leads_to_its_sheet() -> None:
    assert evidence("YR001", "P2") == Link(anchor="sheet-P2", name="Sheet of P2")
    page = page_of(with_finding("YR001", "P2"))
    assert 'Evidence: <a class="to-page" href="#sheet-P2">Sheet of P2</a>.' in page
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
    ("code", "numbers", "words"),
    [
        ("YR001", (0.3, None, None, 0.05), f"30.0{P} against the threshold 5.0{P}"),
        ("YR001", (0.3, 0.1664, 0.4641, 0.05), f"30.0{P} (16.6{P} to 46.5{P}) against the threshold 5.0{P}"),
        ("YR003", (0.44, None, None, 0.6), "0.440 against the threshold 0.600"),
        ("YR006", (0.005, 0.001, 0.02, None), f"0.5{P} (0.1{P} to 2.0{P})"),
        ("YR001", (None, None, None, 0.05), ""),
        ("YR006", (None, None, None, None), ""),
        ("YR040", (-0.2438, None, None, 0.0), "a gap of 24.4 percentage points"),
        (
            "YR041",
            (0.2438, 0.05, 0.44, 0.0),
            "a gap of 24.4 percentage points (by a strict count 5.0 to 44.0)",
        ),
    ],
)
def test_what_was_measured_stands_beside_what_it_was_held_against(
    code: str, numbers: tuple[float | None, ...], words: str
) -> None:
    record = with_finding(code, **dict(zip(("value", "low", "high", "threshold"), numbers, strict=True)))
    (row,) = make_findings(record).shown
    assert row.measured == words
    page = page_of(record)
    assert (f"Measured: {words}. Concerns" in page) if words else ("Measured: " not in page)


def test_the_rule_of_its_severity_stands_with_each_finding() -> None:
    page = page_of(binary())
    for finding in binary().findings:
        assert f"Severity rule: {finding.rule}. Evidence: " in page


def inconclusive(partitions: int, **changed: object) -> Record:
    """A record with a finding in each of so many partitions, and one about the whole."""
    second, whole = binary().findings[1], binary().findings[2]
    found = [
        replace(second, partition=f"P{place}", rows=60 - place, share=(60 - place) / 600, **changed)  # type: ignore[arg-type]
        for place in range(1, partitions + 1)
    ]
    return replace(binary(), findings=(*found, whole))


def test_a_few_findings_of_one_kind_have_a_line_each() -> None:
    assert [row.partition for row in make_findings(inconclusive(3)).shown] == ["P1", "P2", "P3", ""]
    assert together_sentence(inconclusive(3)) == ""


def test_many_findings_of_one_kind_share_a_line_with_the_numbers_of_all() -> None:
    record = inconclusive(4, value=0.1, low=0.02, high=0.266)
    first, whole = make_findings(record).shown
    assert whole == make_findings(binary()).shown[2]
    assert (first.code, first.partition, first.measured) == ("YR002", "4 partitions", "")
    assert first.title == "Inconclusive (P1, P2, P3, P4)"
    assert first.sentence == (
        f"{record.findings[0].sentence} Likewise: P2 10.0{P} (2.0{P} to 26.6{P}) of 58 rows; P3 10.0{P} (2.0{P} to "
        f"26.6{P}) of 57 rows; P4 10.0{P} (2.0{P} to 26.6{P}) of 56 rows."
    )
    assert first.extent == f"230 rows, 38.3{P}"
    assert first.evidence == Link(anchor="regions", name="Where not to rely on it")
    assert together_sentence(record) == (
        "Findings of one kind in more than 3 partitions share a line; with --detail full each has its own."
    )
    assert "Owner, due date and response are for people to fill in. Findings of one kind" in page_of(record)


def test_findings_without_a_number_share_a_line_too() -> None:
    first, _ = make_findings(inconclusive(4, value=None, low=None, high=None)).shown
    assert first.sentence.endswith(" Likewise: P2 (58 rows); P3 (57 rows); P4 (56 rows).")


@pytest.mark.parametrize("change", [{"partition": "P1"}, {"partition": None}])
def test_findings_that_labels_do_not_tell_apart_share_no_line(change: dict[str, str | None]) -> None:
    record = inconclusive(4)
    found = (replace(record.findings[3], **change), *record.findings)
    assert len(make_findings(replace(record, findings=found)).shown) == 6


def test_another_severity_has_another_line() -> None:
    record = inconclusive(5)
    graver = replace(record.findings[0], severity="high")
    assert [row.severity for row in make_findings(replace(record, findings=(graver, *record.findings[1:]))).shown] == [
        "high",
        "medium",
        "low",
    ]


def test_in_full_detail_each_has_its_own() -> None:
    record = replace(inconclusive(5), presentation=Presentation(rows=True, detail="full"))
    assert [row.partition for row in make_findings(record).shown] == ["P1", "P2", "P3", "P4", "P5", ""]
    assert together_sentence(record) == ""


def test_what_is_left_out_is_counted_by_findings_and_not_by_lines() -> None:
    whole = inconclusive(4)
    others = tuple(replace(binary().findings[2], code=f"YR{900 + place}") for place in range(FINDINGS_SHOWN))
    found = make_findings(replace(whole, findings=(*others, *whole.findings[:4])))
    assert len(found.shown) == FINDINGS_SHOWN
    assert found.more == "4 more findings can be read in audit.json, which is attached to the PDF."


def test_findings_keep_their_order_words_and_extent() -> None:
    found = make_findings(binary()).shown
    assert [row.code for row in found] == ["YR001", "YR002", "YR006"]
    assert found[0].extent == f"60 rows, 30.0{P}"
    assert found[0].sentence == binary().findings[0].sentence
