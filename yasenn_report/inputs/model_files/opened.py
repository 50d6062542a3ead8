"""What every reader of model files makes of one: something that runs on rows, and the facts that the file states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch

Run = Callable[[torch.Tensor], object]
"""One tensor, (rows, ...), into what the network returns: tensors, perhaps nested in tuples, lists and dictionaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """The user's own code that built the network; the weights alone come from the model file."""

    name: str
    """The file's name without its folders."""
    entry: str
    """The function or class in it."""
    sha256: str
    """Of the very bytes that were run."""
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opened:
    """A network, whatever file it comes from, ready to run in evaluation mode without gradients."""

    run: Run
    """Built by us from what the file says; every operation in it is one of PyTorch's own."""
    weights: Mapping[str, torch.Tensor]
    """Trained weights and stored statistics by their names in the file, for example ``body.0.weight``. These are the
    very tensors that ``run`` computes with."""
    parameters: int
    """How many trained numbers there are."""
    kind: str
    """What the file is, in plain words: ``a whole torch.nn.Module saved by torch.save``."""
    dtype: torch.dtype
    """The type in which rows are given to ``run``."""
    inputs: int | None = None
    """How many numbers per row the network takes; None if the file does not say."""
    input_shape: tuple[int, ...] | None = None
    """The shape of one row, without the rows' own dimension, where the file states it."""
    fewest_rows: int = 1
    """Fewest rows that ``run`` takes at once."""
    most_rows: int | None = None
    """Most rows that ``run`` takes at once; None where the file sets no limit."""
    notes: tuple[str, ...] = ()
    """What was found and settled on the way, in sentences for the report."""
    architecture: Architecture | None = None
    """The code that built the network, where the file holds weights only."""
