"""Run rows through the network and keep what each hidden layer puts out: the activation sequences."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.errors import AuditError
from yasenn_report.inputs.network import Network

LARGEST = 1e37  # trees keep values in 32 bits


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
    *layers, last = network.plan.run(features)
    outputs = last.astype(np.float64)
    refuse_unusable(network, (*layers, outputs), np.arange(len(features)) if rows is None else rows)
    for array in (outputs, *layers):
        array.flags.writeable = False
    return Activations(layers=tuple(layers), outputs=outputs)


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
