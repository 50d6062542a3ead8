"""A call that a node of the graph may make."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target:
    """A call and how it is made."""

    name: str
    """The operator's name without its namespace and overload: ``linear``."""
    call: Callable[..., Any]
    """Takes its arguments by name."""
    arguments: frozenset[str]
    required: frozenset[str]
    written: tuple[str, ...] = ()
    """The arguments that are changed in place."""
    returns: int = 1
    """How many values come back."""
