"""Run rows through the network and keep what each hidden layer puts out: the activation sequences."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.inputs.network import Network

LARGEST = 1e37  # trees keep values in 32 bits
BLOCK_ROWS = 8192  # rows per forward pass: larger blocks leave the processor's cache and are slower


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Activations:
    """What the network does with some rows. Arrays are read-only."""

    layers: tuple[NDArray[np.floating], ...]
    """One array (rows, units) per hidden layer, from input to output."""
    outputs: NDArray[np.float64]
    """What the last layer puts out, (rows, outputs), as it is: logits, probabilities or values."""


def capture(network: Network, features: NDArray[np.float64], *, rows: NDArray[np.intp] | None = None) -> Activations:
    """Run rows through the network in evaluation mode.

    Args:
        network: the network to run.
        features: inputs, (rows, features), finite.
        rows: which rows of the table these are, counted from 0, for messages; by default the first ones.

    Raises:
        AuditError: the network does not take such rows, or puts out something that is not a finite number.
    """
    blocks = [run_block(network, features[at : at + BLOCK_ROWS]) for at in range(0, len(features), BLOCK_ROWS)]
    outputs = np.concatenate([block[-1] for block in blocks]).astype(np.float64)
    layers = tuple(np.concatenate(parts) for parts in zip(*(block[:-1] for block in blocks), strict=True))
    refuse_unusable(network, (*layers, outputs), np.arange(len(features)) if rows is None else rows)
    for array in (outputs, *layers):
        array.flags.writeable = False
    return Activations(layers=layers, outputs=outputs)


def run_block(network: Network, features: NDArray[np.float64]) -> list[NDArray[np.floating]]:
    """One forward pass: the value that each weight layer but the first reads, then the output; each (rows, units)."""
    values = torch.from_numpy(features.astype(np.float64)).to(network.dtype)
    kept = []
    weight_layers_seen = 0
    with torch.inference_mode():
        for step in network.steps:
            if step.has_weights:
                if weight_layers_seen:
                    kept.append(flat(values))
                weight_layers_seen += 1
            try:
                values = step.module(values)
            except (RuntimeError, ValueError, IndexError) as error:
                raise AuditError(
                    f"{network.file.name}: layer {step.path} ({step.operation}) does not take values of "
                    f"shape {tuple(values.shape)}: {one_line(error)}"
                ) from error
            if values.ndim == 0 or len(values) != len(features):
                raise AuditError(
                    f"{network.file.name}: layer {step.path} ({step.operation}) turns {len(features)} rows into "
                    f"{len(values) if values.ndim else 1}; every layer must keep one entry per row"
                )
    return [*kept, flat(values)]


def flat(values: torch.Tensor) -> NDArray[np.floating]:
    """A copy with one line per row: a later in-place layer must not rewrite what was kept."""
    array: NDArray[np.floating] = values.reshape(len(values), -1).numpy().copy()
    return array


def refuse_unusable(network: Network, values: tuple[NDArray[np.floating], ...], rows: NDArray[np.intp]) -> None:
    """Stop at the first row with a value that is no number, or so large that its square would be none."""
    bad = np.zeros(len(rows), dtype=bool)
    for array in values:
        bad |= ~(np.abs(array.astype(np.float64)) < LARGEST).all(axis=1)
    if bad.any():
        raise AuditError(
            f"{network.file.name}: in row {rows[bad.argmax()] + 1} the network computes a value that is no number or "
            f"is larger than {LARGEST:g}; check the weights and the scale of the inputs"
        )


def probe(network: Network, features: NDArray[np.float64], *, rows: NDArray[np.intp] | None = None) -> None:
    """Check on a few rows that the network treats rows one by one and gives the same answer twice.

    Args:
        network: the network to try.
        features: inputs, (rows, features), finite.
        rows: as for ``capture``.

    Raises:
        AuditError: outputs depend on the other rows of a batch, or change from run to run.
    """
    few, places = features[:7], None if rows is None else rows[:7]
    together = capture(network, few, rows=places).outputs
    tolerance = 1e-4 * max(1.0, float(np.abs(together).max()))
    if np.abs(capture(network, few, rows=places).outputs - together).max() > tolerance:
        raise AuditError(
            f"{network.file.name}: two runs on the same rows differ; an audit needs a network that is not random"
        )
    alone = np.concatenate([capture(network, row[None]).outputs for row in few])
    if np.abs(alone - together).max() > tolerance:
        raise AuditError(
            f"{network.file.name}: what the network says of a row depends on the other rows of the batch (a "
            "normalisation layer without stored statistics, for example); export the network with its statistics"
        )


def one_line(error: Exception) -> str:
    """The first line of an exception's text."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__
