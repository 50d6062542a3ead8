"""Rules for low-fidelity partitions: grown on fit rows, counted by hand, in any chunks."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tallies import units

from yasenn_report.yasenn.bounds import NotRun, rate, simultaneous_rate
from yasenn_report.yasenn.error_trees import ErrorTree
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.measure.flagging import grow_flagged_tree, measure_flagged_tree

COLUMNS = np.random.default_rng(3).uniform(-1, 1, (800, 3))
REGION = (COLUMNS[:, 0] > 0.3) & (COLUMNS[:, 1] <= -0.2)
ROWS = FitRows(task=None, activations=None, outputs=COLUMNS, decisions=None, columns=COLUMNS)  # type: ignore[arg-type]
LOW = np.array([False, True, False])
"""Of three partitions the second."""


def grow(membership: np.ndarray, low: np.ndarray = LOW, rows: FitRows = ROWS) -> ErrorTree | NotRun:
    return grow_flagged_tree(rows, membership, low, smallest_leaf=20, seed=0)


def test_the_region_of_a_low_fidelity_partition_is_named() -> None:
    found = grow(np.where(REGION, 1, 2 * (COLUMNS[:, 2] > 0)))
    assert isinstance(found, ErrorTree)
    _, worst = max(found.leaves, key=lambda leaf: leaf[1].share)
    bounds = {one.feature: (one.low, one.high) for one in worst.conditions}
    assert bounds == {0: (pytest.approx(0.3, abs=0.05), None), 1: (None, pytest.approx(-0.2, abs=0.05))}
    assert worst.share == 1.0


@pytest.mark.parametrize(
    ("low", "reason"),
    [
        ([False, False, False], "no partition is low fidelity"),
        ([True, True, True], "every partition is low fidelity, and there are no other rows to tell them from"),
    ],
)
def test_there_must_be_some_of_low_fidelity_and_others(low: list[bool], reason: str) -> None:
    assert grow(np.where(REGION, 1, 0), np.array(low)) == NotRun(reason=reason)


def test_where_columns_do_not_tell_it_is_said() -> None:
    anywhere = np.random.default_rng(7).integers(0, 3, 800)
    assert grow(anywhere) == NotRun(
        reason="no shallow tree on these columns tells the rows of low-fidelity partitions from others"
    )


def test_too_few_rows_have_their_reason() -> None:
    few = FitRows(task=None, activations=None, outputs=COLUMNS[:30], decisions=None, columns=COLUMNS[:30])  # type: ignore[arg-type]
    assert grow(np.arange(30) % 2, rows=few) == NotRun(
        reason="a leaf needs 20 fit rows, and there are 30: too few for two"
    )


TREE = grow_flagged_tree(ROWS, (COLUMNS[:, 0] > 0).astype(np.intp), LOW, smallest_leaf=20, seed=0)
"""Two leaves, at 0 of the first column."""
EXPLANATION: Any = SimpleNamespace(
    distillation=SimpleNamespace(codes=lambda activations: activations),
    partitioning=SimpleNamespace(assign=lambda codes: (codes, np.ones(len(codes), dtype=bool))),
)
"""Whose partitions are what stands in place of the activations."""
PLACES = np.array([-0.9, -0.8, -0.7, -0.6, -0.5, 0.4, 0.5, 0.6, 0.7, 0.8])
MEMBER = np.array([0, 0, 0, 1, 2, 1, 1, 1, 2, 1])
"""Of the second partition: 1 of 5 on the left, 4 of 5 on the right."""


def chunk(rows: slice) -> Any:
    columns = np.column_stack([PLACES[rows], np.zeros((len(PLACES[rows]), 2))])
    return SimpleNamespace(units=units(len(columns)), readable=columns, activations=MEMBER[rows])


@pytest.mark.parametrize("cuts", [(0, 10), (0, 3, 10), (0, 1, 2, 7, 10)])
def test_each_leaf_has_its_rate_and_its_share_of_all_such_rows_in_any_chunks(cuts: tuple[int, ...]) -> None:
    assert isinstance(TREE, ErrorTree)
    chunks = [chunk(slice(a, b)) for a, b in pairwise(cuts)]
    found = measure_flagged_tree(EXPLANATION, TREE, LOW, chunks, confidence=0.95)
    metric = "share of rows in low-fidelity partitions"
    assert found.rates.rate == rate(metric, 5, 10, confidence=0.95)
    assert [leaf.evaluation_rows for leaf in found.rates.leaves] == [5, 5]
    assert [leaf.errors_share for leaf in found.rates.leaves] == [0.2, 0.8]
    assert [leaf.rate for leaf in found.rates.leaves] == [
        simultaneous_rate(metric, inside, 5, confidence=0.95, family=2, of="leaves") for inside in (1, 4)
    ]
