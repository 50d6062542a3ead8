"""A file of weights, with the user's architecture or without one, into a network or a refusal that says what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.modules import opened_module
from yasenn_report.inputs.model_files.opened import Architecture, Opened
from yasenn_report.inputs.model_files.weights.fitting import Shapes, fill, misfit
from yasenn_report.inputs.model_files.wording import HOW_TO_SAVE, counted, printable, shown

TENSORS_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedWeights:
    """One set of weights that a file holds."""

    place: str
    """The key of the checkpoint that holds them; empty for the file itself."""
    shapes: Shapes
    """By name, as the file states them."""
    read: Callable[[str], torch.Tensor]
    """One weight by its name."""


def fill_network(
    module: nn.Module,
    facts: Architecture,
    found: Sequence[NamedWeights],
    *,
    kind: str,
    notes: Sequence[str] = (),
) -> Opened:
    """Put the first set of weights that fits into the network.

    Args:
        module: what the user's code built; it is changed.
        facts: of that code.
        found: the sets of weights in the file, the most usual first.
        kind: of the file, in words.
        notes: what is known of it already.

    Raises:
        ModelFileError: no set of weights fits, or the file has none.
    """
    if not found:
        raise ModelFileError(f"holds no tensors by name, where weights for {facts.name}:{facts.entry} were expected.")
    reasons = [misfit(module, one.shapes) for one in found]
    if all(reasons):
        raise ModelFileError(
            f"its weights{_under(found[0])} are not those of {facts.name}:{facts.entry}: {reasons[0]}. Give the code "
            "that the weights were trained with."
        )
    fitting = [one for one, reason in zip(found, reasons, strict=True) if reason is None]
    said = fill(module, fitting[0].shapes, fitting[0].read)
    if fitting[0].place:
        said.append(f"The weights stand under {printable(fitting[0].place)!r} in the file.")
    others = ", ".join(repr(printable(one.place)) for one in fitting[1:])
    if others:
        said.append(f"Other weights of the same names and shapes stand under {others}; they were not used.")
    said.append(
        f"The network was built by {facts.name}:{facts.entry}, code that the user named and that was run; only the "
        "weights come from the model file."
    )
    opened = opened_module(module, kind=kind, notes=(*notes, *said), training=False)
    return replace(opened, architecture=facts)


def weights_refused(what: str, shapes: Shapes) -> ModelFileError:
    """What is said of weights without a network: which tensors there are, and the two ways on.

    Args:
        what: the file is, in words.
        shapes: of its tensors by name.
    """
    return ModelFileError(
        f"{what} weights only, without the network that they belong to ({summary(shapes)}). The activation functions "
        f"and the order of the layers cannot be read from weights, and a wrong guess gives a wrong audit. {HOW_TO_SAVE}"
    )


def summary(shapes: Shapes) -> str:
    """How many tensors there are, and the first of them with their shapes."""
    named = ", ".join(f"{printable(name)} {shown(shape)}" for name, shape in list(shapes.items())[:TENSORS_NAMED])
    more = ", ..." if len(shapes) > TENSORS_NAMED else ""
    return f"{counted(len(shapes), 'tensor')}{': ' if named else ''}{named}{more}"


def _under(found: NamedWeights) -> str:
    return f" under {printable(found.place)!r}" if found.place else ""
