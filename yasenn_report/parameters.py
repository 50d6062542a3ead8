"""What the parameters of the estimator may be: the ranges that the command line has for its options."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

import numpy as np

from yasenn_report.errors import AuditError
from yasenn_report.inputs.task import OutputKind
from yasenn_report.yasenn.distil import LayerOrder

LARGEST_SEED = 2**31 - 1
OUTPUT_KINDS: tuple[str, ...] = get_args(OutputKind)
ORDERS: tuple[str, ...] = ("auto", *get_args(LayerOrder))


def whole(value: object, least: int, most: float) -> bool:
    """Whether it is a whole number from ``least`` to ``most``."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and bool(least <= value <= most)


def between(value: object, low: float, high: float) -> bool:
    """Whether it is a number above ``low`` and below ``high``."""
    return isinstance(value, int | float | np.integer | np.floating) and bool(low < value < high)


def one_of(value: object, words: tuple[str, ...]) -> bool:
    """Whether it is one of these words."""
    return isinstance(value, str) and value in words


def seeds(value: object) -> bool:
    """Whether it is a seed, or something to draw one from."""
    return value is None or isinstance(value, np.random.RandomState) or whole(value, 0, LARGEST_SEED)


ALLOWED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "layer_order": (lambda order: one_of(order, ORDERS), " or ".join(map(repr, ORDERS))),
    "leaves": (lambda many: many is None or whole(many, 2, 64), "None or a whole number from 2 to 64"),
    "trees": (lambda many: many is None or whole(many, 1, 20), "None or a whole number from 1 to 20"),
    "smallest_leaf": (
        lambda share: share is None or between(share, 0, 0.5) or share == 0.5,
        "None or a share above 0 and at most 0.5",
    ),
    "max_partitions": (lambda many: whole(many, 1, 40), "a whole number from 1 to 40"),
    "min_support": (lambda many: many is None or whole(many, 1, np.inf), "None or a whole number from 1"),
    "target_fidelity": (lambda share: share is None or between(share, 0, 1), "None or a number between 0 and 1"),
    "output_kind": (
        lambda kind: kind is None or one_of(kind, OUTPUT_KINDS),
        f"None or {' or '.join(map(repr, OUTPUT_KINDS))}",
    ),
    "threshold": (lambda share: between(share, 0, 1), "a number between 0 and 1"),
    "random_state": (seeds, f"None, a RandomState or a whole number from 0 to {LARGEST_SEED}"),
}
"""By parameter: whether a value is allowed, and what is, in words."""


def refuse_bad_parameters(parameters: Mapping[str, object]) -> None:
    """Stop at the first parameter that is not what it may be.

    Args:
        parameters: by name, as the estimator's ``get_params`` gives them.

    Raises:
        AuditError: it says which, and what was expected.
    """
    for name, (allows, words) in ALLOWED.items():
        if not allows(parameters[name]):
            raise AuditError(f"YasennPartitioner: {name} is {parameters[name]!r}; {words} was expected")
