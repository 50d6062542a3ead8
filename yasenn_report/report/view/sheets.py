"""Partition sheets: what a partition is called, how it is described in columns, and how far that can be trusted."""

from dataclasses import dataclass

from yasenn_report.numbers import count, number, percent, plural
from yasenn_report.record import Record
from yasenn_report.record.descriptions import LogisticDescription, TreeDescription
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Difference, Partition
from yasenn_report.report.view.chosen import ROWS_SHOWN, with_sheets
from yasenn_report.report.view.columns import Columns, columns_of
from yasenn_report.report.view.lists import Top, most_of, top
from yasenn_report.report.view.mistakes import calibration_words, wrong_words
from yasenn_report.report.view.partition_rows import PartitionRow, partition_row
from yasenn_report.report.view.pictures import Figures, Picture, sheet_picture
from yasenn_report.report.view.regions import region_words
from yasenn_report.report.view.typical import TypicalTable, distribution_words, no_typical, typical_table
from yasenn_report.report.view.words import BADGES, Badge, Reading, conditions_of, decision_of, pull_of, read

CODES_SHOWN = 3
TERMS_SHOWN = 5


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
    wrong: str
    """How often the network is wrong against the label, here and elsewhere; empty where it was not compared."""
    calibration: str
    """Its mean probability against what came true, as the end of a phrase; empty where it was not looked at."""
    words: Words | None
    other: str
    """How the description that does not lead did, in one sentence; empty where there is none."""
    warning: str
    """Why there is no description to rely on; empty where there is one."""
    profile: tuple[ProfileRow, ...]
    distribution: str
    """What the network puts out for its evaluation rows."""
    typical: TypicalTable | None
    no_typical: str
    """Why there are no typical rows; empty where there are."""
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortSheet:
    """One partition without a sheet of its own, in one line."""

    label: str
    decision: str
    badge: Badge
    words: str
    precision: Reading
    recall: Reading


def short_sheets(record: Record) -> Top[ShortSheet]:
    """The partitions that have no sheet of their own, largest first."""
    columns, with_sheet = columns_of(record.explanation), set(with_sheets(record).shown)
    others = [one for index, one in enumerate(record.partitions) if index not in with_sheet]
    found = top(others, most_of(record, ROWS_SHOWN), "partition")
    return Top(shown=tuple(short_sheet(record, one, columns) for one in found.shown), more=found.more)


def short_sheet(record: Record, partition: Partition, columns: Columns) -> ShortSheet:
    """One line."""
    held = partition.descriptions[0].held if partition.descriptions else None
    none = NotRun(reason="nothing was measured")
    return ShortSheet(
        label=partition.label,
        decision=decision_of(record.task, partition),
        badge=BADGES[partition.status],
        words=region_words(partition, columns),
        precision=read(none if held is None else held.precision),
        recall=read(none if held is None else held.recall),
    )


def make_sheets(record: Record, figures: Figures) -> Top[Sheet]:
    """One sheet per partition, largest first."""
    found = with_sheets(record)
    columns = columns_of(record.explanation)
    return Top(
        shown=tuple(make_sheet(record, figures, record.partitions[index], columns) for index in found.shown),
        more=found.more,
    )


def make_sheet(record: Record, figures: Figures, partition: Partition, columns: Columns) -> Sheet:
    """The sheet of one partition."""
    return Sheet(
        row=partition_row(record, partition),
        id=partition.id,
        decision=decision_of(record.task, partition),
        fit_rows=count(partition.fit_rows),
        codes=codes_of(partition),
        wrong=wrong_words(partition),
        calibration=calibration_words(record, partition),
        words=leading_words(partition, columns),
        other=other_words(partition),
        warning=partition.not_describable or "",
        profile=tuple(profile_row(difference, columns) for difference in partition.profile),
        distribution=distribution_words(record.task, partition, partition.outputs),
        typical=typical_table(record, partition),
        no_typical=no_typical(partition),
        picture=sheet_picture(record, figures, partition),
    )


def codes_of(partition: Partition) -> str:
    """The first few codes, and how many there are."""
    shown = "; ".join("-".join(map(str, code)) for code in partition.codes[:CODES_SHOWN])
    others = "; the others are in the JSON" if len(partition.codes) > CODES_SHOWN else ""
    return f"{plural(len(partition.codes), 'code')}: {shown}{others}"


def leading_words(partition: Partition, columns: Columns) -> Words | None:
    """The description that leads."""
    if not partition.descriptions:
        return None
    leading, label = partition.descriptions[0], partition.label
    none = NotRun(reason="how well it holds was not measured")
    precision, recall = (
        (read(none), read(none)) if leading.held is None else (read(leading.held.precision), read(leading.held.recall))
    )
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
            f"What comes closest to {label} is a weighted sum of all {plural(len(columns.all), 'column')} that gives a "
            f"probability of at least {number(leading.cut)}. The columns that weigh most, which way they pull towards "
            f"{label} when all others stay as they are (which may go against the plain means), and the weight of one "
            "standard deviation:"
        ),
        lines=logistic_lines(leading, columns),
        precision=precision,
        recall=recall,
    )


def logistic_lines(leading: LogisticDescription, columns: Columns) -> tuple[str, ...]:
    """The heaviest columns, their direction and weight."""
    shown = tuple(
        f"{pull_of(term, columns)} ({number(abs(term.weight_per_standard_deviation))})"
        for term in leading.terms[:TERMS_SHOWN]
    )
    more = len(leading.terms) - len(shown)
    return (*shown, f"and {plural(more, 'column')} of less weight; all are in the JSON") if more > 0 else shown


def other_words(partition: Partition) -> str:
    """How the description that does not lead compares."""
    if len(partition.descriptions) < 2:
        return ""
    names = {"tree": "the rules of a decision tree", "logistic": "a logistic regression"}
    leading, other = partition.descriptions[:2]
    return (
        f"Two ways to tell {partition.label} from the rest were tried on the fit rows: {names[leading.kind]} "
        f"(cross-validated F1 {number(leading.cross_validated_f1)}) and {names[other.kind]} "
        f"({number(other.cross_validated_f1)}). The first is shown in words."
    )


def profile_row(difference: Difference, columns: Columns) -> ProfileRow:
    """A column's means inside and outside; an indicator's mean is a share of the rows."""
    column = columns.find(difference.column, difference.entry)
    standardised = column.direction(difference.standardised)
    return ProfileRow(
        column=column.mean_name(),
        inside=column.mean(difference.inside),
        outside=column.mean(difference.outside),
        difference=f"{'+' if standardised > 0 else ''}{number(standardised)}",
    )
