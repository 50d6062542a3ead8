"""Measured numbers as the record holds them."""

from dataclasses import asdict

from yasenn_report.record.measured import Estimate, Measured, NotRun
from yasenn_report.yasenn import bounds

NO_ROWS = NotRun(reason="single rows of the table were left out, as --no-rows asks")


def measured(value: bounds.Measured) -> Measured:
    """An estimate with its interval, or why there is none."""
    return NotRun(reason=value.reason) if isinstance(value, bounds.NotRun) else Estimate(**asdict(value))


def known(value: float | None, reason: str) -> float | NotRun:
    """A number, or why there is none."""
    return NotRun(reason=reason) if value is None else float(value)
