"""The evaluation rows one by one: what the network says of each, what its partition says, and how far that is off."""

from collections.abc import Iterator

import numpy as np

from yasenn_report.audit import Audit
from yasenn_report.recording.evaluated import EvaluatedRows, evaluated_rows
from yasenn_report.report.cells import exactly, inert, write_table, yes
from yasenn_report.report.flagged import header


def write_rows(audit: Audit) -> str:
    """A CSV table, one line per evaluation row, in the order of the file."""
    lines = [line for part in evaluated_rows(audit) for line in lines_of(audit, part)]
    outputs = audit.task.class_names or [str(place + 1) for place in range(len(audit.partitioning.values[0]))]
    return write_table(header(outputs, decides=audit.task.classes), sorted(lines, key=lambda line: int(line[0])))


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
            *(exactly(value) for value in (*part.outputs[place].tolist(), *part.values[place].tolist())),
            exactly(part.errors[place]),
            yes(part.missed[place]),
        ]
