"""Named weights into the network that the user's code builds: every name and every shape must fit."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import torch
from torch import nn

from yasenn_report.errors import ModelFileError
from yasenn_report.inputs.model_files.wording import counted, printable, shown

PREFIXES: Final = ("module.", "_orig_mod.", "model.", "net.", "network.", "_forward_module.")
"""What wrappers (DataParallel, torch.compile, Lightning) put before every name."""
MOST_NAMED: Final = 3
Shapes = Mapping[str, tuple[object, ...] | None]


def renamed(shapes: Shapes, expected: Collection[str]) -> tuple[dict[str, str], str]:
    """Names in the file by names in the network, and the prefix that had to be left out, if all names have it.

    Args:
        shapes: of the weights in the file, by name.
        expected: names in the network.
    """
    prefix = ""
    while not any(name.removeprefix(prefix) in expected for name in shapes):
        longer = next((one for one in PREFIXES if all(name.startswith(prefix + one) for name in shapes)), None)
        if longer is None or not shapes:
            break
        prefix += longer
    return {name.removeprefix(prefix): name for name in shapes}, prefix


def misfit(module: nn.Module, shapes: Shapes) -> str | None:
    """Why these weights are not those of the network, in words; None if they are."""
    expected = module.state_dict()
    names, prefix = renamed(shapes, expected.keys())
    missing = [name for name in expected if name not in names]
    surplus = [name for name in names if name not in expected]
    if missing or surplus:
        said = [
            f"{counted(len(found), 'name')} {words} ({_some(found)})"
            for found, words in (
                (missing, "of the network not in the file"),
                (surplus, "of the file not in the network"),
            )
            if found
        ]
        return " and ".join(said) + (f", after {prefix!r} was left out of every name" if prefix else "")
    wrong = [
        f"{name} is {shown(shapes[names[name]])} in the file and {tuple(tensor.shape)} in the network"
        for name, tensor in expected.items()
        if shapes[names[name]] != tuple(tensor.shape)
    ]
    return None if not wrong else "; ".join(wrong[:MOST_NAMED]) + (_more(len(wrong)))


def fill(module: nn.Module, shapes: Shapes, tensor: Callable[[str], torch.Tensor]) -> list[str]:
    """Put the weights into the network.

    Args:
        module: whose names and shapes fit; it is changed.
        shapes: of the weights in the file.
        tensor: reads one of them, by its name in the file.

    Returns:
        Notes for the report.

    Raises:
        ModelFileError: a tensor cannot be read, or the network does not take it.
    """
    expected = module.state_dict()
    names, prefix = renamed(shapes, expected.keys())
    loaded: dict[str, Any] = {name: tensor(names[name]).detach() for name in expected}
    for name, found in loaded.items():
        if found.is_floating_point() != expected[name].is_floating_point():
            raise ModelFileError(
                f"{printable(name)} holds {found.dtype} numbers; the network has {expected[name].dtype}."
            )
    try:
        module.load_state_dict(loaded, strict=True, assign=True)
    except Exception as error:  # the network's own hooks may raise anything
        raise ModelFileError(
            f"the network of --arch does not take the weights ({type(error).__name__}: {printable(str(error))})."
        ) from error
    return [f"{prefix!r} was left out of the name of every weight."] if prefix else []


def _some(names: list[str]) -> str:
    return ", ".join(printable(name) for name in names[:MOST_NAMED]) + (", ..." if len(names) > MOST_NAMED else "")


def _more(count: int) -> str:
    return f"; and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
