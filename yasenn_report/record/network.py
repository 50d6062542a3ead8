"""The network and what its outputs mean."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.record.measured import NotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer, counted as the report counts them."""

    name: str
    """`preparation of the inputs`, `hidden layer 1` (nearest the input), ..., `output layer`."""
    path: str
    """Where its weights stand in the file; empty where they have no name, or there are none."""
    operations: str
    """For example `Linear(30, 32), ReLU`."""
    hidden: bool
    """Whether its activations can become part of a code."""
    units: int | NotRun
    """Activations per row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What came out of the model file."""

    kind: str
    """What the file is, in plain words."""
    parameters: int
    """How many trained weights and biases it has."""
    layers: tuple[Layer, ...]
    """From input to output."""
    notes: tuple[str, ...]
    """What was found and settled in the file and on the first rows, in sentences."""

    @property
    def hidden_layers(self) -> tuple[Layer, ...]:
        """The layers whose activations can become part of a code, from the input."""
        return tuple(layer for layer in self.layers if layer.hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the network decides, and how that is known."""

    name: Literal["binary", "multiclass", "regression"]
    output_kind: Literal["logits", "probabilities", "log-probabilities", "values"]
    evidence: str
    """A clause: how the meaning of the outputs is known."""
    class_names: tuple[str, ...]
    """By class index, as the report calls them; empty for regression."""
    class_labels: tuple[str, ...]
    """By class index, as the target column writes them; empty where there is none."""
    class_evidence: str
    """A clause: how the order of the classes is known."""
    threshold: float | NotRun
    """Two classes: the second is decided from this probability on."""
    output_spread: tuple[float, ...] | NotRun
    """Values: standard deviation of each output over the fit rows."""

    @property
    def classes(self) -> bool:
        """Whether the network decides between classes."""
        return self.name != "regression"

    def decision(self, output: tuple[float, ...]) -> int:
        """The decided class for the probabilities of all classes: threshold on the second of two, else the largest."""
        if isinstance(self.threshold, float):
            return int(output[1] >= self.threshold)
        return max(range(len(output)), key=output.__getitem__)
