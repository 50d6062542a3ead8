"""A few rows ahead of all others: what the layers are, which numbers belong to which row, and whether it is sound."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from yasenn_report.errors import AuditError, ModelFileError
from yasenn_report.inputs.capture.flow import Flow
from yasenn_report.inputs.capture.layout import Layout, find_layout
from yasenn_report.inputs.capture.operations import Operation
from yasenn_report.inputs.capture.outputs import choose_output
from yasenn_report.inputs.capture.passing import Passage, pass_rows
from yasenn_report.inputs.capture.plan import WIDEST_MAPS, Kept, Plan, filled_up, other_layers, summed_up
from yasenn_report.inputs.model_files import ModelFile

PROBED = 7
"""Rows that are changed one by one: a number that few dimensions have."""
BLOCK_ROWS = 8192  # rows per forward pass: larger blocks leave the processor's cache and are slower
MOST_NUMBERS = 2**28  # in one pass: 1 GiB in 32 bits
SAME = 1e-4  # of the largest value: what counts as the same output, in 32 bits
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Probed:
    """What the probe found."""

    plan: Plan
    operations: tuple[tuple[Operation, ...], ...]
    """For each value that is kept: the operations that led to it from the one kept before; then those to the end."""
    last_operation: str
    """What made the output, in words: ``Softmax``."""
    notes: tuple[str, ...]


def probe_rows(
    file: ModelFile,
    features: NDArray[np.float64],
    *,
    input_shape: tuple[int, ...] | None = None,
    output_key: str | None = None,
) -> Probed:
    """Run a few rows, again, and with one of them changed, and settle from that how all rows are run.

    Args:
        file: the network.
        features: inputs of some rows, (rows, features), finite; different ones are picked from the first 2000.
        input_shape: the shape of one row, if the user says it.
        output_key: which output is audited, if the network returns several.

    Raises:
        AuditError: the network does not take such rows, is random, lets rows influence each other, returns several
            outputs without a choice, or computes outside of PyTorch.
        ModelFileError: it has no hidden layer.
    """
    shape = input_shape or file.input_shape
    different = different_rows(features)
    count = (
        max(PROBED, file.fewest_rows) if file.most_rows is None else min(max(PROBED, file.fewest_rows), file.most_rows)
    )
    rows = filled_up(np.resize(different[:PROBED], (min(count, PROBED), features.shape[1])), count)
    first = _see(file, rows, shape)
    name = choose_output(file, first.passage, output_key, count)
    _refuse_random(file, first, _see(file, rows, shape), name)
    changed = [_see(file, one, shape) for one in _with_one_changed(rows, different)]
    if any(len(one.readings) != len(first.readings) for one in changed):
        raise other_layers(file)
    layout = _output_layout(file, first, changed, name, count)
    if file.fewest_rows == 1:
        _refuse_batch_effects(file, rows, shape, first, name, layout)
    output = first.passage.outputs[name]
    kept = _kept(file, first, changed, _origins(file, first, changed, name), count)
    numbers = max(1, first.passage.flow.numbers // count)
    plan = Plan(
        file=file,
        shape=shape,
        kept=kept,
        readings=len(first.readings),
        output=name,
        output_layout=layout,
        block_rows=max(1, file.fewest_rows, min(BLOCK_ROWS, MOST_NUMBERS // numbers)),
    )
    return Probed(
        plan=plan,
        operations=_grouped(first, kept),
        last_operation=first.passage.flow.made_by(output),
        notes=_notes(file, first, changed, name, len(different)),
    )


def different_rows(features: NDArray[np.float64], most: int = 2000) -> NDArray[np.float64]:
    """Up to one more than ``PROBED`` different rows, in their order in the table."""
    _, places = np.unique(features[:most], axis=0, return_index=True)
    return features[np.sort(places)[: PROBED + 1]]


def _see(file: ModelFile, rows: NDArray[np.float64], shape: tuple[int, ...] | None) -> Seen:
    readings: list[Reading] = []

    def keep(flow: Flow, _: int, value: torch.Tensor) -> None:
        readings.append(Reading(value=value.clone(), maps=flow.maps(value), operations=len(flow.operations)))

    return Seen(passage=pass_rows(file, rows, shape, keep), readings=tuple(readings))


def _with_one_changed(rows: NDArray[np.float64], different: NDArray[np.float64]) -> list[NDArray[np.float64]]:
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
    """Which numbers moved by more than rounding: bool, of the value's shape."""
    limit = MOVED * max(1e-30, float(before.abs().max()) if before.numel() else 0.0)
    return ~((after.double() - before.double()).abs() <= limit)


def _layout(value: torch.Tensor, others: Sequence[torch.Tensor], rows: int) -> Layout | None:
    if any(other.shape != value.shape for other in others):
        return None
    return find_layout(value, [moved(value, other) for other in others], rows)


def _output_layout(file: ModelFile, first: Seen, changed: Sequence[Seen], name: str, rows: int) -> Layout:
    output = first.passage.outputs[name]
    layout = _layout(output, [one.passage.outputs.get(name, output[:0]) for one in changed], rows)
    if layout is None:
        raise _influence(file)
    return layout


def _origins(file: ModelFile, first: Seen, changed: Sequence[Seen], name: str) -> frozenset[int]:
    """The readings that lead to the output; all of them where it is the same whatever the rows are."""
    output = first.passage.outputs[name]
    if first.passage.flow.depends(output):
        return first.passage.flow.origins(output)
    if any(moved(output, one.passage.outputs[name]).any() for one in changed):
        raise AuditError(
            f"{file.name}: its output is computed outside of PyTorch's operators (by NumPy, for example), so that rows "
            "cannot be followed through its layers; export a network that uses PyTorch throughout"
        )
    return frozenset(range(len(first.readings)))


def _kept(
    file: ModelFile, first: Seen, changed: Sequence[Seen], origins: frozenset[int], rows: int
) -> tuple[Kept, ...]:
    """The readings that lead to the output, each value once."""
    kept: list[Kept] = []
    lines: list[torch.Tensor] = []
    for number, reading in enumerate(first.readings):
        if number not in origins or not reading.value.is_floating_point():
            continue
        layout = _layout(reading.value, [one.readings[number].value for one in changed], rows)
        if layout is None:
            raise AuditError(
                f"{file.name}: what its layer before operation {reading.operations + 1} puts out, of shape "
                f"{tuple(reading.value.shape)} for {rows} rows, mixes the rows; every layer must keep one entry per row"
            )
        line = layout.by_row(reading.value, rows).reshape(rows, -1)
        if any(torch.equal(line, other) for other in lines):
            continue  # two layers that read the same value, heads for example
        lines.append(line)
        maps = _wide_maps(reading.maps)
        units = line.shape[1] if maps is None else summed_up(line.reshape(rows, *maps))[0].numel()
        kept.append(Kept(reading=number, layout=layout, maps=maps, units=units))
    if not kept:
        raise ModelFileError(
            f"{file.name}: the network has {_weighted(first)} and so no hidden layer; the audit follows rows through "
            "at least one hidden layer, and a network without one is its own explanation: read its weights"
        )
    return tuple(kept)


def _weighted(seen: Seen) -> str:
    found = sum(operation.weighted for operation in seen.passage.flow.operations)
    return f"{found} layer{'' if found == 1 else 's'} with weights"


def _wide_maps(maps: tuple[int, ...] | None) -> tuple[int, ...] | None:
    return maps if maps is not None and math.prod(maps) > WIDEST_MAPS and len(maps) in (2, 3, 4) else None


def _grouped(first: Seen, kept: Sequence[Kept]) -> tuple[tuple[Operation, ...], ...]:
    """Operations in stretches: up to the first with weights, then up to each value that is kept, then to the end."""
    operations = first.passage.flow.operations
    start = next(place for place, operation in enumerate(operations) if operation.weighted)
    ends = [start, *(first.readings[one.reading].operations for one in kept), len(operations)]
    starts = [0, *ends[:-1]]
    return tuple(tuple(operations[begin:end]) for begin, end in zip(starts, ends, strict=True))


def _distance(one: torch.Tensor, other: torch.Tensor) -> float:
    """Largest difference, in units of the largest value but at least of 1; infinite where the shapes differ."""
    if one.shape != other.shape:
        return math.inf
    if not one.numel():
        return 0.0
    return float((one.double() - other.double()).abs().max()) / max(1.0, float(one.abs().max()))


def _refuse_random(file: ModelFile, first: Seen, again: Seen, name: str) -> None:
    if _distance(first.passage.outputs[name], again.passage.outputs.get(name, torch.empty(0))) > SAME:
        raise AuditError(f"{file.name}: two runs on the same rows differ; an audit needs a network that is not random")


def _refuse_batch_effects(
    file: ModelFile,
    rows: NDArray[np.float64],
    shape: tuple[int, ...] | None,
    first: Seen,
    name: str,
    layout: Layout,
) -> None:
    """One row alone must give what it gives among others."""
    together = layout.by_row(first.passage.outputs[name], len(rows))
    for place, row in enumerate(rows[:PROBED]):
        alone = _see(file, row[None], shape).passage.outputs.get(name)
        if alone is None or not layout.fits(alone, 1):
            raise _influence(file)
        if _distance(layout.by_row(alone, 1)[0], together[place]) > SAME:
            raise _influence(file)


def _influence(file: ModelFile) -> AuditError:
    return AuditError(
        f"{file.name}: what the network says of a row depends on the other rows of the batch (a normalisation layer "
        "without stored statistics, for example); export the network with its statistics"
    )


def _notes(file: ModelFile, first: Seen, changed: Sequence[Seen], name: str, different: int) -> tuple[str, ...]:
    notes = []
    if different < 2:
        notes.append("All rows are alike, so that it could not be tried whether rows influence each other.")
    elif not any(moved(first.passage.outputs[name], one.passage.outputs[name]).any() for one in changed):
        notes.append("On the first rows of the table the output stays the same whatever the inputs are.")
    if len(first.passage.outputs) > 1:
        others = ", ".join(repr(other) for other in first.passage.outputs if other != name)
        notes.append(f"The network returns several outputs; {name!r} is audited, not {others}.")
    if file.most_rows is not None:
        notes.append(
            f"The file fixes how many rows run at once (at most {file.most_rows}); a block with fewer is filled up."
        )
    return tuple(notes)
