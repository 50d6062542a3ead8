"""What a policy says: conditions, what they mean for the verdict, and waivers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.record.decision import By, Comparison, Meanings, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that is required."""

    metric: str
    """A name of ``metrics.find_metric``."""
    comparison: Comparison
    threshold: float
    severity: Severity
    by: By
    """``value`` where the metric has no interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that somebody answers for until a day."""

    finding: str
    """Its code."""
    partition: str | None
    """Label or id of the partition; None for every finding of the code."""
    owner: str
    reason: str
    expires: date
    """It counts through this day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All of it."""

    title: str | None
    source: Literal["default", "file", "configuration"]
    file: SmallFile | None
    """Where it stands; None for the default."""
    meanings: Meanings
    conditions: tuple[Condition, ...]
    waivers: tuple[Waiver, ...]
