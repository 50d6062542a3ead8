"""The table of partitions: one line each."""

from dataclasses import dataclass
from math import inf

from yasenn_report.numbers import count, percent
from yasenn_report.record import Record
from yasenn_report.record.measured import Estimate
from yasenn_report.record.partitions import Partition
from yasenn_report.report.view.choice import stability_of
from yasenn_report.report.view.chosen import GRAVITY, anchor_of, with_rows
from yasenn_report.report.view.lists import Top
from yasenn_report.report.view.words import BADGES, Badge, Reading, output_of, read


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionRow:
    """One line of the partition table."""

    label: str
    anchor: str
    """Where its sheet stands; empty if it has none."""
    output: str
    rows: str
    share: str
    disagreement: Reading
    error: Reading
    accuracy: Reading
    badge: Badge
    stability: str
    """How stable it is over refits; empty where that was not measured."""


def partition_rows(record: Record) -> Top[PartitionRow]:
    """The lines of the table, worst first: by status, then by the rate of disagreement."""
    found = with_rows(record)
    partitions = sorted((record.partitions[index] for index in found.shown), key=gravity)
    return Top(shown=tuple(partition_row(record, partition) for partition in partitions), more=found.more)


def gravity(partition: Partition) -> tuple[int, float]:
    """What a list of the worst is sorted by; what was not measured comes first among its like."""
    rate = partition.disagreement
    return GRAVITY[partition.status], -rate.value if isinstance(rate, Estimate) else -inf


def partition_row(record: Record, partition: Partition) -> PartitionRow:
    """One line."""
    return PartitionRow(
        label=partition.label,
        anchor=anchor_of(record, partition.label),
        output=output_of(record.task, partition),
        rows=count(partition.evaluation_rows),
        share=percent(partition.evaluation_share),
        disagreement=read(partition.disagreement),
        error=read(partition.distillation_error),
        accuracy=read(partition.accuracy),
        badge=BADGES[partition.status],
        stability=stability_of(partition),
    )
