"""Test results in the JUnit format, read back by a parser that knows nothing of how they were written."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from policies import OWN, policy_of
from records import NONE, binary, nothing_run, regression, undecided

from yasenn_report.policy.judge import judge
from yasenn_report.record import Record
from yasenn_report.report.junit import write_junit

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname"},
    "properties": set[str](),
    "property": {"name", "value"},
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
    "system-out": set[str](),
}
"""What the xUnit plugin of Jenkins knows of each element, as far as it is written here."""
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"failure", "error", "skipped", "system-out"},
}


def read(record: Record) -> ET.Element:
    return ET.fromstring(write_junit(record))


def cases(record: Record, suite: str) -> dict[str, ET.Element]:
    found = read(record).find(f"testsuite[@name='yasenn-report.{suite}']")
    assert found is not None
    return {case.attrib["name"]: case for case in found.iter("testcase")}


def said(case: ET.Element) -> tuple[str, str | None, str | None]:
    """What a case came to, its message and its text."""
    (found,) = case
    return found.tag, found.get("message"), found.text


@pytest.mark.parametrize("record", [binary, regression, nothing_run])
def test_elements_and_counts_are_those_of_the_schema(record: Callable[[], Record]) -> None:
    root = read(record())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    for suite in root:
        found = list(suite.iter("testcase"))
        assert int(suite.attrib["tests"]) == len(found) == len({case.attrib["name"] for case in found}) > 0
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[attribute]) == len(list(suite.iter(tag)))
        assert suite.attrib["timestamp"] == "2026-11-24T00:00:00"
        assert all(len(case) <= 1 for case in found)
    for attribute in ("tests", "failures", "errors"):
        assert int(root.attrib[attribute]) == sum(int(suite.attrib[attribute]) for suite in root)


def test_conditions_pass_fail_or_could_not_be_run() -> None:
    record = regression()
    found = cases(record, "policy")
    assert list(found) == [
        "Fidelity of the partitions: at least 0.7, by the value (high)",
        "Disagreement with the network, worst partition: at most 20\N{NO-BREAK SPACE}%, by the bound (medium)",
        "Accuracy of the network: at least 0.5, by the bound (low)",
        "Partitions: at most 12, by the value (low)",
    ]
    fidelity, disagreement, accuracy, _ = found.values()
    assert said(fidelity) == (
        "system-out",
        None,
        "Fidelity of the partitions: 0.870, and at least 0.7 is required.",
    )
    assert said(disagreement) == (
        "failure",
        "Disagreement with the network, worst partition (P2): 46.4\N{NO-BREAK SPACE}%, allowing for chance, and at "
        "most 20\N{NO-BREAK SPACE}% is allowed.",
        None,
    )
    assert disagreement[0].attrib["type"] == "medium"
    reason = "Accuracy of the network could not be computed, because no --target was given."
    assert said(accuracy) == ("skipped", reason, None)
    high = judge(record, policy_of(OWN.replace('"low"', '"high"')))
    assert said(list(cases(high, "policy").values())[2]) == ("error", reason, None)


def test_checks_fail_pass_or_are_skipped() -> None:
    record = undecided()
    medium, low, missing = ((code, check) for code, check in cases(binary(), "findings").items() if code[:5] in (
        "YR002", "YR006", "YR023"))  # fmt: skip
    assert medium[0] == "YR002 Inconclusive"
    assert said(medium[1]) == ("failure", "Inconclusive partition", f"medium: P3: {record.findings[1].sentence}")
    assert medium[1][0].attrib["type"] == "medium"
    assert said(low[1]) == ("system-out", None, f"low: {record.findings[2].sentence}")
    assert said(missing[1]) == ("skipped", "Not run: no --fit-data was given.", None)
    assert len(cases(binary(), "findings")["YR005 One partition only"]) == 0


def test_a_waived_finding_is_skipped_with_its_waiver_and_one_that_expired_fails_again() -> None:
    found = cases(regression(), "findings")
    waived = "Waived by A. Muster until 31 December 2026: Reviewed by hand until the next release."
    kind, message, text = said(found["YR001 Low fidelity"])
    assert (kind, message) == ("skipped", waived)
    assert (text or "").endswith(f" is tolerated. {waived}")
    kind, message, text = said(found["YR002 Inconclusive"])
    assert (kind, message) == ("failure", "Inconclusive partition")
    assert (text or "").endswith(
        "The waiver by A. Muster expired on 23 November 2026 and no longer holds: More rows are on their way."
    )


def test_one_open_finding_among_waived_ones_fails_the_check() -> None:
    record = undecided()
    first = record.findings[0]
    both = replace(record, findings=(first, replace(first, partition="P3"), *record.findings[1:]))
    found = cases(judge(both, policy_of(OWN)), "findings")["YR001 Low fidelity"]
    kind, _, text = said(found)
    assert kind == "failure"
    assert [line[:10] for line in (text or "").splitlines()] == ["high: P2: ", "high: P3: "]


def test_the_verdict_stands_in_the_properties() -> None:
    verdict = binary().verdict
    for suite in read(binary()):
        found = {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}
        assert found == {"verdict": "FAIL", "rule": verdict.rule, "reason": verdict.reason}


def test_markup_and_controls_are_safe() -> None:
    sentence = '<script>&amp;]]> "\x00\x1b\ufffe\u202e\n'
    record = replace(
        undecided(),
        findings=tuple(replace(one, sentence=sentence) for one in undecided().findings),
        checks=tuple(replace(one, name="<a>") for one in undecided().checks),
        accuracy=replace(undecided().accuracy, network=replace(NONE, reason="a\x07<b>")),
    )
    text = write_junit(judge(record, policy_of('name = "x"'))).decode()
    assert "<script>" not in text
    assert not {"\x00", "\x1b", "\ufffe", "\u202e", "\x07"} & set(text)
    root = ET.fromstring(text)
    failure = root.find(".//testcase[@name='YR001 <a>']/failure")
    assert failure is not None
    assert failure.text == 'high: P2: <script>&amp;]]> "[U+0000][U+001B][U+FFFE][U+202E]\n'
    assert "because a[U+0007]<b>." in {one.attrib["message"][-21:] for one in root.iter("error")}


def test_equal_records_give_the_same_bytes() -> None:
    made = write_junit(binary())
    assert made == write_junit(binary())
    assert made.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="yasenn-report" tests="9" ')
    assert made.endswith(b"</testsuites>\n")
