"""The evaluation rows one by one: what the network says of each, what its partition says, and how far that is off."""

import csv
import io
import re
from collections.abc import Iterator

import numpy as np

from yasenn_report.audit import Audit
from yasenn_report.recording.evaluated import EvaluatedRows, evaluated_rows
from yasenn_report.report.characters import walled

FORMULA = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""What makes a spreadsheet take a cell for a formula, also in full width and small."""

TRIMMED = r"[\s\ufeff\u200b-\u200f]*"
"""What a spreadsheet may take away before it looks."""

AT_THE_START = re.compile(rf"[\t\r\n]|{TRIMMED}[{FORMULA}]")
BEHIND_A_SEPARATOR = re.compile(rf"([;,|\t\r\n\"]{TRIMMED})(?=[{FORMULA}])")
"""Where a spreadsheet that separates by something else would begin a cell."""


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
        *(inert(f"network: {name}") for name in outputs),
        *(inert(f"partition: {name}") for name in outputs),
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
    """Text out of a file as a cell: no spreadsheet takes any part of it for a formula, nothing in it turns the line.

    An apostrophe goes before what would open a formula: at the start, and where another cell might begin.
    """
    marked = BEHIND_A_SEPARATOR.sub(r"\1'", name)
    return walled(f"'{marked}" if AT_THE_START.match(name) else marked)
