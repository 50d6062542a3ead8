"""The map of partitions, on partitions whose place in the columns is known."""

import numpy as np
import pytest
from rows import fit_rows, two_columns, xor_rows

from yasenn_report.yasenn.codebook import CodeBookSettings, make_code_book
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.maps import fit_direct_tree, fit_map
from yasenn_report.yasenn.merging import find_prototypes
from yasenn_report.yasenn.partition import Partitioning, make_partitions


def partitions_by(kind: np.ndarray, rows: FitRows) -> Partitioning:
    """Partitions of codes that are one number long, by behaviour alone."""
    kinds = find_prototypes(rows.outputs, rows.decisions, rows.columns, nearness=0.0, count=6)
    decide = rows.task.decisions if rows.classes else None
    return make_partitions(kind[:, None], rows.outputs, decide, kinds, max_partitions=6, min_support=1)


def bands(rng: np.random.Generator, *, classes: bool = True) -> tuple[FitRows, Partitioning]:
    """Three partitions side by side in the first of two columns."""
    X = rng.uniform(0, 1, (900, 2))
    kind = np.digitize(X[:, 0], [0.3, 0.7])
    p = np.array([0.1, 0.5, 0.9])[kind]
    rows = fit_rows(two_columns(p) if classes else p[:, None], X, classes=classes)
    made = partitions_by(kind, rows)
    return rows, made


@pytest.mark.parametrize("classes", [True, False])
def test_the_map_names_partitions_and_answers_their_values(classes: bool, rng: np.random.Generator) -> None:
    rows, made = bands(rng, classes=classes)
    found = fit_map(rows, made, seed=0)
    assert found is not None
    assert (found.name(rows.columns) == made.membership).mean() > 0.99
    assert np.abs(found.answer(rows.columns) - rows.outputs).mean() < 0.01
    assert sum(rule.fit_rows for _, rule in found.rules) == len(rows)


def test_a_leaf_decides_as_the_network_does_on_most_of_its_rows(rng: np.random.Generator) -> None:
    """40 % of the rows are in one partition of class 0, 30 % in each of two of class 1: the answer is class 1."""
    kind = np.repeat([0, 1, 2], [400, 300, 300])
    p = np.array([0.1, 0.7, 0.95])[kind]
    rows = fit_rows(two_columns(p), np.zeros((1000, 1)))
    made = partitions_by(kind, rows)
    found = fit_map(rows, made, seed=0)
    assert found is not None
    assert found.leaves == 1
    assert rows.task.decisions(found.answer(rows.columns)).tolist() == [1] * 1000
    assert found.answer(rows.columns)[0, 1] in (pytest.approx(0.7), pytest.approx(0.95))


def test_one_partition_has_no_map(rng: np.random.Generator) -> None:
    rows = fit_rows(two_columns(np.full(100, 0.2)), rng.normal(size=(100, 2)))
    made = partitions_by(np.zeros(100, dtype=np.int64), rows)
    assert fit_map(rows, made, seed=0) is None


def test_knowing_the_partitions_helps_the_map_where_a_direct_tree_is_lost() -> None:
    """XOR: no single split tells the classes apart, but one tells partitions of two quadrants apart."""
    rows, new = xor_rows(1500, noise=8), xor_rows(1500, noise=8, seed=1)
    settings = CodeBookSettings(
        order="backward", leaves=6, trees=2, smallest_leaf=0.05, nearness=1.0, max_partitions=4, min_support=50, seed=0
    )
    found = fit_map(rows, make_code_book(rows, settings).partitioning, seed=0)
    assert found is not None
    direct = fit_direct_tree(rows, leaves=found.leaves, depth=None, seed=0)
    followed = (new.task.decisions(found.answer(new.columns)) == new.decisions).mean()
    assert followed > 0.9
    assert followed > (direct.predict(new.columns) == new.decisions).mean() + 0.2
