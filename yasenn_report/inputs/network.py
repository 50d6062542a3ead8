"""Turn a model file, or a module, into a Network: its layers in the order in which they run, ready for rows."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import nn

from yasenn_report.errors import AuditError, ModelFileError
from yasenn_report.inputs.capture.operations import Operation
from yasenn_report.inputs.capture.plan import Plan
from yasenn_report.inputs.capture.probe import Probed, probe_rows
from yasenn_report.inputs.model_files import ModelFile, in_memory, open_model

IN_MEMORY = "the network"
"""What messages call a network that comes from no file."""
MADE_UP_ROWS = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """A layer as the report counts them: what an operation with weights reads, and all that led to it."""

    name: str
    """``preparation of the inputs``, ``hidden layer 1`` (nearest the input), ..., ``output layer``."""
    path: str
    """Where its weights stand in the file; empty where they have no name, or there are none."""
    operations: str
    """For example ``Linear(30, 32), ReLU``."""
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """A trained feed-forward network, in evaluation mode, with the facts of its file."""

    file: ModelFile
    layers: tuple[Layer, ...]
    """From input to output."""
    plan: Plan
    """How rows are run through it."""
    last_operation: str
    """What makes the output: ``Softmax``, ``Linear(16, 1)``."""
    notes: tuple[str, ...]
    """What was found and settled in the file and on the first rows, in sentences for the report."""

    @property
    def parameters(self) -> int:
        """Number of trained numbers."""
        return self.file.parameters

    @property
    def inputs(self) -> int | None:
        """How many numbers per row the network takes; None where nothing says so."""
        return self.file.inputs

    @property
    def hidden_layers(self) -> tuple[Layer, ...]:
        """The layers whose activations can become part of a code."""
        return tuple(layer for layer in self.layers if layer.hidden)


def load_network(path: Path, rows: NDArray[np.float64] | None = None) -> Network:
    """Open a model file without running anything in it, and follow some rows through the network.

    Args:
        path: of the file.
        rows: inputs of some rows that the network is meant for, (rows, features); made up at random where the file
            says how many inputs there are.

    Raises:
        ModelFileError: the file is not a network this tool opens, or the network has no hidden layer.
        AuditError: the network does not take such rows, or does not treat rows one by one.
    """
    return take_file(open_model(path), rows)


def take_network(module: nn.Module, rows: NDArray[np.float64] | None = None) -> Network:
    """Take a network from memory. The module stays as it is: what runs is a copy in evaluation mode.

    Args:
        module: any network of PyTorch; its ``forward`` takes one tensor, (rows, features).
        rows: as for ``load_network``.

    Raises:
        ModelFileError: it cannot be copied, or has no hidden layer.
        AuditError: the network does not take such rows, or does not treat rows one by one.
    """
    try:
        copy = deepcopy(module)
    except (TypeError, RuntimeError, AttributeError) as error:
        raise ModelFileError(f"{IN_MEMORY}: it cannot be copied ({str(error).splitlines()[0]})") from error
    return take_file(in_memory(copy, IN_MEMORY), rows)


def take_file(
    file: ModelFile,
    rows: NDArray[np.float64] | None = None,
    *,
    input_shape: tuple[int, ...] | None = None,
    output_key: str | None = None,
) -> Network:
    """Follow some rows through the network of a file, and name the layers that they pass.

    Args:
        file: the opened file.
        rows: as for ``load_network``.
        input_shape: the shape of one row, where the user says it.
        output_key: which output is audited, where the network returns several.

    Raises:
        ModelFileError: the network has no hidden layer.
        AuditError: the network does not take such rows, or does not treat rows one by one.
    """
    if rows is not None and not len(rows):
        raise AuditError(f"{file.name}: there is no row to follow through it; give some rows of its table")
    probed = probe_rows(
        file, made_up_rows(file) if rows is None else rows, input_shape=input_shape, output_key=output_key
    )
    return Network(
        file=file,
        layers=name_layers(probed),
        plan=probed.plan,
        last_operation=probed.last_operation,
        notes=(*file.notes, *probed.notes),
    )


def made_up_rows(file: ModelFile) -> NDArray[np.float64]:
    """Rows for a first look at a network without a table: normal numbers, the same every time."""
    if file.inputs is None:
        raise AuditError(f"{file.name}: its layers do not say how many inputs it takes; give some rows of its table")
    drawn = np.random.default_rng(0).normal(size=(MADE_UP_ROWS, file.inputs))
    return drawn if file.dtype.is_floating_point else (drawn > 0).astype(np.float64)


def name_layers(probed: Probed) -> tuple[Layer, ...]:
    """The stretches of operations between the values that are kept, as layers with names."""
    before, *stretches = probed.operations
    names = [*(f"hidden layer {number}" for number in range(1, len(stretches))), "output layer"]
    preparation = [layer_of("preparation of the inputs", before)] if before else []
    layers = [layer_of(name, stretch) for name, stretch in zip(names, stretches, strict=True)]
    return (*preparation, *layers)


def layer_of(name: str, operations: Sequence[Operation]) -> Layer:
    """One layer from the operations that make it."""
    with_weights = [operation.path for operation in operations if operation.weighted and operation.path is not None]
    any_path = [operation.path for operation in operations if operation.path is not None]
    return Layer(
        name=name,
        path=(with_weights or any_path or [""])[0],
        operations=", ".join(operation.words for operation in operations),
        hidden=name.startswith("hidden"),
    )
