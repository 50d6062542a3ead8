"""Verdicts: results, meanings, waivers and the words of the rule, on records written by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from policies import OWN, policy_of
from records import binary, nothing_run, regression, undecided, undecided_nothing

from yasenn_report.policy.judge import judge
from yasenn_report.policy.policy import Policy
from yasenn_report.policy.reading import default_policy
from yasenn_report.policy.rule import rule_of
from yasenn_report.record import Record
from yasenn_report.record.decision import Meanings, Outcome, Result, Severity, Verdict, result_of
from yasenn_report.record.measured import Estimate, NotRun

DEFAULTS = Meanings(high="FAIL", medium="REVIEW", low="PASS", not_run="REVIEW")
MEASURED = Estimate(
    metric="m",
    value=0.8,
    low=0.7,
    high=0.9,
    confidence=0.95,
    method="exact",
    scope="marginal",
    rows=9,
    effective_rows=9.0,
)


def condition(metric: str, threshold: object, severity: str, comparison: str = ">=", by: str = "") -> str:
    text = f'[[condition]]\nmetric = "{metric}"\ncomparison = "{comparison}"\nthreshold = {threshold}\n'
    return f'{text}severity = "{severity}"\n' + (f'by = "{by}"\n' if by else "")


def waiver(code: str = "YR001", expires: str = "2026-12-31", partition: str | None = None) -> str:
    where = f'partition = "{partition}"\n' if partition else ""
    return f'[[waiver]]\nfinding = "{code}"\n{where}owner = "A. Muster"\nreason = "Known."\nexpires = {expires}\n'


def verdict_of(text: str, record: Record | None = None) -> Verdict:
    return judge(undecided() if record is None else record, policy_of(text)).verdict


@pytest.mark.parametrize(
    ("comparison", "by", "threshold", "result"),
    [
        (">=", "bound", 0.7, "PASS"),
        (">=", "bound", 0.71, "FAIL"),
        (">=", "value", 0.8, "PASS"),
        (">=", "value", 0.81, "FAIL"),
        ("<=", "bound", 0.9, "PASS"),
        ("<=", "bound", 0.89, "FAIL"),
        ("<=", "value", 0.8, "PASS"),
        ("<=", "value", 0.79, "FAIL"),
    ],
)
def test_the_bound_that_speaks_against_a_condition_is_held_against_it(
    comparison: str, by: str, threshold: float, result: str
) -> None:
    assert result_of(MEASURED, comparison, threshold, by) == result  # type: ignore[arg-type]


def test_what_was_not_computed_never_passes() -> None:
    for comparison, by in product((">=", "<="), ("bound", "value")):
        found = result_of(NotRun(reason="r"), comparison, 0.0, by)  # type: ignore[arg-type]
        assert found == "NOT RUN"


@pytest.mark.parametrize(("not_run", "outcome"), [("REVIEW", "REVIEW"), ("FAIL", "FAIL")])
@pytest.mark.parametrize("severity", ["high", "medium"])
def test_a_condition_that_cannot_be_computed_gives_not_run_and_not_pass(
    severity: str, not_run: str, outcome: str
) -> None:
    text = f'[verdict]\nnot-run = "{not_run}"\n' + condition("accuracy", 0, severity)
    found = verdict_of(text, regression())
    assert [one.result for one in found.conditions] == ["NOT RUN"]
    assert found.conditions[0].measured == NotRun(reason="no --target was given")
    assert found.outcome == outcome
    assert found.reason == "accuracy of the network could not be computed, because no --target was given"


def test_one_of_low_severity_is_printed_only() -> None:
    found = verdict_of(condition("accuracy", 0, "low"), regression())
    assert ([one.result for one in found.conditions], found.outcome) == (["NOT RUN"], "PASS")
    assert found.reason == "0 of 1 condition is met, and the other does not count for the verdict"


@pytest.mark.parametrize(
    ("severity", "result", "outcome"),
    [
        ("high", "PASS", "PASS"),
        ("high", "FAIL", "FAIL"),
        ("high", "NOT RUN", "REVIEW"),
        ("medium", "FAIL", "REVIEW"),
        ("medium", "NOT RUN", "REVIEW"),
        ("low", "FAIL", "PASS"),
        ("low", "NOT RUN", "PASS"),
    ],
)
def test_meanings(severity: Severity, result: Result, outcome: Outcome) -> None:
    assert DEFAULTS.of(severity, result) == outcome


def test_the_gravest_word_counts() -> None:
    passing, medium, high = condition("partitions", 1, "high"), condition("fidelity", 0.99, "medium"), ""
    assert verdict_of(passing).outcome == "PASS"
    assert verdict_of(passing).reason == "1 of 1 condition is met"
    assert verdict_of(passing + medium).outcome == "REVIEW"
    high = condition("fidelity", 0.95, "high")
    found = verdict_of(passing + medium + high)
    assert found.outcome == "FAIL"
    assert found.reason == (
        "fidelity of the partitions: 83.3\N{NO-BREAK SPACE}%, allowing for chance, and at least 95\N{NO-BREAK SPACE}% "
        "is required"
    )


def test_a_reason_names_two_conditions_and_counts_the_others() -> None:
    text = "".join(condition("fidelity", threshold, "high", by=by) for threshold, by in ((0.95, ""), (0.9, "value")))
    text += condition("partitions", 9, "high") + condition("findings.low", 0, "high", "<=")
    text += condition("accuracy.beyond_constant", 0.5, "high")
    assert verdict_of(text).reason == (
        "fidelity of the partitions: 83.3\N{NO-BREAK SPACE}%, allowing for chance, and at least 95\N{NO-BREAK SPACE}% "
        "is required; fidelity of the partitions: 88.5\N{NO-BREAK SPACE}%, and at least 90\N{NO-BREAK SPACE}% is "
        "required; and 3 more conditions"
    )


def test_reasons_speak_of_every_kind_of_number() -> None:
    points = condition("accuracy.beyond_constant", 0.5, "high")
    assert verdict_of(points).reason == (
        "accuracy of the network beyond that of one constant answer: 16.5 percentage points, allowing for chance, and "
        "at least 50 percentage points is required"
    )
    assert verdict_of(condition("findings.low", 0, "high", "<=")).reason == (
        "open findings of low severity: 1, and none is allowed"
    )
    assert verdict_of(condition("partitions", 2, "high", "<=")).reason == "partitions: 3, and at most 2 is allowed"
    assert verdict_of(condition("stability", 0.9, "high")).reason == (
        "stability of the partitions over refits: 0.720, and at least 0.9 is required"
    )
    assert verdict_of(condition("disagreement.worst", 0.05, "high", "<=")).reason == (
        "disagreement with the network, worst partition (P2): 46.4\N{NO-BREAK SPACE}%, allowing for chance, and at "
        "most 5\N{NO-BREAK SPACE}% is allowed"
    )


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (
            ("FAIL", "REVIEW", "PASS", "REVIEW"),
            "FAIL if a condition of high severity fails; REVIEW if a condition of medium severity fails or one of high "
            "or medium severity could not be computed; else PASS; a condition of low severity that fails is printed "
            "only",
        ),
        (
            ("FAIL", "REVIEW", "REVIEW", "FAIL"),
            "FAIL if a condition of high severity fails or one of high or medium severity could not be computed; "
            "REVIEW if a condition of medium or low severity fails; else PASS",
        ),
        (
            ("FAIL", "FAIL", "FAIL", "REVIEW"),
            "FAIL if a condition of high, medium or low severity fails; REVIEW if a condition of high or medium "
            "severity could not be computed; else PASS",
        ),
        (
            ("PASS", "PASS", "PASS", "FAIL"),
            "FAIL if a condition of high or medium severity could not be computed; else PASS; a condition of high, "
            "medium or low severity that fails is printed only",
        ),
    ],
)
def test_the_rule_is_derived_from_the_meanings(words: tuple[Outcome, ...], rule: str) -> None:
    high, medium, low, not_run = words
    assert rule_of(Meanings(high=high, medium=medium, low=low, not_run=not_run)) == rule


def clean(record: Record) -> Record:
    """The record without findings."""
    return replace(record, findings=())


@pytest.mark.parametrize(
    ("record", "outcome"),
    [(undecided(), "FAIL"), (clean(undecided()), "PASS"), (undecided_nothing(), "REVIEW")],
    ids=["findings", "clean", "nothing run"],
)
def test_the_shipped_policy(record: Record, outcome: str) -> None:
    assert judge(record, default_policy()).verdict.outcome == outcome


def test_an_audit_without_labels_is_never_passed_by_the_shipped_policy() -> None:
    record = clean(undecided())
    none = NotRun(reason="no --target was given")
    record = replace(record, accuracy=replace(record.accuracy, network=none, most_frequent_label=none))
    verdict = judge(record, default_policy()).verdict
    assert (verdict.outcome, [one.result for one in verdict.conditions][-1]) == ("REVIEW", "NOT RUN")


@pytest.mark.parametrize("policy", [default_policy(), policy_of(OWN), policy_of(waiver())])
def test_a_record_can_be_judged_again(policy: Policy) -> None:
    for record in (binary(), regression(), nothing_run()):
        once = judge(record, policy)
        assert judge(once, policy) == once
        assert replace(once, verdict=record.verdict, findings=record.findings) == record


def test_the_record_names_the_policy() -> None:
    own = policy_of(OWN)
    found = verdict_of(OWN).policy
    assert own.file is not None
    assert (found.title, found.source, found.name) == ("Scoring models, 2026", "file", "policy.toml")
    assert found.sha256 == own.file.sha256
    shipped = binary().verdict.policy
    assert (shipped.title, shipped.source) == ("Default policy of yasenn-report", "default")
    assert (shipped.name, shipped.sha256) == (None, None)


@pytest.mark.parametrize(
    ("moment", "state", "open_findings"),
    [
        (datetime(2026, 12, 30, 12, tzinfo=UTC), "in force", 0),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), "in force", 0),
        (datetime(2027, 1, 1, tzinfo=UTC), "expired", 1),
    ],
)
def test_a_waiver_counts_through_its_day(moment: datetime, state: str, open_findings: int) -> None:
    text = condition("findings.high", 0, "high", "<=") + waiver()
    found = judge(replace(undecided(), created=moment), policy_of(text))
    assert found.verdict.waivers[0].state == state
    assert found.verdict.conditions[0].measured == open_findings
    assert found.verdict.outcome == ("FAIL" if open_findings else "PASS")
    assert [finding.waiver for finding in found.findings] == [0, None, None]
    assert [finding.severity for finding in found.findings] == ["high", "medium", "low"]


def test_a_waiver_is_about_one_partition_by_label_or_id_or_about_the_code() -> None:
    record = undecided()
    identity = next(partition.id for partition in record.partitions if partition.label == "P2")
    for partition, state in ((None, "in force"), ("P2", "in force"), (identity, "in force"), ("P3", "unused")):
        found = judge(record, policy_of(waiver(partition=partition)))
        assert found.verdict.waivers[0].state == state
        assert found.verdict.waivers[0].partition == partition
        assert (found.findings[0].waiver == 0) == (state == "in force")


def test_a_waiver_of_one_partition_is_about_no_finding_of_the_whole() -> None:
    found = judge(undecided(), policy_of(waiver("YR006", partition="P1")))
    assert found.verdict.waivers[0].state == "unused"


def test_a_waiver_in_force_goes_before_an_expired_one() -> None:
    text = waiver(expires="2026-01-01") + waiver(partition="P2")
    found = judge(undecided(), policy_of(text))
    assert [one.state for one in found.verdict.waivers] == ["expired", "in force"]
    assert found.findings[0].waiver == 1
    assert len(found.open_findings) == 2


def test_a_waiver_that_is_about_nothing_is_unused_even_when_it_expired() -> None:
    found = judge(undecided(), policy_of(waiver("YR020", expires="2020-01-01")))
    assert found.verdict.waivers[0].state == "unused"
