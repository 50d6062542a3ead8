"""What a check before an audit found: the same shape for every check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alert:
    """Something about network and table that looks wrong, or that a reader should know."""

    code: str
    """Stable, among those of findings: ``YR020`` and so on."""
    title: str
    severity: Severity
    sentence: str
    """With its numbers."""
    without_rows: str | None = None
    """The same where no single row may be named; None if it names none."""
    rows: NDArray[np.bool_] | None = None
    """(rows,): which rows of the table it concerns; None: all of them."""
    value: float | None = None
    """What was measured, where one number says it."""
    threshold: float | None = None
    """What it broke."""


def listed(names: Sequence[str], most: int = 5) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
