"""What the partitions are compared with on the same rows: trees on the inputs, other code books, linear probes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from yasenn_report.inputs.task import Task
from yasenn_report.yasenn.boosting import REPEATABLE
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.codebook import CodeBook, make_code_book
from yasenn_report.yasenn.distil import LayerOrder, opposite
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.maps import fit_direct_tree, tree_answers
from yasenn_report.yasenn.measure.explanation import Chunk, Rival

EQUAL_TREE, UNLIMITED_TREE, BOOSTED = "tree of equal size", "unlimited tree", "boosted trees"
WITHOUT_LAST = "without the last hidden layer"
ONE_LAYER = NotRun(reason="the network has one hidden layer only, and without it there is no code")
SMALLEST_PROBABILITY = 1e-6  # a logarithm needs a floor
BOOSTING = {"n_estimators": 100, "num_leaves": 31}
"""LightGBM's own defaults, written out: a surrogate that somebody would fit without tuning."""


def fit_rivals(rows: FitRows, inputs: NDArray[np.float64], book: CodeBook) -> Mapping[str, Rival | NotRun]:
    """Fit everything that the partitions are compared with, by name; where something cannot be, say why.

    Args:
        rows: the fit rows.
        inputs: the network's inputs for them, (rows, features).
        book: the code book of the report.
    """
    seen = replace(rows, columns=inputs)
    partitions = len(book.partitioning.partitions)
    seed = book.settings.seed
    rivals: dict[str, Rival | NotRun] = {
        EQUAL_TREE: TreeOnInputs(tree=fit_direct_tree(seen, leaves=max(2, partitions), seed=seed), task=rows.task),
        UNLIMITED_TREE: TreeOnInputs(tree=fit_direct_tree(seen, leaves=None, seed=seed, leaf=1), task=rows.task),
        BOOSTED: fit_boosted(seen, seed=seed),
    }
    layers = len(rows.activations.layers)
    rivals[WITHOUT_LAST] = (
        CodesOnly(book=make_code_book(rows, book.settings, layers=tuple(range(layers - 1))))
        if layers > 1
        else ONE_LAYER
    )
    rivals |= other_order(rows, book)
    return rivals | {probe_name(layer): fit_probe(rows, layer) for layer in range(layers)}


def probe_name(layer: int) -> str:
    """Name of the linear probe of a hidden layer, by index from the input."""
    return f"linear probe of layer {layer}"


def order_name(order: LayerOrder, layer: int) -> str:
    """Name of the codes distilled in an order, cut after a hidden layer."""
    return f"{order} codes up to layer {layer}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TreeOnInputs:
    """A decision tree on the network's inputs."""

    tree: DecisionTreeClassifier | DecisionTreeRegressor
    task: Task

    def answer(self, chunk: Chunk) -> NDArray[np.float64]:
        """See ``Rival``."""
        return tree_answers(self.tree, self.task, chunk.features)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BoostedOnInputs:
    """LightGBM on the network's inputs, fitted to its decisions or values."""

    boosters: tuple[lightgbm.Booster, ...]
    """One for classes, one per output for values."""
    present: NDArray[np.intp]
    """The classes that the network decides on the fit rows; empty for values."""
    classes: int

    def answer(self, chunk: Chunk) -> NDArray[np.float64]:
        """See ``Rival``."""
        predicted = [np.asarray(booster.predict(chunk.features), dtype=np.float64) for booster in self.boosters]
        if not self.classes:
            return np.column_stack(predicted)
        share = predicted[0]
        best = (share >= 0.5).astype(np.intp) if share.ndim == 1 else share.argmax(axis=1)
        return np.asarray(np.eye(self.classes)[self.present[best]])


def fit_boosted(rows: FitRows, *, seed: int) -> Rival:
    """A surrogate of the network in its inputs, as black as the network."""
    common = {"num_leaves": BOOSTING["num_leaves"], "seed": seed, **REPEATABLE}
    classes = len(rows.task.class_names)

    def train(aim: NDArray[np.float64] | NDArray[np.intp], **objective: object) -> lightgbm.Booster:
        data = lightgbm.Dataset(rows.columns, label=aim)
        return lightgbm.train(common | objective, data, num_boost_round=BOOSTING["n_estimators"])

    if rows.decisions is None:
        boosters = tuple(train(column, objective="regression") for column in rows.outputs.T)
        return BoostedOnInputs(boosters=boosters, present=np.zeros(0, dtype=np.intp), classes=0)
    present, aim = np.unique(rows.decisions, return_inverse=True)
    if len(present) == 1:
        return Constant(output=np.eye(classes)[present[0]])
    objective = {"objective": "binary"} if len(present) == 2 else {"objective": "multiclass", "num_class": len(present)}
    return BoostedOnInputs(boosters=(train(aim, **objective),), present=present, classes=classes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Constant:
    """The same answer for every row."""

    output: NDArray[np.float64]
    """(outputs,)."""

    def answer(self, chunk: Chunk) -> NDArray[np.float64]:
        """See ``Rival``."""
        return np.tile(self.output, (len(chunk.features), 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodesOnly:
    """Another code book, by the values of its partitions."""

    book: CodeBook

    def answer(self, chunk: Chunk) -> NDArray[np.float64]:
        """See ``Rival``."""
        return self.book.partitioning.values[self.book.assign(chunk.activations)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodesUpTo:
    """A code book whose codes are cut after some layers, before any merging."""

    book: CodeBook
    depth: int
    """How many leaf indices are left."""

    def answer(self, chunk: Chunk) -> NDArray[np.float64]:
        """See ``Rival``."""
        codes = self.book.distillation.codes(chunk.activations)
        return self.book.partitioning.prefix_values(codes, self.depth)


def other_order(rows: FitRows, book: CodeBook) -> dict[str, Rival]:
    """The codes of the order that was not chosen, cut after each layer; none where there is one hidden layer."""
    if len(rows.activations.layers) < 2:
        return {}
    order = opposite(book.settings.order)
    other = make_code_book(rows, replace(book.settings, order=order))
    return {
        order_name(order, layer): CodesUpTo(book=other, depth=place * book.settings.trees)
        for place, layer in enumerate(other.distillation.layers, start=1)
    }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearProbe:
    """A linear model from one layer's activations to the output: what no tree is needed for."""

    layer: int
    model: Pipeline
    task: Task

    def answer(self, chunk: Chunk) -> NDArray[np.float64]:
        """See ``Rival``."""
        scores = self.model.predict(chunk.activations.layers[self.layer]).reshape(len(chunk.features), -1)
        if not self.task.classes:
            return np.asarray(scores, dtype=np.float64)
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)


def fit_probe(rows: FitRows, layer: int) -> LinearProbe:
    """Ridge regression of the output (for classes: of log-probabilities) on a layer's standardised activations."""
    aim = np.log(np.maximum(rows.outputs, SMALLEST_PROBABILITY)) if rows.classes else rows.outputs
    model = make_pipeline(StandardScaler(), Ridge(alpha=1.0))
    model.fit(rows.activations.layers[layer].astype(np.float64), aim)
    return LinearProbe(layer=layer, model=model, task=rows.task)
