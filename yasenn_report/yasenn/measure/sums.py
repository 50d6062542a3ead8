"""Sums over evaluation rows that add up, so that any number of rows can be measured in pieces, in any order."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Sums = NDArray[np.float64]


def added(one: Any, other: Any) -> dict[str, Any]:
    """The fields of two tallies, added field by field; dictionaries key by key."""
    sums: dict[str, Any] = {}
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        sums[field.name] = {key: left[key] + right[key] for key in left} if isinstance(left, dict) else left + right
    return sums
