"""Grow the trees of one layer: LightGBM where one number per row is distilled, else trees with vector leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeRegressor

LEARNING_RATE = 0.5  # measured: 1.0 loses 1 to 3 points of agreement on COMPAS and diabetes
NEWTON_LIMIT = 4.0  # a leaf whose rows are all certain would otherwise take an unbounded step
FEWEST_IN_LEAF = 5
REPEATABLE = {
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # the same sums on every machine, whatever its number of cores
    "verbose": -1,
}
"""LightGBM's parameters for the same trees everywhere."""
NO_GAIN = 1e-9  # rounding alone promises some, and would split rows that are all answered alike


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeSettings:
    """How the trees of a layer are grown."""

    leaves: int
    """Largest number of leaves per tree, at least 2."""
    trees: int
    """Trees per layer, at least 1."""
    smallest_leaf: float
    """Smallest share of the fit rows in a leaf, 0 to 0.5; smaller leaves make codes that refits do not find again."""
    seed: int

    def leaf_rows(self, rows: int) -> int:
        """Fewest of so many fit rows in a leaf."""
        return max(FEWEST_IN_LEAF, int(self.smallest_leaf * rows))


class LayerTrees(Protocol):
    """The trees of one layer."""

    def leaf_indices(self, activations: NDArray[np.floating]) -> NDArray[np.int64]:
        """Leaf index per row and tree, (rows, trees), from that layer's activations (rows, units)."""


Boost = Callable[
    [NDArray[np.floating], NDArray[np.float64], NDArray[np.float64], TreeSettings],
    tuple[LayerTrees, NDArray[np.float64]],
]


def chooser(*, classes: bool, width: int) -> Boost:
    """LightGBM where one number per row is distilled, else trees with vector leaves: a code stays one leaf per tree."""
    if classes and width == 2:
        return boost_binary
    if classes:
        return boost_classes
    return boost_value if width == 1 else boost_values


def start_score(outputs: NDArray[np.float64], *, classes: bool) -> NDArray[np.float64]:
    """The constant that boosting starts from, (rows, outputs): log of the mean probabilities, or the mean values."""
    centre = outputs.mean(axis=0)
    return np.tile(np.log(np.clip(centre, 1e-6, 1.0)) if classes else centre, (len(outputs), 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BoostedTrees:
    """LightGBM trees on one layer."""

    booster: lightgbm.Booster
    trees: int

    def leaf_indices(self, activations: NDArray[np.floating]) -> NDArray[np.int64]:
        """See ``LayerTrees``."""
        found = np.asarray(self.booster.predict(activations, pred_leaf=True), dtype=np.int64).reshape(
            len(activations), -1
        )
        # A layer with nothing left to split on stops early; its missing trees have the one leaf 0.
        return np.pad(found, ((0, 0), (0, self.trees - found.shape[1])))


def boost_binary(
    activations: NDArray[np.floating], outputs: NDArray[np.float64], score: NDArray[np.float64], settings: TreeSettings
) -> tuple[LayerTrees, NDArray[np.float64]]:
    """Cross-entropy against the network's soft output for class 1 (not squared error on logits: measured worse)."""
    log_odds = score[:, 1] - score[:, 0]
    trees, step = fit_booster("cross_entropy", activations, outputs[:, 1], log_odds, settings)
    return trees, np.column_stack([score[:, 0], score[:, 1] + step])


def boost_value(
    activations: NDArray[np.floating], outputs: NDArray[np.float64], score: NDArray[np.float64], settings: TreeSettings
) -> tuple[LayerTrees, NDArray[np.float64]]:
    """Squared error against the network's value."""
    trees, step = fit_booster("regression", activations, outputs[:, 0], score[:, 0], settings)
    return trees, score + step[:, None]


def fit_booster(
    objective: str,
    activations: NDArray[np.floating],
    aim: NDArray[np.float64],
    score: NDArray[np.float64],
    settings: TreeSettings,
) -> tuple[BoostedTrees, NDArray[np.float64]]:
    """Boost on from ``score`` (rows,) towards ``aim`` (rows,); return the trees and what they add to the score."""
    parameters = {
        "objective": objective,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": settings.leaf_rows(len(aim)),
        "learning_rate": LEARNING_RATE,
        "min_gain_to_split": NO_GAIN,
        "boost_from_average": False,
        "seed": settings.seed,
        **REPEATABLE,
    }
    data = lightgbm.Dataset(activations, label=aim, init_score=score, free_raw_data=True)
    booster = lightgbm.train(parameters, data, num_boost_round=settings.trees, keep_training_booster=True)
    step = np.asarray(booster.predict(activations, raw_score=True), dtype=np.float64)
    return BoostedTrees(booster=booster, trees=settings.trees), step


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VectorTrees:
    """scikit-learn trees whose leaves hold one number per output."""

    trees: tuple[DecisionTreeRegressor, ...]

    def leaf_indices(self, activations: NDArray[np.floating]) -> NDArray[np.int64]:
        """See ``LayerTrees``."""
        return np.column_stack([leaf_numbers(tree)[tree.apply(activations)] for tree in self.trees])


def leaf_numbers(tree: DecisionTreeRegressor) -> NDArray[np.int64]:
    """Number the leaves 0, 1, ... in the order of their nodes; -1 for inner nodes."""
    is_leaf = tree.tree_.children_left == -1
    return np.where(is_leaf, np.cumsum(is_leaf) - 1, -1)


def boost_classes(
    activations: NDArray[np.floating], outputs: NDArray[np.float64], score: NDArray[np.float64], settings: TreeSettings
) -> tuple[LayerTrees, NDArray[np.float64]]:
    """Cross-entropy against all classes' soft outputs at once; a leaf steps by Newton's rule, class by class."""

    def residual(score: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        probability = np.exp(score - score.max(axis=1, keepdims=True))
        probability /= probability.sum(axis=1, keepdims=True)
        return outputs - probability, probability * (1 - probability)

    return boost_vectors(activations, score, settings, residual)


def boost_values(
    activations: NDArray[np.floating], outputs: NDArray[np.float64], score: NDArray[np.float64], settings: TreeSettings
) -> tuple[LayerTrees, NDArray[np.float64]]:
    """Squared error against several values at once."""

    def residual(score: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return outputs - score, np.ones_like(score)

    return boost_vectors(activations, score, settings, residual)


def boost_vectors(
    activations: NDArray[np.floating],
    score: NDArray[np.float64],
    settings: TreeSettings,
    residual: Callable[[NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]],
) -> tuple[VectorTrees, NDArray[np.float64]]:
    """Grow trees on the residuals that ``residual`` gives; leaves step by sum of residuals over sum of weights."""
    trees = []
    for _ in range(settings.trees):
        aim, weight = residual(score)
        tree = DecisionTreeRegressor(
            max_leaf_nodes=settings.leaves, min_samples_leaf=settings.leaf_rows(len(aim)), random_state=settings.seed
        ).fit(activations, aim)
        member = leaf_numbers(tree)[tree.apply(activations)]
        step = group_sums(member, aim) / (group_sums(member, weight) + 1e-3)
        score = score + LEARNING_RATE * np.clip(step, -NEWTON_LIMIT, NEWTON_LIMIT)[member]
        trees.append(tree)
    return VectorTrees(trees=tuple(trees)), score


def group_sums(member: NDArray[np.int64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums of rows (rows, outputs) by group number (rows,): (groups, outputs)."""
    sums = np.zeros((member.max() + 1, values.shape[1]))
    np.add.at(sums, member, values)
    return sums
