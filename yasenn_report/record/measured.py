"""Measured numbers as the record holds them: a value with its bounds, or the reason why there is none."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A measured number and how far it can be trusted."""

    metric: str
    """What was measured, for example `agreement`."""
    value: float
    low: float
    high: float
    confidence: float
    """Between 0 and 1: how sure the bounds are, in the sense of `scope`."""
    method: str
    """How the bounds were computed."""
    scope: Literal["marginal", "simultaneous"]
    """`marginal`: the interval holds by itself. `simultaneous`: see `method` for what holds at once."""
    rows: int
    """How many evaluation rows it was measured on."""
    effective_rows: float
    """How many independent rows of equal weight these are worth; `rows` where there are no groups and weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRun:
    """Something that was not computed or does not apply, and why. It stands in the place of the value."""

    status: Literal["not_run"] = "not_run"
    reason: str


Measured = Estimate | NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A share of rows here, and the same share of other rows."""

    here: Measured
    """With an interval that holds by itself."""
    elsewhere: Measured
    """Likewise."""
    difference: Measured
    """Here less elsewhere, -1 to 1; the bounds are two-sided and hold for all gaps of its kind at once."""
