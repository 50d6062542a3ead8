"""One forward pass of some rows, with whatever goes wrong in it said in one line."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from yasenn_report.errors import AuditError, ModelFileError
from yasenn_report.inputs.capture.flow import Flow
from yasenn_report.inputs.capture.limits import limited
from yasenn_report.inputs.model_files import ModelFile
from yasenn_report.numbers import plural

FAILURES = (RuntimeError, ValueError, TypeError, IndexError, MemoryError, TimeoutError)
"""What PyTorch raises where a network does not take the rows that it is given, or cannot hold what it computes."""

Watch = Callable[[Flow, int, torch.Tensor], None]
"""Told of each reading: the flow, the reading's number, and the value read, which later operations may overwrite."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passage:
    """What came out of one forward pass."""

    flow: Flow
    outputs: Mapping[str, torch.Tensor]
    """By name: a key of a dictionary, a place in a tuple, both joined by dots; an empty name for a single tensor."""


def pass_rows(file: ModelFile, features: NDArray[np.float64], shape: tuple[int, ...] | None, watch: Watch) -> Passage:
    """Run rows through the network.

    Args:
        file: the network.
        features: inputs, (rows, features), finite, as many rows as the network takes at once.
        shape: of one row as the network takes it; None for (features,).
        watch: told of each reading as it happens.

    Raises:
        AuditError: the network does not take such rows.
        ModelFileError: its program asks for something that is not run.
    """
    rows = as_rows(file, features, shape)
    fast = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)  # one fused operation would hide a whole block of attention
    flow = Flow(rows, file.weights, lambda value: watch(flow, flow.readings, value))
    try:
        with torch.inference_mode(), limited(), flow:
            outcome = file.run(rows)
    except ModelFileError as refusal:  # of a program in the file, which is read further while it runs
        raise ModelFileError(f"{file.name}: {refusal}") from refusal
    except FAILURES as error:
        raise AuditError(_not_run(file, flow, rows, error)) from error
    finally:
        torch.backends.mha.set_fastpath_enabled(fast)
    return Passage(flow=flow, outputs=named(outcome))


def as_rows(file: ModelFile, features: NDArray[np.float64], shape: tuple[int, ...] | None) -> torch.Tensor:
    """Rows of the table as the network takes them.

    Raises:
        AuditError: the network takes another count of numbers per row, or only whole numbers.
    """
    width = features.shape[1]
    if file.inputs not in (None, width):
        raise AuditError(
            f"{file.name}: it takes {plural(file.inputs or 0, 'number')} per row, but the rows have {width}; give the "
            "network's inputs in its order"
        )
    if shape is not None and math.prod(shape) != width:
        raise AuditError(
            f"{file.name}: it takes {plural(math.prod(shape), 'number')} per row, in the shape "
            f"{shape_words(shape)}, but the table gives {width}; give as many input columns"
        )
    if not file.dtype.is_floating_point and (features != np.floor(features)).any():
        row, column = np.argwhere(features != np.floor(features))[0]
        raise AuditError(
            f"{file.name}: it takes whole numbers ({str(file.dtype).removeprefix('torch.')}), but row {row + 1} has "
            f"{features[row, column]:.6g} in input {column + 1}"
        )
    made = torch.from_numpy(np.array(features, dtype=np.float64)).to(file.dtype)
    return made if shape is None else made.reshape(len(features), *shape)


def shape_words(shape: tuple[int, ...]) -> str:
    """A shape as the command line takes it: 1,8,8."""
    return ",".join(str(size) for size in shape)


def named(outcome: object, prefix: str = "") -> dict[str, torch.Tensor]:
    """The tensors of an outcome by name; fields of named tuples by their names, other places counted from 0."""
    if isinstance(outcome, torch.Tensor):
        return {prefix: outcome}
    parts: list[tuple[str, object]] = []
    if isinstance(outcome, Mapping):
        parts = [(str(key), value) for key, value in outcome.items()]
    elif isinstance(outcome, tuple) and hasattr(outcome, "_asdict"):
        parts = list(outcome._asdict().items())
    elif isinstance(outcome, tuple | list):
        parts = [(str(place), value) for place, value in enumerate(outcome)]
    return {
        name: tensor
        for key, value in parts
        for name, tensor in named(value, f"{prefix}.{key}" if prefix else key).items()
    }


def _not_run(file: ModelFile, flow: Flow, rows: torch.Tensor, error: Exception) -> str:
    if isinstance(error, MemoryError) or "can't allocate memory" in str(error):
        return f"{file.name}: running it on {len(rows)} rows takes more memory than this machine has free"
    if isinstance(error, TimeoutError):
        return f"{file.name}: running it on {len(rows)} rows is not done: {error}"
    if flow.failed is None:
        given = shape_words(tuple(rows.shape[1:]))
        return f"{file.name}: it cannot be run on rows of shape {given}: {one_line(error)}"
    operation, shape = flow.failed
    place = f"layer {operation.path} ({operation.words})" if operation.path else operation.words
    hint = ""
    if rows.ndim == 2 and operation.words.startswith("Conv"):
        hint = "; if a row is an image, say its shape with --input-shape, as 1,8,8"
    return f"{file.name}: {place} does not take values of shape {shape}: {one_line(error)}{hint}"


def one_line(error: Exception) -> str:
    """The first line of an exception's text."""
    return str(error).splitlines()[0][:300] if str(error) else type(error).__name__
