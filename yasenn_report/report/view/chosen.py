"""Which partitions get room on the page where there is not room for all: those that a reviewer must look at."""

from collections.abc import Mapping

from yasenn_report.record import Record
from yasenn_report.record.partitions import Status
from yasenn_report.report.view.lists import Top, most_of, top

SHEETS_SHOWN = 3
ROWS_SHOWN = 25

GRAVITY: Mapping[Status, int] = {"low_fidelity": 0, "inconclusive": 1, "within_tolerance": 2}


def gravest_first(record: Record) -> list[int]:
    """Indices of all partitions: low fidelity, then inconclusive, then the others; within these most rows first."""
    return sorted(
        range(len(record.partitions)),
        key=lambda index: (GRAVITY[record.partitions[index].status], -record.partitions[index].evaluation_rows, index),
    )


def chosen(record: Record, summary: int, one: str) -> Top[int]:
    """The partitions that are shown, in the order of their labels; in a summary at most so many."""
    found = top(gravest_first(record), most_of(record, summary), one)
    return Top(shown=tuple(sorted(found.shown)), more=found.more)


def with_sheets(record: Record) -> Top[int]:
    """The partitions that have a sheet of their own, the gravest first."""
    return top(gravest_first(record), most_of(record, SHEETS_SHOWN), "partition")


def with_rows(record: Record) -> Top[int]:
    """The partitions that have a line in the table."""
    return chosen(record, ROWS_SHOWN, "partition")


def anchor_of(record: Record, label: str) -> str:
    """Where the sheet of a partition stands; empty if it has none, and nothing can lead there."""
    labels = {record.partitions[index].label for index in with_sheets(record).shown}
    return f"sheet-{label}" if label in labels else ""
