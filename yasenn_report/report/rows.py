"""The evaluation rows one by one: what the network says of each, what its partition says, and how far that is off."""

import csv
import io
from collections.abc import Iterator

import numpy as np

from yasenn_report.audit import Audit
from yasenn_report.recording.evaluated import EvaluatedRows, evaluated_rows

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""


def write_rows(audit: Audit) -> str:
    """A CSV table, one line per evaluation row, in the order of the file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header(audit))
    parts = evaluated_rows(audit)
    lines = sorted((line for part in parts for line in lines_of(audit, part)), key=lambda line: int(line[0]))
    writer.writerows(lines)
    return text.getvalue()


def header(audit: Audit) -> list[str]:
    """Names of the columns; `row` counts from 1 below the header of the data file."""
    outputs = audit.task.class_names or [str(place + 1) for place in range(len(audit.partitioning.values[0]))]
    decided = ["network decides", "partition decides"] if audit.task.classes else []
    return [
        "row",
        "partition",
        "status",
        "code",
        "code seen in fitting",
        *decided,
        *(f"network: {name}" for name in outputs),
        *(f"partition: {name}" for name in outputs),
        "distillation error",
        "disagrees",
    ]


def lines_of(audit: Audit, part: EvaluatedRows) -> Iterator[list[str]]:
    """One chunk's lines."""
    task, partitioning, fidelity = audit.task, audit.partitioning, audit.fidelity
    decided = np.column_stack([task.decisions(part.outputs), task.decisions(part.values)]) if task.classes else None
    for place, row in enumerate(part.rows.tolist()):
        index = part.member[place]
        yield [
            str(audit.holdout.places[row] + 1),
            partitioning.partitions[index].label,
            fidelity.partitions[index].status,
            "-".join(map(str, part.codes[place].tolist())),
            yes(part.seen[place]),
            *([] if decided is None else [inert(task.class_names[one]) for one in decided[place].tolist()]),
            *(f"{value:.9g}" for value in (*part.outputs[place].tolist(), *part.values[place].tolist())),
            f"{part.errors[place]:.9g}",
            yes(part.missed[place]),
        ]


def yes(value: bool | np.bool_) -> str:
    """A truth value as a word."""
    return "yes" if value else "no"


def inert(name: str) -> str:
    """A class name that no spreadsheet takes for a formula."""
    return f"'{name}" if name.startswith(FORMULA) else name
