"""Describe partitions in the columns of the table: rules of a small tree, or a logistic regression, per partition.

Everything here is fitted and chosen on fit rows; how well it holds is measured elsewhere, on evaluation rows.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_selection import SelectFromModel
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from yasenn_report.numbers import number
from yasenn_report.yasenn.bounds import required_f1
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.maps import MAP_DEPTH, PartitionMap, fit_direct_tree, fit_map, leaf_rows, map_leaves
from yasenn_report.yasenn.partition import Partitioning
from yasenn_report.yasenn.rules import Rule, leaves_of, round_thresholds, rules_of
from yasenn_report.yasenn.spread import spread_of

FOLDS = 3
TREE_DEPTH = 3
PROFILE_COLUMNS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TreeDescription:
    """A partition as a few rules: a row belongs to it if one of them holds."""

    rules: tuple[Rule, ...]
    quality: float
    """F1 score of telling the partition from the rest, cross-validated inside the fit part, 0 to 1."""
    tree: DecisionTreeClassifier
    cut: float
    """Leaves with at least this share of the partition's rows belong to it."""
    belonging: frozenset[int]
    """These leaves, as node numbers."""

    kind = "tree"

    def holds(self, features: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether the description holds for each row (rows, features)."""
        return np.isin(leaves_of(self.tree, features), list(self.belonging))


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One column's part in a logistic regression."""

    feature: int
    weight: float
    """Change of the log-odds per standard deviation of the column."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LogisticDescription:
    """A partition as a weighted sum of columns: a row belongs to it if the probability reaches the cut."""

    terms: tuple[Term, ...]
    """The columns that take part, heaviest first."""
    intercept: float
    quality: float
    """As for ``TreeDescription``."""
    model: Pipeline
    cut: float

    kind = "logistic"

    def holds(self, features: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether the description holds for each row (rows, features)."""
        return np.asarray(self.model.predict_proba(features)[:, 1] >= self.cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDescription:
    """Why a partition could not be described."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a partition's rows differ from the rest in one column."""

    feature: int
    inside: float
    """Mean of the partition's fit rows."""
    outside: float
    """Mean of the other fit rows."""
    standardised: float
    """Difference of the means in standard deviations of the column over all fit rows."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PartitionDescription:
    """What is said of one partition."""

    candidates: tuple[TreeDescription | LogisticDescription, ...]
    """The description that leads (best cross-validated quality) first; empty where there is none."""
    missing: NoDescription | None
    """Why there is none, or why the one that leads cannot be trusted as a description."""
    profile: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Descriptions:
    """All partitions in words, and one tree over all of them: the map."""

    partitions: tuple[PartitionDescription, ...]
    map: PartitionMap | None
    """Names the partition of a row from its columns; None where there is one partition only."""
    direct_tree: DecisionTreeClassifier | DecisionTreeRegressor
    """A tree of the same size that predicts the network from the same columns directly: the map's yardstick."""

    def name_partitions(self, columns: NDArray[np.float64]) -> NDArray[np.intp]:
        """Index of the partition that the map gives each row, (rows,)."""
        return np.zeros(len(columns), dtype=np.intp) if self.map is None else self.map.name(columns)


def describe(rows: FitRows, partitioning: Partitioning, *, min_quality: float, seed: int) -> Descriptions:
    """Fit the descriptions.

    Args:
        rows: the fit rows.
        partitioning: the partitions, with the membership of the same rows.
        min_quality: how much of the way from naming every row to naming the right ones a description must go, 0 to 1.
        seed: for folds and ties.
    """
    found = fit_map(rows, partitioning, seed=seed)
    return Descriptions(
        partitions=tuple(
            describe_partition(rows.columns, partitioning.membership == index, min_quality=min_quality, seed=seed)
            for index in range(len(partitioning.partitions))
        ),
        map=found,
        direct_tree=fit_direct_tree(
            rows,
            leaves=map_leaves(len(partitioning.partitions)) if found is None else found.leaves,
            depth=MAP_DEPTH,
            seed=seed,
        ),
    )


def describe_partition(
    features: NDArray[np.float64], inside: NDArray[np.bool_], *, min_quality: float, seed: int
) -> PartitionDescription:
    """Tell one partition's rows from the rest, by a tree and by a logistic regression."""
    profile = differences(features, inside)
    few = int(min(inside.sum(), (~inside).sum()))
    if few < FOLDS:
        reason = (
            "it holds all rows: there is no rest to tell it from" if inside.all() else f"only {few} rows to tell apart"
        )
        return PartitionDescription(candidates=(), missing=NoDescription(reason=reason), profile=profile)
    candidates: list[TreeDescription | LogisticDescription] = [
        describe_by_tree(features, inside, seed=seed),
        describe_by_logistic(features, inside, seed=seed),
    ]
    candidates.sort(key=lambda description: -description.quality)
    best, required = candidates[0].quality, required_f1(min_quality, float(inside.mean()))
    missing = None
    if best < required:
        missing = NoDescription(
            reason=f"neither a tree nor a logistic regression tells it from the rest in these columns "
            f"(best cross-validated F1 {number(best)}; a partition of this size needs {number(required)})"
        )
    return PartitionDescription(candidates=tuple(candidates), missing=missing, profile=profile)


def describe_by_tree(
    features: NDArray[np.float64], inside: NDArray[np.bool_], *, seed: int, depth: int = TREE_DEPTH
) -> TreeDescription:
    """Rules of a tree of depth 3, or of another one."""
    tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf_rows(len(inside)), random_state=seed)
    quality, cut = choose_cut(tree, features, inside, seed=seed)
    tree.fit(features, inside)
    round_thresholds(tree, features)
    is_leaf = tree.tree_.children_left == -1
    share = np.where(is_leaf, tree.tree_.value[:, 0, 1] / tree.tree_.value[:, 0].sum(axis=1), -1.0)
    cut = min(cut, float(share.max()))
    belonging = frozenset(np.flatnonzero(share >= cut).tolist())
    rules = rules_of(tree, belonging, features, inside)
    return TreeDescription(rules=rules, quality=quality, tree=tree, cut=cut, belonging=belonging)


def describe_by_logistic(
    features: NDArray[np.float64], inside: NDArray[np.bool_], *, seed: int, most_terms: int | None = None
) -> LogisticDescription:
    """A logistic regression on standardised columns: all of them, or those that weigh most in one of all of them.

    The columns are chosen anew in each fold, so that the cross-validated quality is also that of the choice.
    """
    regression = LogisticRegression(max_iter=2000)
    model = make_pipeline(StandardScaler(), regression)
    if most_terms is not None and most_terms < features.shape[1]:
        choice = SelectFromModel(LogisticRegression(max_iter=2000), threshold=-np.inf, max_features=most_terms)
        model = make_pipeline(StandardScaler(), choice, regression)
    quality, cut = choose_cut(model, features, inside, seed=seed)
    model.fit(features, inside)
    chosen = model[1].get_support(indices=True) if len(model) > 2 else np.arange(features.shape[1])
    weights = model[-1].coef_[0]
    return LogisticDescription(
        terms=tuple(
            Term(feature=int(chosen[index]), weight=float(weights[index]))
            for index in np.argsort(-np.abs(weights), kind="stable")
        ),
        intercept=float(model[-1].intercept_[0]),
        quality=quality,
        model=model,
        cut=cut,
    )


def choose_cut(
    model: Any, features: NDArray[np.float64], inside: NDArray[np.bool_], *, seed: int
) -> tuple[float, float]:
    """Best F1 over all cuts of the cross-validated probability, and that cut."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    probability = cross_val_predict(model, features, inside, cv=folds, method="predict_proba")[:, 1]
    precision, recall, cuts = precision_recall_curve(inside, probability)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    best = int(f1[:-1].argmax())
    return float(f1[best]), float(cuts[best])


def differences(features: NDArray[np.float64], inside: NDArray[np.bool_]) -> tuple[Difference, ...]:
    """The columns in which the partition's fit rows differ most from the rest."""
    if inside.all():
        return ()
    within, without = features[inside].mean(axis=0), features[~inside].mean(axis=0)
    standardised = standardised_differences(features, inside)
    order = np.argsort(-np.abs(standardised), kind="stable")[:PROFILE_COLUMNS]
    return tuple(
        Difference(
            feature=int(index),
            inside=float(within[index]),
            outside=float(without[index]),
            standardised=float(standardised[index]),
        )
        for index in order
    )


def standardised_differences(features: NDArray[np.float64], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean of the partition's fit rows less that of the others, in standard deviations of each column, (columns,).

    0 in columns that do not change, and everywhere if there are no other rows.

    Args:
        features: columns of all fit rows, (rows, columns).
        inside: which of them are in the partition, (rows,).
    """
    if inside.all():
        return np.zeros(features.shape[1])
    spread = spread_of(features)
    apart = features[inside].mean(axis=0) - features[~inside].mean(axis=0)
    return np.asarray(apart / np.where(spread > 0, spread, np.inf))
