"""A verdict that does not follow from what the record holds is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from records import binary, regression

from yasenn_report.errors import RecordError
from yasenn_report.inputs.records import read_record
from yasenn_report.record import Record
from yasenn_report.record.decision import PolicyCondition, Verdict, Waiver
from yasenn_report.record.measured import NotRun
from yasenn_report.record.text import write_record


def with_verdict(record: Record, **changes: object) -> Record:
    return replace(record, verdict=replace(record.verdict, **changes))  # type: ignore[arg-type]


def with_condition(record: Record, place: int, **changes: object) -> Record:
    conditions = list(record.verdict.conditions)
    conditions[place] = replace(conditions[place], **changes)  # type: ignore[arg-type]
    return with_verdict(record, conditions=tuple(conditions))


def with_waiver(record: Record, place: int, **changes: object) -> Record:
    waivers = list(record.verdict.waivers)
    waivers[place] = replace(waivers[place], **changes)  # type: ignore[arg-type]
    return with_verdict(record, waivers=tuple(waivers))


def with_finding(record: Record, place: int, waiver: int | None) -> Record:
    findings = list(record.findings)
    findings[place] = replace(findings[place], waiver=waiver)
    return replace(record, findings=tuple(findings))


DEFAULT = binary().verdict
OWN = regression().verdict

REFUSED: list[tuple[Record, str]] = [
    (
        with_condition(binary(), 0, result="PASS"),
        "verdict.conditions[0].result is 'PASS', and what was measured comes to 'FAIL'",
    ),
    (
        with_condition(binary(), 2, measured=NotRun(reason="r")),
        "verdict.conditions[2].result is 'PASS', and what was measured comes to 'NOT RUN'",
    ),
    (
        with_condition(binary(), 2, threshold=0.84),
        "verdict.conditions[2].result is 'PASS', and what was measured comes to 'FAIL'",
    ),
    (
        with_condition(regression(), 1, partition="P9"),
        "verdict.conditions[1].partition is 'P9', which is no partition",
    ),
    (with_verdict(binary(), outcome="PASS"), "verdict.outcome is 'PASS', and its conditions come to 'FAIL'"),
    (with_verdict(binary(), conditions=()), "verdict.outcome is 'FAIL', and its conditions come to 'PASS'"),
    (
        with_verdict(binary(), meanings=replace(DEFAULT.meanings, not_run="PASS")),
        "verdict.meanings.not_run is 'PASS'; what was not computed never passes",
    ),
    (
        with_verdict(binary(), policy=replace(DEFAULT.policy, name="policy.toml")),
        "verdict.policy has a file, and its source is 'default'",
    ),
    (
        with_verdict(regression(), policy=replace(OWN.policy, source="file")),
        "verdict.policy names a file that is no policy of inputs",
    ),
    (
        with_verdict(regression(), policy=replace(OWN.policy, sha256="0" * 64)),
        "verdict.policy names a file that is no configuration of inputs",
    ),
    (with_finding(binary(), 0, 0), "findings[0].waiver is 0, and verdict.waivers has 0 entries"),
    (with_finding(regression(), 0, 1), "findings[0].waiver is 1, which is about 'YR002'"),
    (
        with_waiver(regression(), 0, state="expired"),
        "verdict.waivers[0].state is 'expired', and it expires 2026-12-31",
    ),
    (
        with_waiver(regression(), 0, expires=date(2026, 11, 23)),
        "verdict.waivers[0].state is 'in force', and it expires 2026-11-23",
    ),
    (
        with_waiver(regression(), 1, state="unused"),
        "verdict.waivers[1].state is 'unused', and a finding names it",
    ),
]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Record], Record]:
    """Write a record and read it back."""

    def read(record: Record) -> Record:
        (tmp_path / "audit.json").write_text(write_record(record), encoding="utf-8")
        return read_record(tmp_path / "audit.json")

    return read


@pytest.mark.parametrize(("record", "message"), REFUSED, ids=range(len(REFUSED)))
def test_a_verdict_that_does_not_fit_is_refused(record: Record, message: str, read: Callable[[Record], Record]) -> None:
    with pytest.raises(RecordError) as refusal:
        read(record)
    assert str(refusal.value) == f"audit.json: {message}: it is not as an audit writes it"


@pytest.mark.parametrize("record", [binary(), regression()])
def test_a_sound_one_comes_back_as_it_was(record: Record, read: Callable[[Record], Record]) -> None:
    found = read(record)
    assert found == record
    assert all(isinstance(one, PolicyCondition) for one in found.verdict.conditions)
    assert [type(one.measured) for one in found.verdict.conditions] == [
        type(one.measured) for one in record.verdict.conditions
    ]
    assert all(isinstance(one, Waiver) and type(one.expires) is date for one in found.verdict.waivers)
    assert isinstance(found.verdict, Verdict)


def test_a_waiver_without_a_day_is_refused(tmp_path: Path) -> None:
    text = write_record(regression()).replace('"expires": "2026-12-31"', '"expires": "soon"')
    (tmp_path / "audit.json").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=r"^audit\.json: verdict\.waivers\[0\]\.expires is the text 'soon'; "):
        read_record(tmp_path / "audit.json")
