"""Distil the network layer by layer into boosted trees, and turn activations into leaf indices.

YASENN (arXiv 1811.02783): the trees of a layer see that layer's activations only, and boost on from the sum of the
layers before them, against the network's own output. The leaf indices of all trees, in order, are a row's code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.activations import Activations
from yasenn_report.yasenn.boosting import LayerTrees, TreeSettings, chooser, start_score
from yasenn_report.yasenn.spread import spread_of
from yasenn_report.yasenn.wide import TreesOnUnits, residual_of, telling_units

LayerOrder = Literal["forward", "backward"]


def opposite(order: LayerOrder) -> LayerOrder:
    """The other of the two orders."""
    return "forward" if order == "backward" else "backward"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Distillation:
    """Boosted trees that stand for the network's hidden layers."""

    order: LayerOrder
    layers: tuple[int, ...]
    """Indices of the hidden layers in the order in which they were distilled."""
    trees: tuple[LayerTrees, ...]
    """One set of trees per entry of ``layers``."""
    trees_per_layer: int

    def codes(self, activations: Activations) -> NDArray[np.int64]:
        """Codes, (rows, layers x trees): one leaf index per tree, layers in distilled order."""
        return np.hstack(
            [
                trees.leaf_indices(activations.layers[layer])
                for layer, trees in zip(self.layers, self.trees, strict=True)
            ]
        )


def distil(
    activations: Activations,
    outputs: NDArray[np.float64],
    *,
    classes: bool,
    order: LayerOrder,
    settings: TreeSettings,
    layers: Sequence[int] | None = None,
) -> Distillation:
    """Fit the trees on the fit rows.

    Args:
        activations: hidden layers' activations of the fit rows.
        outputs: what the network says of these rows, (rows, outputs): probabilities that sum to 1, or values.
        classes: whether ``outputs`` are probabilities of classes.
        order: ``forward`` distils the layer nearest the input first, ``backward`` the last hidden layer first.
        settings: size and number of trees, seed.
        layers: hidden layers that take part, by index, from the input on; all of them by default.
    """
    taking_part = tuple(range(len(activations.layers)) if layers is None else layers)
    if order == "backward":
        taking_part = taking_part[::-1]
    if not classes:  # in units of their own spread: LightGBM keeps its aims in 32 bits
        spread = spread_of(outputs)
        outputs = (outputs - outputs.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    boost = chooser(classes=classes, width=outputs.shape[1])
    score = start_score(outputs, classes=classes)
    fitted: list[LayerTrees] = []
    for layer in taking_part:
        values = activations.layers[layer]
        units = telling_units(values, residual_of(outputs, score, classes=classes))
        narrow = len(units) < values.shape[1]
        trees, score = boost(values[:, units] if narrow else values, outputs, score, settings)
        fitted.append(TreesOnUnits(trees=trees, units=units) if narrow else trees)
    return Distillation(order=order, layers=taking_part, trees=tuple(fitted), trees_per_layer=settings.trees)
