"""The partitions on the page: one line each in the table, one sheet each with description and trust."""

from dataclasses import dataclass

from yasenn_report.audit import Audit
from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.report.figures import Figures
from yasenn_report.report.view.choice import stability_of
from yasenn_report.report.view.pictures import Picture, sheet_picture
from yasenn_report.report.view.typical import TypicalTable, distribution_words, typical_table
from yasenn_report.report.view.words import (
    BADGES,
    Badge,
    Columns,
    Reading,
    conditions_of,
    decision_of,
    output_of,
    pull_of,
    read,
)
from yasenn_report.yasenn.describe import TERMS, Difference, LogisticDescription, PartitionDescription, TreeDescription
from yasenn_report.yasenn.fidelity import DescriptionFidelity
from yasenn_report.yasenn.partition import Partition

CODES_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionRow:
    """One line of the partition table."""

    label: str
    anchor: str
    output: str
    rows: str
    share: str
    disagreement: Reading
    error: Reading
    accuracy: Reading
    badge: Badge
    stability: str
    """How stable it is over refits; empty where that was not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A description in words, with how well it held."""

    kind: str
    opening: str
    lines: tuple[str, ...]
    precision: Reading
    recall: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One column in which a partition differs."""

    column: str
    inside: str
    outside: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All about one partition."""

    row: PartitionRow
    id: str
    decision: str
    fit_rows: str
    codes: str
    words: Words | None
    other: str
    """How the description that does not lead did, in one sentence; empty where there is none."""
    warning: str
    """Why there is no description to rely on; empty where there is one."""
    profile: tuple[ProfileRow, ...]
    distribution: str
    """What the network puts out for its evaluation rows."""
    typical: TypicalTable
    picture: Picture | None


def partition_rows(audit: Audit) -> tuple[PartitionRow, ...]:
    """The lines of the table, largest partition first."""
    total = audit.fidelity.evaluation_rows
    return tuple(
        PartitionRow(
            label=partition.label,
            anchor=f"sheet-{partition.label}",
            output=output_of(audit.task, partition),
            rows=count(trusted.evaluation_rows),
            share=percent(trusted.evaluation_rows / total),
            disagreement=read(trusted.disagreement),
            error=read(trusted.distillation_error),
            accuracy=read(trusted.accuracy),
            badge=BADGES[trusted.status],
            stability=stability_of(audit, index),
        )
        for index, (partition, trusted) in enumerate(
            zip(audit.partitioning.partitions, audit.fidelity.partitions, strict=True)
        )
    )


def make_sheets(audit: Audit, figures: Figures) -> tuple[Sheet, ...]:
    """One sheet per partition, largest first."""
    parts = zip(
        partition_rows(audit),
        audit.partitioning.partitions,
        audit.descriptions.partitions,
        audit.fidelity.partitions,
        audit.not_describable,
        audit.typical,
        strict=True,
    )
    columns = audit.holdout.readable.columns
    return tuple(
        Sheet(
            row=row,
            id=partition.id,
            decision=decision_of(audit.task, partition),
            fit_rows=count(partition.fit_rows),
            codes=codes_of(partition),
            words=leading_words(described, trusted.descriptions, columns, partition.label),
            other=other_words(described, partition.label),
            warning=reason or "",
            profile=tuple(profile_row(difference, columns) for difference in described.profile),
            distribution=distribution_words(audit.task, partition, trusted.outputs),
            typical=typical_table(audit, typical, described.profile),
            picture=sheet_picture(audit, figures, index),
        )
        for index, (row, partition, described, trusted, reason, typical) in enumerate(parts)
    )


def codes_of(partition: Partition) -> str:
    """The first few codes, and how many there are."""
    shown = "; ".join("-".join(map(str, code)) for code in partition.codes[:CODES_SHOWN])
    others = "; the others are in the JSON" if len(partition.codes) > CODES_SHOWN else ""
    return f"{plural(len(partition.codes), 'code')}: {shown}{others}"


def leading_words(
    described: PartitionDescription, measured: tuple[DescriptionFidelity, ...], columns: Columns, label: str
) -> Words | None:
    """The description that leads."""
    if not described.candidates:
        return None
    leading, trust = described.candidates[0], measured[0]
    precision, recall = read(trust.precision), read(trust.recall)
    if isinstance(leading, TreeDescription):
        opening = "These rules come closest" if len(leading.rules) > 1 else "This rule comes closest"
        opening += f" to {label}; a row is in {label} by its path through the network, not by a rule:"
        lines = tuple(
            f"{conditions_of(rule, columns)} ({plural(rule.fit_rows, 'fit row')}, "
            f"{percent(rule.share)} of them in {label})"
            for rule in leading.rules
        )
        return Words(kind="rules of a decision tree", opening=opening, lines=lines, precision=precision, recall=recall)
    return Words(
        kind="a weighted sum of columns (logistic regression)",
        opening=(
            f"What comes closest to {label} is a weighted sum of all {plural(len(columns), 'column')} that gives a "
            f"probability of at least {number(leading.cut)}. The columns that weigh most, which way they pull towards "
            f"{label} when all others stay as they are, and the weight of one standard deviation:"
        ),
        lines=logistic_lines(leading, columns),
        precision=precision,
        recall=recall,
    )


def logistic_lines(leading: LogisticDescription, columns: Columns) -> tuple[str, ...]:
    """The heaviest columns, their direction and weight."""
    shown = tuple(f"{pull_of(term, columns)} ({number(abs(term.weight))})" for term in leading.terms[:TERMS])
    more = len(leading.terms) - len(shown)
    return (*shown, f"and {plural(more, 'column')} of less weight; all are in the JSON") if more > 0 else shown


def other_words(described: PartitionDescription, label: str) -> str:
    """How the description that does not lead compares."""
    if len(described.candidates) < 2:
        return ""
    names = {"tree": "the rules of a decision tree", "logistic": "a logistic regression"}
    leading, other = described.candidates
    return (
        f"Two ways to tell {label} from the rest were tried on the fit rows: {names[leading.kind]} (cross-validated F1 "
        f"{number(leading.quality)}) and {names[other.kind]} ({number(other.quality)}). The first is shown in words."
    )


def profile_row(difference: Difference, columns: Columns) -> ProfileRow:
    """A column's means inside and outside; an indicator's mean is a share of the rows."""
    column = columns[difference.feature]
    mean = number if column.entry is None else percent
    return ProfileRow(
        column=column.name,
        inside=mean(difference.inside),
        outside=mean(difference.outside),
        difference=f"{'+' if difference.standardised > 0 else ''}{number(difference.standardised)}",
    )
