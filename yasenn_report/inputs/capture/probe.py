"""A few rows ahead of all others: what the layers are, which numbers belong to which row, and whether it is sound."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from yasenn_report.errors import AuditError, ModelFileError
from yasenn_report.inputs.capture.layout import Layout
from yasenn_report.inputs.capture.operations import Operation
from yasenn_report.inputs.capture.outputs import choose_output
from yasenn_report.inputs.capture.plan import WIDEST_MAPS, Kept, Plan, filled_up, other_layers, summed_up
from yasenn_report.inputs.capture.seen import PROBED, Seen, different_rows, layout_of, moved, see, with_one_changed
from yasenn_report.inputs.capture.soundness import notes_on, refuse_batch_effects, refuse_random, rows_influence
from yasenn_report.inputs.model_files import ModelFile

BLOCK_ROWS = 8192  # rows per forward pass: larger blocks leave the processor's cache and are slower
MOST_NUMBERS = 2**28  # in one pass: 1 GiB in 32 bits


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
    first = see(file, rows, shape)
    name = choose_output(file, first.passage, output_key, count)
    refuse_random(file, first, see(file, rows, shape), name)
    changed = [see(file, one, shape) for one in with_one_changed(rows, different)]
    if any(len(one.readings) != len(first.readings) for one in changed):
        raise other_layers(file)
    layout = _output_layout(file, first, changed, name, count)
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
    refuse_batch_effects(plan, features)
    return Probed(
        plan=plan,
        operations=_grouped(first, kept),
        last_operation=first.passage.flow.made_by(output),
        notes=notes_on(file, first, changed, name, len(different), [one.maps for one in kept if one.maps is not None]),
    )


def _output_layout(file: ModelFile, first: Seen, changed: Sequence[Seen], name: str, rows: int) -> Layout:
    output = first.passage.outputs[name]
    layout = layout_of(output, [one.passage.outputs.get(name, output[:0]) for one in changed], rows)
    if layout is None:
        raise rows_influence(file)
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
        layout = layout_of(reading.value, [one.readings[number].value for one in changed], rows)
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
