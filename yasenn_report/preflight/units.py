"""What the units of each hidden layer do over all rows: whether anything gets past them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.numbers import count, percent
from yasenn_report.preflight.alert import Alert

SHARE = 0.5
"""Of units that say nothing, from which on it is said."""
MARGIN = 0.01
"""Of the range of a bounded activation: nearer to its ends than this counts as at the end."""

LIMITS = {
    "Tanh": (-1.0, 1.0),
    "Sigmoid": (0.0, 1.0),
    "Hardtanh": (-1.0, 1.0),
    "Hardsigmoid": (0.0, 1.0),
    "Softsign": (-1.0, 1.0),
    "ReLU6": (0.0, 6.0),
}
"""Activations with two ends; a unit that stays at them has lost what the inputs say, even where it jumps between."""
PASSES = re.compile(r"(Alpha|FeatureAlpha)?Dropout\w*|Identity|Flatten")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Units:
    """Each unit over some rows, (units,) each."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    at_ends: NDArray[np.bool_]
    """Whether it was at an end of its activation's range in every row."""

    @property
    def still(self) -> NDArray[np.bool_]:
        """Whether it put out one value in every row."""
        return np.asarray(self.low == self.high)

    def joined(self, other: "Units") -> "Units":
        """Over the rows of both."""
        return Units(
            low=np.minimum(self.low, other.low),
            high=np.maximum(self.high, other.high),
            at_ends=self.at_ends & other.at_ends,
        )


def limits_of(operations: str) -> tuple[float, float] | None:
    """The ends of the range of what a layer puts out: of its last operation that changes values.

    Args:
        operations: names with commas between, ``Linear(4, 8), Tanh, Dropout``.
    """
    names = [name.split("(")[0].strip() for name in re.sub(r"\([^)]*\)", "", operations).split(",")]
    changing = [name for name in names if not PASSES.fullmatch(name)]
    return LIMITS.get(changing[-1]) if changing else None


def summarise(values: NDArray[np.floating], operations: str) -> Units:
    """Fold rows of activations, (rows, units), of at least one row."""
    low, high = values.min(axis=0).astype(np.float64), values.max(axis=0).astype(np.float64)
    limits = limits_of(operations)
    if limits is None:
        return Units(low=low, high=high, at_ends=np.zeros(values.shape[1], dtype=np.bool_))
    margin = MARGIN * (limits[1] - limits[0])
    at_ends = (values <= limits[0] + margin) | (values >= limits[1] - margin)
    return Units(low=low, high=high, at_ends=np.asarray(at_ends.all(axis=0)))


def join(parts: Iterable[Units]) -> Units:
    """Over the rows of all parts, of which there is at least one."""
    first, *rest = parts
    for part in rest:
        first = first.joined(part)
    return first


def check_layers(units: Sequence[Units], layers: Sequence[str], rows: str) -> list[Alert]:
    """YR011 and YR022, layer after layer from the input on; none behind a layer that nothing passes.

    Args:
        units: of each hidden layer.
        layers: what they are called.
        rows: over which rows, in words: ``row of the table``.
    """
    found: list[Alert] = []
    for one, layer in zip(units, layers, strict=True):
        found += check_units(one, layer, rows)
        if one.still.all():
            break
    return found


def check_units(units: Units, layer: str, rows: str) -> list[Alert]:
    """YR011: no unit changes; YR022: half of the units or more do not change, or stay at the ends of their range.

    Args:
        units: of one hidden layer.
        layer: what it is called.
        rows: over which rows, in words: ``row of the table``.
    """
    still = units.still
    lost = still | units.at_ends
    share = float(lost.mean())
    if still.all():
        dead = "only zeros" if not units.high.any() else "the same"
        return [
            Alert(
                code="YR011",
                title=f"Nothing passes {layer}",
                severity="medium",
                sentence=f"{layer.capitalize()} puts out {dead} for every {rows}. What the inputs say does not get "
                "past it, so that on these rows the output cannot depend on them.",
            )
        ]
    if share < SHARE:
        return []
    zeros = still & (units.high == 0)
    kinds = [
        f"{count(int(mask.sum()))} {said}"
        for mask, said in [
            (zeros, "put out only zeros"),
            (still & ~zeros, "put out one value"),
            (units.at_ends & ~still, "stay at the ends of their range"),
        ]
        if mask.any()
    ]
    return [
        Alert(
            code="YR022",
            title=f"Much of {layer} says nothing",
            severity="medium",
            sentence=(
                f"{count(int(lost.sum()))} of {count(len(lost))} units of {layer} ({percent(share)}) tell these rows "
                f"apart hardly or not at all: over every {rows}, {', '.join(kinds)}. Inputs of another scale than the "
                "network was fitted on can do this, and so can a layer with more units than were needed."
            ),
            value=share,
            threshold=SHARE,
        )
    ]
