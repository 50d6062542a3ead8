"""The flagged rows of a record as a CSV table, which goes into the PDF beside the JSON."""

from collections.abc import Sequence

from yasenn_report.record import Record
from yasenn_report.record.rows import FlaggedRow, FlaggedRows
from yasenn_report.report.cells import exactly, inert, write_table, yes


def write_flagged(record: Record, flagged: FlaggedRows) -> str:
    """One line per evaluation row in a partition that is low fidelity or inconclusive, in the order of the file."""
    values = {partition.label: partition.value for partition in record.partitions}
    lines = [line_of(record, row, values[row.partition]) for row in flagged.rows]
    return write_table(header(output_names(record), decides=record.task.classes, ids=record.table.ids), lines)


def header(outputs: Sequence[str], *, decides: bool, ids: Sequence[str] = ()) -> list[str]:
    """Names of the columns of a table of evaluation rows; `row` counts from 1 below the header of the data file.

    Args:
        outputs: the classes, or the outputs by their places.
        decides: whether the network decides between classes.
        ids: the columns that name rows.
    """
    return [
        "row",
        *(inert(f"id: {name}") for name in ids),
        "partition",
        "status",
        "code",
        "code seen in fitting",
        *(["network decides", "partition decides"] if decides else []),
        *(inert(f"network: {name}") for name in outputs),
        *(inert(f"partition: {name}") for name in outputs),
        "distillation error",
        "disagrees",
    ]


def output_names(record: Record) -> list[str]:
    """The classes, or the outputs by their places from 1 on."""
    return list(record.task.class_names) or [str(place + 1) for place in range(len(record.partitions[0].value))]


def line_of(record: Record, row: FlaggedRow, value: tuple[float, ...]) -> list[str]:
    """One row's line; `value` is what its partition answers."""
    task = record.task
    decided = (
        [inert(task.class_names[task.decision(output)]) for output in (row.network, value)] if task.classes else []
    )
    return [
        str(row.row),
        *map(inert, row.ids),
        row.partition,
        row.status,
        "-".join(map(str, row.code)),
        yes(row.code_seen),
        *decided,
        *map(exactly, (*row.network, *value)),
        exactly(row.distillation_error),
        yes(row.disagrees),
    ]
