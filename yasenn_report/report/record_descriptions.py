"""What is said of partitions in columns, as the record tells it, and numbers with their intervals."""

from dataclasses import asdict

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.report.record_inputs import Json, column_of, not_run
from yasenn_report.yasenn.bounds import Measured, NotRun
from yasenn_report.yasenn.describe import LogisticDescription, TreeDescription
from yasenn_report.yasenn.rules import Rule


def measured(value: Measured) -> Json:
    """An estimate with its interval, or why there is none."""
    return not_run(value.reason) if isinstance(value, NotRun) else asdict(value)


def description(candidate: TreeDescription | LogisticDescription, columns: tuple[ReadableColumn, ...]) -> Json:
    """One description of a partition, with all that is needed to apply it."""
    common = {"kind": candidate.kind, "cross_validated_f1": candidate.quality, "cut": candidate.cut}
    if isinstance(candidate, TreeDescription):
        return {**common, "rules": [rule(one, columns) for one in candidate.rules]}
    scaler = candidate.model[0]
    return {
        **common,
        "intercept": candidate.intercept,
        "terms": [
            {
                **column_of(columns[term.feature]),
                "weight_per_standard_deviation": term.weight,
                "mean": float(scaler.mean_[term.feature]),
                "standard_deviation": float(scaler.scale_[term.feature]),
            }
            for term in candidate.terms
        ],
    }


def rule(one: Rule, columns: tuple[ReadableColumn, ...]) -> Json:
    """One rule: all conditions hold; a bound that is null does not bind. Where there is an entry, 1 stands for it."""
    return {
        "conditions": [
            {**column_of(columns[condition.feature]), "above": condition.low, "at_most": condition.high}
            for condition in one.conditions
        ],
        "fit_rows": one.fit_rows,
        "share": one.share,
    }
