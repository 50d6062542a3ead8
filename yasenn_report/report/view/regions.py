"""The section on where not to rely on the report: partitions that are low fidelity or could not be judged."""

from dataclasses import dataclass

from yasenn_report.numbers import count, percent, plural, setting
from yasenn_report.record import Record
from yasenn_report.record.descriptions import TreeDescription
from yasenn_report.record.measured import NotRun
from yasenn_report.record.partitions import Partition, Status
from yasenn_report.report.view.chosen import anchor_of
from yasenn_report.report.view.columns import Columns, columns_of
from yasenn_report.report.view.lists import Top, most_of, names_of, top
from yasenn_report.report.view.words import Reading, conditions_of, decision_of, pull_of, read

REGIONS_SHOWN = 6
UNSURE_SHOWN = 3
"""More inconclusive partitions than this are named only: their numbers and words stand elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A partition that must not be relied on, or could not be judged."""

    label: str
    anchor: str
    decision: str
    extent: str
    disagreement: Reading
    words: str


def regions(record: Record, status: Status) -> Top[Region]:
    """The partitions of a status, those with most evaluation rows first."""
    found = [partition for partition in record.partitions if partition.status == status]
    found.sort(key=lambda partition: -partition.evaluation_rows)
    shown = top(found, most_of(record, REGIONS_SHOWN), "such partition")
    return Top(shown=tuple(region(record, partition) for partition in shown.shown), more=shown.more)


def unsure_sentence(record: Record) -> str:
    """Names the inconclusive partitions where they are too many for a table of their own; else empty."""
    names = [one.label for one in record.partitions if one.status == "inconclusive"]
    if record.presentation.detail == "full" or len(names) <= UNSURE_SHOWN:
        return ""
    return (
        f"{count(len(names))} partitions are inconclusive, with too few rows to say or too close to the tolerance: "
        f"{names_of(record, names)}. Their numbers stand in the table of partitions, and where they lie in columns "
        "under Partition sheets."
    )


def region(record: Record, partition: Partition) -> Region:
    """One partition that must not be relied on."""
    return Region(
        label=partition.label,
        anchor=anchor_of(record, partition.label),
        decision=decision_of(record.task, partition),
        extent=f"{plural(partition.evaluation_rows, 'evaluation row')}, {percent(partition.evaluation_share)}",
        disagreement=read(partition.disagreement),
        words=region_words(partition, columns_of(record.explanation)),
    )


def region_words(partition: Partition, columns: Columns) -> str:
    """Where the region lies, by the description that leads, if there is one to rely on."""
    if partition.not_describable is not None or not partition.descriptions:
        return "nothing that was tried in these columns tells it from all other rows; contrasts may tell it from some"
    leading = partition.descriptions[0]
    if isinstance(leading, TreeDescription):
        more = len(leading.rules) - 1
        return conditions_of(leading.rules[0], columns) + (f"; and {plural(more, 'more rule')}" if more else "")
    pulls = [pull_of(term, columns) for term in leading.terms[:2]]
    return f"weighted sum of columns, above all {' and '.join(pulls)}"


def flagged_sentence(record: Record) -> str:
    """Where the single evaluation rows of these partitions stand; empty where there are no such partitions."""
    flagged = record.flagged_rows
    if all(one.status == "within_tolerance" for one in record.partitions):
        return ""
    if isinstance(flagged, NotRun):
        return f"The rows of these partitions are not listed: {flagged.reason}."
    if not flagged.total:
        return "No evaluation row lies in these partitions."
    lie = "lies" if flagged.total == 1 else "lie"
    listed = len(flagged.rows)
    which = "" if listed == flagged.total else f", the {count(listed)} furthest from the network"
    return (
        f"{plural(flagged.total, 'evaluation row')} {lie} in these partitions; on {count(flagged.disagreeing)} of them "
        "the partition disagrees with the network. They stand one by one in flagged_rows.csv, attached to the PDF"
        f"{which}."
    )


def regions_sentence(record: Record) -> str:
    """What to take from the section."""
    statuses = [partition.status for partition in record.partitions]
    low, unsure = statuses.count("low_fidelity"), statuses.count("inconclusive")
    tolerance = setting(record.options.tolerance)
    rows = plural(record.table.evaluation_rows, "evaluation row")
    said = [
        f"{many} {'was' if many == 1 else 'were'} {what}"
        for many, what in ((low, "shown to differ from the network"), (unsure, "not shown to agree with the network"))
        if many
    ]
    if said:
        relied = len(statuses) - low - unsure
        return (
            f"Of {len(statuses)} partitions, rely on {relied or 'none'}: {' and '.join(said)} (tolerance {tolerance})."
        )
    return (
        f"No partition is flagged at a tolerance of {tolerance} on {rows}. That does not show that unflagged regions "
        "are without error; it bounds their error."
    )
