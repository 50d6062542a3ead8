"""What the record's types cannot see: whether what it says fits together."""

from collections.abc import Callable, Iterator

from yasenn_report.inputs.records.amounts import AMOUNTS
from yasenn_report.inputs.records.drift import DRIFT
from yasenn_report.inputs.records.errors import ERRORS
from yasenn_report.inputs.records.groups import GROUPS
from yasenn_report.inputs.records.names import NAMES
from yasenn_report.inputs.records.places import Parts
from yasenn_report.inputs.records.shapes import SHAPES
from yasenn_report.inputs.records.trees import TREES
from yasenn_report.inputs.records.verdict import VERDICT
from yasenn_report.record import Record

Check = Callable[[Parts], Iterator[str]]
"""Sentences that say a place and what is wrong there; they end without a stop."""

CHECKS: tuple[Check, ...] = (*AMOUNTS, *SHAPES, *NAMES, *TREES, *ERRORS, *VERDICT, *DRIFT, *GROUPS)
"""In this order: each may rely on those before it."""


def find_fault(record: Record) -> str | None:
    """The first thing that does not fit, as a sentence that begins with its place; None if all does."""
    parts = Parts(record)
    return next((fault for check in CHECKS for fault in check(parts)), None)
