"""Of many flagged rows those that are farthest off are shown, and all are counted."""

from dataclasses import replace

import numpy as np
import pytest

from yasenn_report.audit import Audit
from yasenn_report.recording import flagged
from yasenn_report.recording.evaluated import EvaluatedRows, evaluated_rows
from yasenn_report.recording.flagged import gather

pytestmark = pytest.mark.slow


def slices(part: EvaluatedRows, size: int) -> list[EvaluatedRows]:
    names = EvaluatedRows.__slots__
    return [
        replace(part, **{name: getattr(part, name)[start : start + size] for name in names})
        for start in range(0, len(part.rows), size)
    ]


def test_the_largest_errors_are_kept_whatever_the_chunks(xor_audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    (part,) = evaluated_rows(xor_audit)
    marked = np.arange(len(xor_audit.partitioning.partitions)) % 2 == 0
    mine = np.flatnonzero(marked[part.member])
    farthest = mine[np.lexsort((part.rows[mine], -part.errors[mine]))][:50]
    expected = sorted(int(xor_audit.holdout.places[row]) + 1 for row in part.rows[farthest])
    monkeypatch.setattr(flagged, "MOST_ROWS", 50)
    for size in (7, 100, len(part.rows)):
        found = gather(xor_audit, slices(part, size), marked)
        assert (found.total, found.disagreeing) == (len(mine), int(part.missed[mine].sum()))
        assert [row.row for row in found.rows] == expected


def test_rows_of_one_error_are_kept_in_the_order_of_the_file(xor_audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    (part,) = evaluated_rows(xor_audit)
    part = replace(part, errors=np.ones(len(part.rows)))
    monkeypatch.setattr(flagged, "MOST_ROWS", 3)
    found = gather(xor_audit, slices(part, 10), np.ones(len(xor_audit.partitioning.partitions), dtype=np.bool_))
    assert [row.row for row in found.rows] == [int(place) + 1 for place in np.sort(part.rows)[:3]]


def test_no_partition_to_flag_has_no_rows(xor_audit: Audit) -> None:
    found = gather(xor_audit, (), np.zeros(len(xor_audit.partitioning.partitions), dtype=np.bool_))
    assert (found.total, found.disagreeing, found.rows) == (0, 0, ())
