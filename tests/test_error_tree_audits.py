"""Whole audits: a planted region of wrong labels is named, and every kind of audit has its error trees."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from examples import Example

from yasenn_report.audit import Audit
from yasenn_report.record.errors import ErrorTree
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.recording.errors import record_error_trees

pytestmark = pytest.mark.slow

NONE_LOW = NotRun(reason="no partition is low fidelity")
UNTOLD = NotRun(reason="no shallow tree on these columns tells the rows of low-fidelity partitions from others")
NOWHERE = NotRun(reason="errors do not gather anywhere that a shallow tree on these columns can name")
FLIPPED = 0.85
EAST, NOISE = 0.25, -0.6


def planted(xor: Example, folder: Path) -> tuple[Example, pd.Series]:
    """Most labels of a region of two conditions flipped, about 7 % of the rows; and which rows lie in it."""
    table = pd.read_csv(xor.data)
    region = (table["east"] > EAST) & (table["n1"] <= NOISE)
    flip = region & (np.random.default_rng(5).random(len(table)) < FLIPPED)
    table["outcome"] = table["outcome"].where(~flip, 1 - table["outcome"])
    table.to_csv(folder / "data.csv", index=False)
    (folder / "model.pt").write_bytes(xor.model.read_bytes())
    return Example.at(folder), region


def test_a_planted_region_is_the_worst_leaf(xor: Example, tmp_path: Path) -> None:
    example, region = planted(xor, tmp_path)
    assert region.mean() == pytest.approx(0.07, abs=0.015)
    audit = example.audit(min_support=60)
    tree, *_ = record_error_trees(audit)
    assert isinstance(tree, ErrorTree)
    worst = tree.leaves[0]
    found = {one.column: (one.above, one.at_most) for one in worst.conditions}
    assert set(found) == {"east", "n1"}
    assert found["east"] == (pytest.approx(EAST, abs=0.08), None)
    assert found["n1"] == (None, pytest.approx(NOISE, abs=0.08))
    assert isinstance(worst.rate, Estimate)
    assert isinstance(tree.rate, Estimate)
    accuracy = audit.fidelity.network_accuracy
    assert tree.rate.value == pytest.approx(1 - accuracy.value)  # type: ignore[union-attr]
    assert worst.rate.low <= FLIPPED <= worst.rate.high
    assert worst.rate.low > tree.rate.high
    assert isinstance(worst.errors_share, float)
    assert worst.errors_share > 0.6


def test_its_clean_twin_accuses_no_region(xor_audit: Audit) -> None:
    tree, *_ = record_error_trees(xor_audit)
    if isinstance(tree, NotRun):
        assert tree == NOWHERE
        return
    assert isinstance(tree.rate, Estimate)
    for leaf in tree.leaves:
        assert isinstance(leaf.rate, Estimate)
        assert leaf.rate.low <= tree.rate.value


@pytest.mark.parametrize("name", ["xor_audit", "digits_audit", "diabetes_audit", "foreign_audit"])
def test_leaves_share_out_all_rows(name: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(name)
    for tree in record_error_trees(audit):
        if isinstance(tree, NotRun):
            assert tree in (NOWHERE, NONE_LOW, UNTOLD) or tree.reason.endswith("is wrong")
            continue
        assert sum(leaf.evaluation_rows for leaf in tree.leaves) == len(audit.split.evaluation)
        assert sum(leaf.fit_rows for leaf in tree.leaves) == len(audit.split.fit)
        assert min(leaf.fit_rows for leaf in tree.leaves) >= (audit.options.min_support or 0)
        rates = [leaf.rate.value for leaf in tree.leaves if isinstance(leaf.rate, Estimate)]
        assert rates == sorted(rates, reverse=True)


def test_overall_rates_are_those_of_the_report(foreign_audit: Audit, xor_audit: Audit) -> None:
    """Weighted and by groups as everywhere: the same rows, the same errors."""
    compared = 0
    for audit in (foreign_audit, xor_audit):
        network, distillation, _ = record_error_trees(audit)
        for tree, expected in ((network, audit.fidelity.network_accuracy), (distillation, audit.fidelity.disagreement)):
            if isinstance(tree, ErrorTree):
                assert isinstance(tree.rate, Estimate)
                value = expected.value if tree.kind == "distillation" else 1 - expected.value  # type: ignore[union-attr]
                assert tree.rate.value == pytest.approx(value)
                compared += 1
    assert compared


def test_without_a_target_only_the_distillation_is_looked_at(xor: Example, xor_audit: Audit) -> None:
    audit = xor.audit(None, ["east", "north", "n1", "n2", "n3", "n4"], output_kind="logits")
    network, distillation, _ = record_error_trees(audit)
    assert network == NotRun(reason="no --target was given: there are no labels to compare with")
    assert distillation == record_error_trees(xor_audit)[1]
