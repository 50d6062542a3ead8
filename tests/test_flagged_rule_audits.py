"""Whole audits: a planted region in which partitions fail is named by a rule, and without one there is none."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from examples import Example
from networks import binary_loss, train
from numpy.typing import NDArray

from yasenn_report.audit import Audit
from yasenn_report.record.errors import ErrorTree
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.recording.errors import record_error_trees
from yasenn_report.recording.evaluated import evaluated_rows
from yasenn_report.yasenn.measure.flagging import FlaggedTree

pytestmark = pytest.mark.slow

EAST, LOW = 0.2, -0.2


def hard_here(rows: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Labels by the sign of one column, but by XOR of two others where a > 0.2 and b <= -0.2."""
    X = np.random.default_rng(seed).uniform(-1, 1, (rows, 5))
    region = (X[:, 0] > EAST) & (X[:, 1] <= LOW)
    return X, np.where(region, (X[:, 2] > 0) ^ (X[:, 3] > 0), X[:, 4] > 0).astype(np.int64)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """A network that decides in a harder way in a region of two conditions."""
    X, y = hard_here(8000, 0)
    network = train(X, y, outputs=1, loss=binary_loss, epochs=40, widths=(32, 32))
    X, y = hard_here(3000, 1)
    folder: Path = tmp_path_factory.mktemp("planted")
    return Example(folder, network, pd.DataFrame(X, columns=list("abcde")).assign(outcome=y)).audit()


def flagged_tree(audit: Audit) -> ErrorTree | NotRun:
    return record_error_trees(audit)[2]


def test_the_rule_names_the_planted_region(planted: Audit) -> None:
    tree = flagged_tree(planted)
    assert isinstance(tree, ErrorTree)
    worst = tree.leaves[0]
    found = {one.column: (one.above, one.at_most) for one in worst.conditions}
    assert set(found) == {"a", "b"}
    assert found["a"] == (pytest.approx(EAST, abs=0.08), None)
    assert found["b"] == (None, pytest.approx(LOW, abs=0.08))
    assert isinstance(worst.rate, Estimate)
    assert isinstance(tree.rate, Estimate)
    assert worst.rate.low > tree.rate.high
    assert isinstance(worst.errors_share, float)
    assert worst.errors_share > 0.6


@pytest.mark.parametrize("name", ["planted", "digits_audit"])
def test_counts_are_those_of_the_evaluation_rows_one_by_one(name: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(name)
    assert isinstance(audit.flagged, FlaggedTree)
    low = np.array([one.status == "low_fidelity" for one in audit.fidelity.partitions])
    parts = list(evaluated_rows(audit))
    marked = low[np.concatenate([part.member for part in parts])]
    inside = audit.flagged.tree.inside(audit.holdout.readable.values[np.concatenate([part.rows for part in parts])])
    assert marked.sum() == dict(audit.fidelity.status_rows)["low_fidelity"]
    assert isinstance(audit.flagged.rates.rate, type(audit.fidelity.primary))
    assert audit.flagged.rates.rate.value == pytest.approx(marked.mean())  # type: ignore[union-attr]
    assert [leaf.evaluation_rows for leaf in audit.flagged.rates.leaves] == inside.sum(axis=0).tolist()
    assert [leaf.rate.value for leaf in audit.flagged.rates.leaves] == pytest.approx(  # type: ignore[union-attr]
        [marked[leaf].mean() for leaf in inside.T]
    )
    assert [leaf.errors_share for leaf in audit.flagged.rates.leaves] == pytest.approx(
        [(marked & leaf).sum() / marked.sum() for leaf in inside.T]
    )


def test_where_no_partition_is_low_fidelity_there_is_no_rule(xor_audit: Audit) -> None:
    assert "low_fidelity" not in {one.status for one in xor_audit.fidelity.partitions}
    assert flagged_tree(xor_audit) == NotRun(reason="no partition is low fidelity")
