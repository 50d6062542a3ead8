"""The evaluation rows in partitions that may not be relied on: counted all, shown those that are farthest off."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from yasenn_report.audit import Audit
from yasenn_report.record.measured import NotRun
from yasenn_report.record.rows import FlaggedRow, FlaggedRows
from yasenn_report.recording.evaluated import EvaluatedRows, evaluated_rows
from yasenn_report.recording.measured import NO_ROWS

MOST_ROWS = 2000


def record_flagged(audit: Audit, *, rows: bool) -> FlaggedRows | NotRun:
    """The rows in partitions that are low fidelity or inconclusive, if single rows may be shown."""
    if not rows:
        return NO_ROWS
    flagged = np.array([one.status != "within_tolerance" for one in audit.fidelity.partitions])
    return gather(audit, evaluated_rows(audit) if flagged.any() else (), flagged)


def gather(audit: Audit, parts: Iterable[EvaluatedRows], flagged: NDArray[np.bool_]) -> FlaggedRows:
    """Fold all parts, keeping no more rows of them than are shown.

    Args:
        audit: names the partitions and the rows.
        parts: evaluation rows.
        flagged: by partition, whether it is low fidelity or inconclusive.
    """
    total = disagreeing = 0
    kept: list[FlaggedRow] = []
    for part in parts:
        mine = flagged[part.member]
        total += int(mine.sum())
        disagreeing += int(part.missed[mine].sum())
        kept = sorted([*kept, *rows_of(audit, part, mine)], key=farthest_first)[:MOST_ROWS]
    return FlaggedRows(total=total, disagreeing=disagreeing, rows=tuple(sorted(kept, key=lambda one: one.row)))


def farthest_first(row: FlaggedRow) -> tuple[float, int]:
    """Sorts rows by their distillation error, the largest first; ties by their place in the file."""
    return -row.distillation_error, row.row


def rows_of(audit: Audit, part: EvaluatedRows, mine: NDArray[np.bool_]) -> Iterator[FlaggedRow]:
    """The rows (rows,) of a part that are marked."""
    holdout = audit.holdout
    for place in np.flatnonzero(mine).tolist():
        row, index = int(part.rows[place]), int(part.member[place])
        yield FlaggedRow(
            row=int(holdout.places[row]) + 1,
            ids=tuple(holdout.id_entries[row].tolist()),
            partition=audit.partitioning.partitions[index].label,
            status=audit.fidelity.partitions[index].status,
            code=tuple(part.codes[place].tolist()),
            code_seen=bool(part.seen[place]),
            network=tuple(part.outputs[place].tolist()),
            distillation_error=float(part.errors[place]),
            disagrees=bool(part.missed[place]),
        )
