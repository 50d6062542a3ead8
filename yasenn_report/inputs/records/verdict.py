"""The verdict of a record: what it says follows from what it holds."""

from collections.abc import Iterator

from yasenn_report.inputs.records.places import Parts
from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.record.decision import outcome_of, result_of


def results(parts: Parts) -> Iterator[str]:
    """A condition comes to what its number and its threshold come to."""
    record = parts.record
    labels = {partition.label for partition in record.partitions}
    for index, one in enumerate(record.verdict.conditions):
        place = f"verdict.conditions[{index}]"
        if one.partition is not None and one.partition not in labels:
            yield f"{place}.partition is {quoted(one.partition)}, which is no partition"
        expected = result_of(one.measured, one.comparison, one.threshold, one.by)
        if one.result != expected:
            yield f"{place}.result is {quoted(one.result)}, and what was measured comes to {quoted(expected)}"


def outcome(parts: Parts) -> Iterator[str]:
    """The verdict is what its conditions and their meanings come to."""
    verdict = parts.record.verdict
    if verdict.meanings.not_run == "PASS":
        yield "verdict.meanings.not_run is 'PASS'; what was not computed never passes"
    expected = outcome_of(verdict.conditions, verdict.meanings)
    if verdict.outcome != expected:
        yield f"verdict.outcome is {quoted(verdict.outcome)}, and its conditions come to {quoted(expected)}"


def policy(parts: Parts) -> Iterator[str]:
    """A policy of somebody's own stands in a file that the audit read; the shipped one in none."""
    record = parts.record
    found = record.verdict.policy
    if found.source == "default":
        if found.name is not None or found.sha256 is not None:
            yield "verdict.policy has a file, and its source is 'default'"
        return
    role = "policy" if found.source == "file" else "configuration"
    if (found.name, found.sha256) not in [(one.name, one.sha256) for one in record.inputs if one.role == role]:
        yield f"verdict.policy names a file that is no {role} of inputs"


def waivers(parts: Parts) -> Iterator[str]:
    """A waiver is about the findings that name it, and is in force until its day is over."""
    record = parts.record
    found = record.verdict.waivers
    ids = {partition.label: partition.id for partition in record.partitions}
    used = set[int]()
    for index, finding in enumerate(record.findings):
        place = f"findings[{index}].waiver"
        if finding.waiver is None:
            continue
        if finding.waiver >= len(found):
            yield f"{place} is {finding.waiver}, and verdict.waivers has {len(found)} entries"
        elif found[finding.waiver].finding != finding.code:
            yield f"{place} is {finding.waiver}, which is about {quoted(found[finding.waiver].finding)}"
        elif found[finding.waiver].partition not in (None, finding.partition, ids.get(finding.partition or "")):
            yield f"{place} is {finding.waiver}, which is about another partition"
        used.add(finding.waiver)
    today = record.created.date()
    for index, waiver in enumerate(found):
        if waiver.state == ("expired" if today <= waiver.expires else "in force"):
            yield f"verdict.waivers[{index}].state is {quoted(waiver.state)}, and it expires {waiver.expires}"
        if waiver.state == "unused" and index in used:
            yield f"verdict.waivers[{index}].state is 'unused', and a finding names it"


VERDICT = (results, outcome, policy, waivers)
