"""Rules say exactly what the tree does."""

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from yasenn_report.yasenn.rules import Rule, leaves_of, round_thresholds, rules_of, shortest_between


def holds(rule: Rule, X: np.ndarray) -> np.ndarray:
    """As somebody applies the printed rule to the table."""
    inside = np.ones(len(X), dtype=bool)
    for condition in rule.conditions:
        column = X[:, condition.feature]
        inside &= (condition.low is None) | (column > (condition.low or 0.0))
        inside &= (condition.high is None) | (column <= (condition.high or 0.0))
    return inside


def belonging(tree: DecisionTreeClassifier, cut: float) -> frozenset[int]:
    share = tree.tree_.value[:, 0, 1] / tree.tree_.value[:, 0].sum(axis=1)
    return frozenset(np.flatnonzero((tree.tree_.children_left == -1) & (share >= cut)).tolist())


@pytest.mark.parametrize("decimals", [1, 2, 15])
@pytest.mark.parametrize("seed", range(5))
def test_rules_are_what_is_measured(seed: int, decimals: int) -> None:
    """Also where values are short decimals that equal a threshold, which 32 bits would send the other way."""
    rng = np.random.default_rng(seed)
    X = np.round(rng.normal(size=(500, 4)), decimals) * [1, 1e-3, 1e4, 1]
    y = (X[:, 0] > 0) & (X[:, 1] < 5e-4) | (X[:, 3] > 1)
    tree = DecisionTreeClassifier(max_depth=4, random_state=0).fit(X, y)
    round_thresholds(tree, X)
    fresh = np.round(rng.normal(size=(2000, 4)), decimals) * [1, 1e-3, 1e4, 1]
    taken = np.isin(leaves_of(tree, fresh), list(belonging(tree, 0.5)))
    rules = rules_of(tree, belonging(tree, 0.5), X, y)
    np.testing.assert_array_equal(np.any([holds(rule, fresh) for rule in rules], axis=0), taken)
    for rule in rules:
        assert rule.fit_rows == holds(rule, X).sum()
        assert rule.share == pytest.approx(y[holds(rule, X)].mean())


def test_rounding_changes_no_row_of_the_tree(rng: np.random.Generator) -> None:
    X = rng.normal(size=(300, 3))
    tree = DecisionTreeClassifier(max_depth=5, random_state=0).fit(X, X.sum(axis=1) > 0)
    before, thresholds = tree.apply(X), tree.tree_.threshold.copy()
    round_thresholds(tree, X)
    np.testing.assert_array_equal(tree.apply(X), before)
    np.testing.assert_array_equal(leaves_of(tree, X), before)
    assert (tree.tree_.threshold != thresholds).any()


@pytest.mark.parametrize(
    ("threshold", "low", "high", "short"),
    [(13.48651, 13.2, 13.9, 13.5), (0.1499999, 0.149, 0.151, 0.15), (5.0, 4.9, 5.2, 5.0), (1.05, 1.0, 1.1, 1.0)],
)
def test_a_threshold_gets_the_fewest_digits_that_still_split(
    threshold: float, low: float, high: float, short: float
) -> None:
    assert shortest_between(threshold, low, high) == short


def test_both_branches_belonging_make_one_rule() -> None:
    X = np.array([[0.0], [1.0], [2.0], [3.0]] * 10)
    y = np.array([False, True, True, True] * 10)
    tree = DecisionTreeClassifier(random_state=0).fit(X, y)
    assert [rule.conditions[0].low for rule in rules_of(tree, belonging(tree, 0.5), X, y)] == [0.5]
