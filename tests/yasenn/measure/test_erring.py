"""Wrong rows by the leaves of error trees, counted by hand, in any chunks."""

from functools import reduce
from operator import add

import numpy as np
import pytest
from tallies import units

from yasenn_report.yasenn.bounds import Estimate, NotRun, rate, simultaneous_rate
from yasenn_report.yasenn.error_trees import ErrorTree, grow_error_tree
from yasenn_report.yasenn.fidelity import ErrorRates
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.measure.erring import read_error_trees, sum_error_trees
from yasenn_report.yasenn.measure.explanation import ErrorTrees
from yasenn_report.yasenn.measure.sums import RateSums, Units

FIT = np.linspace(-1, 1, 200)[:, None]
ABOVE = NotRun(reason="no --target was given")


def tree(wrong: np.ndarray) -> ErrorTree:
    """Right against wrong rows along the one column."""
    rows = FitRows(task=None, activations=None, outputs=FIT, decisions=None, columns=FIT)  # type: ignore[arg-type]
    found = grow_error_tree(rows, wrong, smallest_leaf=20, seed=0)
    assert isinstance(found, ErrorTree)
    return found


TWO = tree(FIT[:, 0] > 0)
"""Two leaves, at 0."""
COLUMNS = np.array([-0.9, -0.8, -0.7, -0.6, -0.5, -0.4, 0.4, 0.5, 0.6, 0.7])[:, None]
WRONG = np.array([[1, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 1], [1, 1], [1, 1], [1, 0], [0, 0]], dtype=bool)
"""By the network: 1 of 6 left and 3 of 4 right; by the partitions: 1 of 6 and 2 of 4."""


def read(trees: ErrorTrees, of: Units, wrong: np.ndarray = WRONG) -> tuple[ErrorRates | NotRun, ...]:
    return read_error_trees(trees, sum_error_trees(of, trees, COLUMNS, wrong), confidence=0.95)


def test_each_leaf_has_its_rate_and_its_share_of_all_errors() -> None:
    network, distillation = read((TWO, TWO), units(10))
    assert isinstance(network, ErrorRates)
    assert isinstance(distillation, ErrorRates)
    assert network.rate == rate("error rate", 4, 10, confidence=0.95)
    assert [leaf.evaluation_rows for leaf in network.leaves] == [6, 4]
    assert [leaf.errors_share for leaf in network.leaves] == [0.25, 0.75]
    assert [leaf.rate for leaf in network.leaves] == [
        simultaneous_rate("error rate", wrong, rows, confidence=0.95, family=2, of="leaves")
        for wrong, rows in ((1, 6), (3, 4))
    ]
    assert distillation.rate == rate("disagreement", 3, 10, confidence=0.95)
    assert [leaf.errors_share for leaf in distillation.leaves] == pytest.approx([1 / 3, 2 / 3])


def test_the_method_says_over_what_the_bounds_hold() -> None:
    network, _ = read((TWO, ABOVE), units(10))
    assert isinstance(network, ErrorRates)
    leaf = network.leaves[0].rate
    assert isinstance(leaf, Estimate)
    assert leaf.method == "Clopper-Pearson, one-sided each way, Bonferroni over 2 leaves"
    assert leaf.scope == "simultaneous"


def test_without_a_tree_there_is_its_reason_and_the_other_is_read() -> None:
    network, distillation = read((ABOVE, TWO), units(10))
    assert network == ABOVE
    assert isinstance(distillation, ErrorRates)
    assert [leaf.evaluation_rows for leaf in distillation.leaves] == [6, 4]
    assert read((ABOVE, ABOVE), units(10)) == (ABOVE, ABOVE)


def test_without_errors_there_is_no_share_of_them() -> None:
    network, _ = read((TWO, ABOVE), units(10), np.zeros((10, 2), dtype=bool))
    assert isinstance(network, ErrorRates)
    assert [leaf.errors_share for leaf in network.leaves] == [None, None]


def test_weights_weigh_and_a_group_counts_as_one() -> None:
    heavy = Units(weights=np.array([2.0, 1, 1, 1, 1, 1, 3, 1, 1, 1]), group=np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]))
    network, _ = read((TWO, ABOVE), heavy)
    assert isinstance(network, ErrorRates)
    assert [leaf.errors_share for leaf in network.leaves] == pytest.approx([2 / 7, 5 / 7])
    left = network.leaves[0].rate
    assert isinstance(left, Estimate)
    assert left.value == pytest.approx(2 / 7)
    assert left.rows == 6
    assert left.effective_rows < 3


GROUPS = np.arange(300) // 3


def sums_in(size: int, trees: ErrorTrees, groups: np.ndarray | None) -> RateSums:
    """The sums of 300 rows in chunks of a size, or of the groups that begin in it."""
    rng = np.random.default_rng(1)
    columns, wrong = rng.uniform(-1, 1, (300, 1)), rng.random((300, 2)) < 0.3
    weights = rng.integers(1, 4, 300).astype(float)
    of = np.arange(300) if groups is None else groups
    chunks = [np.flatnonzero((of >= start) & (of < start + size)) for start in range(0, int(of.max()) + 1, size)]
    return reduce(
        add,
        (
            sum_error_trees(
                Units(
                    weights=weights[rows],
                    group=None if groups is None else np.unique(groups[rows], return_inverse=True)[1],
                ),
                trees,
                columns[rows],
                wrong[rows],
            )
            for rows in chunks
        ),
    )


@pytest.mark.parametrize("groups", [None, GROUPS])
@pytest.mark.parametrize("size", [1, 7])
def test_chunks_change_no_count(size: int, groups: np.ndarray | None) -> None:
    trees = (TWO, tree(np.abs(FIT[:, 0]) < 0.4))
    parts, whole = sums_in(size, trees, groups), sums_in(10**6, trees, groups)
    assert len(whole.rows) == 2 * len(trees[0].leaves) + 2 * len(trees[1].leaves) + 2
    for name in ("rows", "weight", "weight_squares", "misses", "miss_squares", "cross"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()
