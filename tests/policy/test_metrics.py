"""Every metric, read off records written by hand."""

from dataclasses import replace

import pytest
from policies import policy_of
from records import NO_LABELS, binary, nothing_run, regression, undecided

from yasenn_report.findings.catalogue import CHECKS
from yasenn_report.inputs.context import FIELDS
from yasenn_report.policy.judge import judge
from yasenn_report.policy.metrics import CODES, METRICS, NUMBERS
from yasenn_report.record import Record
from yasenn_report.record.decision import PolicyCondition
from yasenn_report.record.fidelity import Stability
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.record.table import Expectation


def condition_on(record: Record, metric: str, extra: str = "", waivers: str = "") -> PolicyCondition:
    """What comes of a condition on a metric that any number meets."""
    comparison = "<=" if METRICS[metric].better == "lower" else ">="
    threshold = 1 if comparison == "<=" else 0
    text = f'[[condition]]\nmetric = "{metric}"\ncomparison = "{comparison}"\nthreshold = {threshold}\n'
    policy = policy_of(f'{text}severity = "high"\n{extra}\n{waivers}')
    (found,) = judge(record, policy).verdict.conditions
    return found


def number(record: Record, metric: str) -> object:
    measured = condition_on(record, metric).measured
    return measured.value if isinstance(measured, Estimate) else measured


def expected(record: Record) -> dict[str, object]:
    """What each metric is in the record of two classes."""
    fidelity = record.fidelity
    return {
        "fidelity": fidelity.primary,
        "fidelity.kappa": fidelity.chance_corrected,
        "fidelity.described": fidelity.described,
        "disagreement": fidelity.disagreement,
        "disagreement.worst": record.partitions[1].disagreement,
        "distillation_error": fidelity.distillation_error,
        "partitions": 3,
        "partitions.within_tolerance": 1,
        "partitions.low_fidelity": 1,
        "partitions.inconclusive": 1,
        "rows.within_tolerance": 0.5,
        "rows.evaluation": 200,
        "accuracy": record.accuracy.network,
        "accuracy.worst_partition": record.partitions[2].accuracy,
        "stability": record.stability.index if isinstance(record.stability, Stability) else None,
        "unseen_codes": fidelity.unseen_codes,
        "naming": fidelity.naming,
        "context.missing": len(FIELDS) - 2,
        "checks.not_run": 1,
        "findings.high": 1,
        "findings.medium": 1,
        "findings.low": 1,
    }


APART = {"accuracy.beyond_constant", "expected.differing"}


@pytest.mark.parametrize("metric", [metric.name for metric in NUMBERS if metric.name not in APART])
def test_a_metric_is_what_the_record_holds(metric: str) -> None:
    record = binary()
    found = condition_on(record, metric)
    assert found.measured == expected(record)[metric]
    assert (found.metric, found.words) == (metric, METRICS[metric].words)
    assert isinstance(found.measured, Estimate) == METRICS[metric].interval


def test_none_is_left_out() -> None:
    assert {metric.name for metric in NUMBERS} == {*expected(binary()), *APART}
    assert [metric.name for metric in CODES] == [f"findings.{check.code}" for check in CHECKS]
    assert len({metric.words for metric in METRICS.values()}) == len(METRICS)


def test_what_is_beyond_a_constant_has_the_bounds_that_are_farthest() -> None:
    record = binary()
    network, usual = record.accuracy.network, record.accuracy.most_frequent_label
    found = condition_on(record, "accuracy.beyond_constant")
    assert isinstance(network, Estimate)
    assert isinstance(usual, Estimate)
    assert isinstance(found.measured, Estimate)
    assert found.kind == "points"
    assert found.measured.value == network.value - usual.value
    assert (found.measured.low, found.measured.high) == (network.low - usual.high, network.high - usual.low)
    assert found.measured.confidence == pytest.approx(0.9)


def test_for_values_it_is_r2_itself() -> None:
    r2 = binary().accuracy.network
    record = regression()
    found = condition_on(replace(record, accuracy=replace(record.accuracy, network=r2)), "accuracy.beyond_constant")
    assert (found.measured, found.kind) == (r2, "number")


def test_without_labels_it_is_not_run() -> None:
    record = regression()
    assert condition_on(record, "accuracy.beyond_constant").measured == NO_LABELS
    half = replace(binary().accuracy, most_frequent_label=NO_LABELS)
    assert condition_on(replace(binary(), accuracy=half), "accuracy.beyond_constant").measured == NO_LABELS


def test_recorded_predictions_count_where_there_are_any() -> None:
    record = regression()
    assert isinstance(record.table.expectation, Expectation)
    other = replace(record.table, expectation=replace(record.table.expectation, differing=3))
    assert number(replace(record, table=other), "expected.differing") == 3
    assert isinstance(number(binary(), "expected.differing"), NotRun)


def test_every_metric_that_can_be_missing_says_why() -> None:
    record = nothing_run()
    missing = {name for name in METRICS if isinstance(number(record, name), NotRun)}
    assert missing == {
        *("fidelity", "fidelity.kappa", "fidelity.described", "disagreement", "disagreement.worst"),
        *("distillation_error", "accuracy", "accuracy.worst_partition", "accuracy.beyond_constant", "stability"),
        *("unseen_codes", "naming", "expected.differing"),
        *(metric.name for metric in CODES),
    }
    assert number(record, "stability") == NotRun(reason="--refits 0 was given")


def test_findings_of_a_code_are_not_run_with_the_checks_own_reason() -> None:
    record = undecided()
    assert number(record, "findings.YR001") == 1
    assert number(record, "findings.YR005") == 0
    assert number(record, "findings.YR023") == NotRun(reason="no --fit-data was given")
    assert number(record, "findings.YR004") == NotRun(reason="YR004 was not looked for")


def test_a_waived_finding_is_not_open() -> None:
    waiver = '[[waiver]]\nfinding = "YR001"\nowner = "A"\nreason = "R"\nexpires = 2026-11-24\n'
    for metric in ("findings.high", "findings.YR001"):
        assert condition_on(undecided(), metric, waivers=waiver).measured == 0
        assert condition_on(undecided(), metric, waivers=waiver.replace("-24", "-23")).measured == 1


def test_scores_are_shares_for_classes_and_numbers_for_values() -> None:
    assert [condition_on(record, "fidelity").kind for record in (binary(), regression())] == ["share", "number"]
    assert condition_on(binary(), "fidelity.kappa").kind == "number"
    assert condition_on(binary(), "partitions").kind == "count"


def test_the_worst_partition_is_the_one_that_the_number_in_question_says() -> None:
    record = binary()
    *others, last = record.partitions
    assert isinstance(last.disagreement, Estimate)
    unsure = replace(record, partitions=(*others, replace(last, disagreement=replace(last.disagreement, high=0.9))))
    by_bound = condition_on(unsure, "disagreement.worst")
    by_value = condition_on(unsure, "disagreement.worst", 'by = "value"')
    assert (by_bound.partition, by_value.partition) == ("P3", "P2")


def test_one_partition_that_was_not_measured_makes_it_not_run_unless_another_fails() -> None:
    record = undecided()
    first, *others = record.partitions
    bare = replace(record, partitions=(replace(first, disagreement=NotRun(reason="no rows")), *others))
    found = condition_on(bare, "disagreement.worst")
    assert (found.result, found.partition, found.measured) == ("NOT RUN", "P1", NotRun(reason="no rows"))
    strict = '[[condition]]\nmetric = "disagreement.worst"\ncomparison = "<="\nthreshold = 0.1\nseverity = "high"'
    (found,) = judge(bare, policy_of(strict)).verdict.conditions
    assert (found.result, found.partition) == ("FAIL", "P2")
