"""What one pass of a few rows shows, and what moves when one of the rows is replaced."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from yasenn_report.inputs.capture.flow import Flow
from yasenn_report.inputs.capture.layout import Layout, find_layout
from yasenn_report.inputs.capture.passing import Passage, pass_rows
from yasenn_report.inputs.model_files import ModelFile

PROBED = 7
"""Rows that are changed one by one: a number that few dimensions have."""
MOVED = 1e-6  # of the largest value: what counts as a number that did not move


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A value that an operation with weights read, as it was at that moment."""

    value: torch.Tensor
    maps: tuple[int, ...] | None
    operations: int
    """How many operations there were before it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """All that one pass of the probed rows showed."""

    passage: Passage
    readings: tuple[Reading, ...]


def different_rows(features: NDArray[np.float64], most: int = 2000) -> NDArray[np.float64]:
    """Up to one more than ``PROBED`` different rows, in their order in the table."""
    _, places = np.unique(features[:most], axis=0, return_index=True)
    return features[np.sort(places)[: PROBED + 1]]


def see(file: ModelFile, rows: NDArray[np.float64], shape: tuple[int, ...] | None) -> Seen:
    """Run rows (rows, features) and keep every reading as it was at its moment.

    Raises:
        AuditError: the network does not take such rows.
    """
    readings: list[Reading] = []

    def keep(flow: Flow, _: int, value: torch.Tensor) -> None:
        readings.append(Reading(value=value.clone(), maps=flow.maps(value), operations=len(flow.operations)))

    return Seen(passage=pass_rows(file, rows, shape, keep), readings=tuple(readings))


def with_one_changed(rows: NDArray[np.float64], different: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The rows with the first, then the second ... replaced by another one; none where all rows are alike."""
    made = []
    for place in range(min(PROBED, len(rows))):
        others = different[(different != rows[place]).any(axis=1)]
        if len(others):
            copy = rows.copy()
            copy[place] = others[-1]
            made.append(copy)
    return made


def moved(before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """Which numbers moved by more than rounding: bool, of the value's shape. What is no number stays none."""
    finite = before[torch.isfinite(before)] if before.is_floating_point() else before
    limit = MOVED * max(1e-30, float(finite.abs().max()) if finite.numel() else 0.0)
    return ~_alike(before, after) & ~((after.double() - before.double()).abs() <= limit)


def distance(one: torch.Tensor, other: torch.Tensor) -> float:
    """Largest difference, in units of the largest value but at least of 1; infinite where the shapes differ."""
    if one.shape != other.shape:
        return math.inf
    differing = ~_alike(one, other)
    if not differing.any():
        return 0.0
    gap = float((one[differing].double() - other[differing].double()).abs().max())
    finite = one[torch.isfinite(one)]
    return math.inf if math.isnan(gap) else gap / max(1.0, float(finite.abs().max()) if finite.numel() else 1.0)


def _alike(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """Which numbers are the same, or none in both."""
    return (one == other) | (torch.isnan(one) & torch.isnan(other))


def layout_of(value: torch.Tensor, others: Sequence[torch.Tensor], rows: int) -> Layout | None:
    """Where the rows are in a value, from what the same value was when the first, second, ... row was replaced."""
    if any(other.shape != value.shape for other in others):
        return None
    return find_layout(value, [moved(value, other) for other in others], rows)
