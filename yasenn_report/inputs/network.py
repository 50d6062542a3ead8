"""Turn a model file, or a module, into a Network: its layers in the order in which they run, ready for rows."""

import io
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files import ModelFile, open_bytes, open_model
from yasenn_report.numbers import plural

# Layers that multiply by weights. What such a layer reads is what the layers before it put out.
WEIGHT_LAYERS = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.Conv3d)

IN_MEMORY = "the network"
"""What messages call a network that comes from no file."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """One layer of the network as PyTorch knows it."""

    path: str
    """Where the layer stands in the file, for example ``3`` or ``body.0``."""
    module: nn.Module
    has_weights: bool
    """Whether it multiplies by weights (linear, convolution)."""

    @property
    def operation(self) -> str:
        """The layer's name with its widths, for example ``Linear(30, 32)``."""
        name = type(self.module).__name__
        if isinstance(self.module, nn.Linear):
            return f"{name}({self.module.in_features}, {self.module.out_features})"
        if isinstance(self.module, WEIGHT_LAYERS):
            return f"{name}({self.module.in_channels}, {self.module.out_channels})"
        return name


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """A layer as the report counts them: one weight layer with all that follows up to the next one."""

    name: str
    """``preparation of the inputs``, ``hidden layer 1`` (nearest the input), ..., ``output layer``."""
    path: str
    """Path of its first PyTorch layer in the file."""
    operations: str
    """For example ``Linear(30, 32), ReLU``."""
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """A trained feed-forward network, in evaluation mode, with the facts of its file."""

    file: ModelFile
    steps: tuple[Step, ...]
    """Every PyTorch layer in the order in which they run."""
    layers: tuple[Layer, ...]
    """From input to output."""
    dtype: torch.dtype
    parameters: int
    """Number of trained numbers."""

    @property
    def inputs(self) -> int | None:
        """How many numbers per row the first layer takes; None where the layers don't say."""
        return self.file.inputs

    @property
    def hidden_layers(self) -> tuple[Layer, ...]:
        """The layers whose activations can become part of a code."""
        return tuple(layer for layer in self.layers if layer.hidden)


def load_network(path: Path) -> Network:
    """Open a model file without running anything in it.

    Raises:
        ModelFileError: the file is not a network this tool opens, or the network has no hidden layer.
    """
    return network_of_file(open_model(path))


def take_network(module: nn.Module) -> Network:
    """Take a network from memory by the way of a file: written by torch.save, and opened like a stranger's.

    So the same layers are taken and refused with the same words, and the module itself stays as it is: what runs is a
    copy in evaluation mode.

    Raises:
        ModelFileError: it is not a ``Sequential`` of standard layers, or has no hidden layer.
    """
    written = io.BytesIO()
    try:
        torch.save(module, written)
    except (pickle.PicklingError, AttributeError, TypeError, RuntimeError) as error:
        raise ModelFileError(
            f"{IN_MEMORY}: torch.save cannot write it ({str(error).splitlines()[0]}); a torch.nn.Sequential of "
            "standard layers was expected"
        ) from error
    return network_of_file(open_bytes(written.getvalue(), IN_MEMORY))


def network_of_file(file: ModelFile) -> Network:
    """The layers of an opened file.

    Raises:
        ModelFileError: the network has no hidden layer.
    """
    steps = tuple(
        Step(path=name, module=module, has_weights=isinstance(module, WEIGHT_LAYERS))
        for name, module in leaves(cast(nn.Module, file.run))
    )
    layers = group_layers(steps)
    weighted = sum(step.has_weights for step in steps)
    if weighted < 2:
        raise ModelFileError(
            f"{file.name}: the network has {plural(weighted, 'layer')} with weights and so no hidden layer; the audit "
            "follows rows through at least one hidden layer, and a network without one is its own explanation: read "
            "its weights"
        )
    parameters = list(cast(nn.Module, file.run).parameters())
    return Network(
        file=file,
        steps=steps,
        layers=layers,
        dtype=parameters[0].dtype,
        parameters=sum(parameter.numel() for parameter in parameters),
    )


def leaves(module: nn.Module) -> list[tuple[str, nn.Module]]:
    """The layers of nested ``Sequential`` containers in the order in which they run, a shared one at each use."""
    return [
        (path or "0", layer)
        for path, layer in module.named_modules(remove_duplicate=False)
        if not isinstance(layer, nn.Sequential)
    ]


def group_layers(steps: tuple[Step, ...]) -> tuple[Layer, ...]:
    """Put each weight layer and all that follows it, up to the next weight layer, into one Layer."""
    starts = [index for index, step in enumerate(steps) if step.has_weights]
    ends = [*starts[1:], len(steps)]
    before = steps[: starts[0]] if starts else ()
    preparation = [
        Layer(
            name="preparation of the inputs",
            path=before[0].path,
            operations=", ".join(step.operation for step in before),
            hidden=False,
        )
        for _ in before[:1]
    ]
    return tuple(preparation) + tuple(
        Layer(
            name=f"hidden layer {number}" if number < len(starts) else "output layer",
            path=steps[start].path,
            operations=", ".join(step.operation for step in steps[start:end]),
            hidden=number < len(starts),
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
    )
