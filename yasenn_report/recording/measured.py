"""Measured numbers as the record holds them."""

from dataclasses import asdict

from yasenn_report.record.measured import Estimate, Gap, Measured, NotRun
from yasenn_report.yasenn import bounds, gaps

NO_ROWS = NotRun(reason="single rows of the table were left out, as --no-rows asks")


def measured(value: bounds.Measured) -> Measured:
    """An estimate with its interval, or why there is none."""
    return NotRun(reason=value.reason) if isinstance(value, bounds.NotRun) else Estimate(**asdict(value))


def gap(found: gaps.Gap | bounds.NotRun) -> Gap | NotRun:
    """A share here and elsewhere, or why they were not compared."""
    return NotRun(reason=found.reason) if isinstance(found, bounds.NotRun) else compared(found)


def compared(found: gaps.Gap) -> Gap:
    """A share here and elsewhere."""
    return Gap(here=measured(found.here), elsewhere=measured(found.elsewhere), difference=measured(found.difference))


def known(value: float | None, reason: str) -> float | NotRun:
    """A number, or why there is none."""
    return NotRun(reason=reason) if value is None else float(value)
