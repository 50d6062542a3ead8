"""A program that was checked, and who runs the operators in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch

from yasenn_report.inputs.model_files.script.sources import Function, Sources
from yasenn_report.inputs.model_files.script.values import Module

Frame = dict[str, Any]
"""The variables of one call, by name."""


class Operators(Protocol):
    """Runs an operator that the program names, ``torch.add`` or ``ops.prim.dtype``."""

    def __call__(self, name: str, arguments: list[Any], keywords: Mapping[str, Any]) -> Any:
        """Take the values by position and by name; give the result."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """A program that was checked, with what it computes with."""

    sources: Sources
    root: Module
    constants: tuple[torch.Tensor, ...]

    @property
    def forward(self) -> Function:
        """What the network is run by."""
        return self.root.cls.methods["forward"]
