"""What is said of partitions in columns, as the record tells it."""

from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.record.descriptions import (
    Condition,
    Description,
    Held,
    LogisticDescription,
    Rule,
    Term,
    TreeDescription,
)
from yasenn_report.recording.measured import known, measured
from yasenn_report.yasenn import describe, rules
from yasenn_report.yasenn.fidelity import DescriptionFidelity

Columns = tuple[ReadableColumn, ...]
Described = describe.TreeDescription | describe.LogisticDescription


def record_description(candidate: Described, columns: Columns, held: DescriptionFidelity | None) -> Description:
    """One description, with all that is needed to apply it, and how well it held if that was measured."""
    kept = None if held is None else record_held(held)
    if isinstance(candidate, describe.TreeDescription):
        return TreeDescription(
            rules=tuple(record_rule(rule, columns) for rule in candidate.rules),
            cut=candidate.cut,
            cross_validated_f1=candidate.quality,
            held=kept,
        )
    scaler = candidate.model[0]
    return LogisticDescription(
        intercept=candidate.intercept,
        terms=tuple(
            Term(
                column=columns[term.feature].column,
                entry=columns[term.feature].entry,
                weight_per_standard_deviation=term.weight,
                mean=float(scaler.mean_[term.feature]),
                standard_deviation=float(scaler.scale_[term.feature]),
            )
            for term in candidate.terms
        ),
        cut=candidate.cut,
        cross_validated_f1=candidate.quality,
        held=kept,
    )


def record_rule(rule: rules.Rule, columns: Columns) -> Rule:
    """One rule: all its conditions hold."""
    return Rule(
        conditions=tuple(
            Condition(
                column=columns[condition.feature].column,
                entry=columns[condition.feature].entry,
                above=condition.low,
                at_most=condition.high,
            )
            for condition in rule.conditions
        ),
        fit_rows=rule.fit_rows,
        share=rule.share,
    )


def record_held(fidelity: DescriptionFidelity) -> Held:
    """How well a description held on the evaluation rows."""
    return Held(
        precision=measured(fidelity.precision),
        recall=measured(fidelity.recall),
        f1=known(fidelity.f1, "no evaluation row tells"),
    )
