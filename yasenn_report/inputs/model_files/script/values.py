"""What a program of TorchScript computes with, besides tensors and Python's plain values."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from yasenn_report.inputs.model_files.script.sources import Class


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Module:
    """One module of the network: its class in the program, and what the file gives its attributes."""

    path: str
    """Where it stands in the network, for example ``body.0``; empty for the network itself."""
    cls: Class
    attributes: dict[str, object] = field(default_factory=dict)


class Uninitialised:
    """The value of a variable that the program declares and does not read."""


UNINITIALISED = Uninitialised()


def modules(root: Module) -> Iterator[Module]:
    """The module and those below it, each once."""
    seen: set[Module] = set()
    waiting = [root]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            yield module
            waiting.extend(value for value in module.attributes.values() if isinstance(value, Module))


def dotted(tree: ast.expr) -> str | None:
    """The name that a chain of attributes writes, ``torch.nn.relu``; None for anything else."""
    parts = []
    while isinstance(tree, ast.Attribute):
        parts.append(tree.attr)
        tree = tree.value
    if not isinstance(tree, ast.Name):
        return None
    return ".".join((tree.id, *reversed(parts)))
