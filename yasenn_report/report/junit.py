"""The verdict as test results in the JUnit format, for the dashboards of continuous integration.

Written with the standard library: packages for the format write other bytes where lxml happens to be installed. The
elements and attributes are those that the xUnit plugin of Jenkins names in its schema, which others read too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from yasenn_report.policy.words import required, said_of
from yasenn_report.record import Record
from yasenn_report.record.decision import Check, Finding, PolicyCondition
from yasenn_report.record.measured import NotRun
from yasenn_report.report.characters import walled
from yasenn_report.report.view.policy import waiver_of

Kind = Literal["passed", "failure", "error", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One test case."""

    name: str
    kind: Kind
    message: str = ""
    """One line: why it did not pass."""
    text: str = ""
    """All that there is to say; what a case that passed has to say too."""
    severity: str = ""
    """Type of a failure or an error."""


def write_junit(record: Record) -> bytes:
    """Two suites, of the policy's conditions and of the checks; equal records give the same bytes."""
    suites = (
        ("policy", [policy_case(record, condition) for condition in record.verdict.conditions]),
        ("findings", [finding_case(record, check) for check in record.checks]),
    )
    every = [case for _, cases in suites for case in cases]
    root = ET.Element("testsuites", {"name": "yasenn-report", **totals(every), "time": "0"})
    for name, cases in suites:
        root.append(suite_of(record, name, cases))
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def suite_of(record: Record, name: str, cases: Sequence[Case]) -> ET.Element:
    """One suite, with the verdict among its properties."""
    skipped = sum(case.kind == "skipped" for case in cases)
    made = ET.Element(
        "testsuite",
        {
            "name": f"yasenn-report.{name}",
            **totals(cases),
            "skipped": str(skipped),
            "time": "0",
            "timestamp": f"{record.created:%Y-%m-%dT%H:%M:%S}",
            "hostname": "localhost",
        },
    )
    verdict = record.verdict
    properties = ET.SubElement(made, "properties")
    for key, value in (("verdict", verdict.outcome), ("rule", verdict.rule), ("reason", verdict.reason)):
        ET.SubElement(properties, "property", {"name": key, "value": inert(value)})
    made.extend(element_of(name, case) for case in cases)
    return made


def totals(cases: Sequence[Case]) -> dict[str, str]:
    """How many cases there are, and how many of them failed or could not be run."""
    kinds = [case.kind for case in cases]
    return {"tests": str(len(kinds)), "failures": str(kinds.count("failure")), "errors": str(kinds.count("error"))}


def element_of(suite: str, case: Case) -> ET.Element:
    """One case."""
    made = ET.Element("testcase", {"name": inert(case.name), "classname": f"yasenn-report.{suite}", "time": "0"})
    if case.kind != "passed":
        kind = {} if case.kind == "skipped" else {"type": case.severity}
        ET.SubElement(made, case.kind, {"message": inert(case.message), **kind}).text = inert(case.text) or None
    elif case.text:
        ET.SubElement(made, "system-out").text = inert(case.text)
    return made


def inert(text: str) -> str:
    """A text that XML can hold; the library writes its marks as entities."""
    return walled(text)


def policy_case(record: Record, condition: PolicyCondition) -> Case:
    """A condition: not met it fails, not computed it is an error; skipped if that does not count for the verdict."""
    name = f"{condition.words}: {required(condition)}, by the {condition.by} ({condition.severity})"
    if condition.result == "PASS":
        return Case(name=name, kind="passed", text=sentence(said_of(condition)))
    kind: Kind = "error" if condition.result == "NOT RUN" else "failure"
    if record.verdict.meanings.of(condition.severity, condition.result) == "PASS":
        kind = "skipped"
    return Case(name=name, kind=kind, message=sentence(said_of(condition)), severity=condition.severity)


def finding_case(record: Record, check: Check) -> Case:
    """A check: open findings fail it, unless all of them are of low severity."""
    name = f"{check.code} {check.name}"
    if isinstance(check.findings, NotRun):
        return Case(name=name, kind="skipped", message=sentence(f"not run: {check.findings.reason}"))
    found = [finding for finding in record.findings if finding.code == check.code]
    still_open = [finding for finding in found if record.verdict.counts_as_open(finding)]
    text = "\n".join(lines(record, found))
    severities = [finding.severity for finding in still_open]
    grave = next((severity for severity in ("high", "medium") if severity in severities), "")
    if grave:
        return Case(name=name, kind="failure", message=still_open[0].title, text=text, severity=grave)
    if found and not still_open:
        return Case(name=name, kind="skipped", message=waiver_of(record, found[0]), text=text)
    return Case(name=name, kind="passed", text=text)


def lines(record: Record, found: Sequence[Finding]) -> Iterator[str]:
    """Findings of one check, a line each."""
    for finding in found:
        where = "" if finding.partition is None else f"{finding.partition}: "
        waiver = waiver_of(record, finding)
        yield f"{finding.severity}: {where}{finding.sentence}{waiver and f' {waiver}'}"


def sentence(clause: str) -> str:
    """A clause as a sentence."""
    return clause[0].upper() + clause[1:] + "."
