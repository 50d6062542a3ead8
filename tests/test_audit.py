"""Whole audits of networks with planted structure."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from examples import Example
from networks import xor_table
from recordings import recorded
from sklearn.metrics import adjusted_rand_score

from yasenn_report.audit import Audit
from yasenn_report.options import AuditOptions, choose_support
from yasenn_report.yasenn.activations import capture
from yasenn_report.yasenn.bounds import Estimate

pytestmark = pytest.mark.slow


def xor_quadrants(audit: Audit) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """On the evaluation rows: the quadrant, the codes, the partition."""
    _, _, quadrant = xor_table(3000, noise=4, seed=1)
    rows = audit.split.evaluation
    found = audit.distillation.codes(capture(audit.network, audit.holdout.features[rows]))
    return quadrant[rows], found, audit.partitioning.assign(found)[0]


def test_the_xor_network_has_learnt_xor(xor_audit: Audit) -> None:
    accuracy = xor_audit.fidelity.network_accuracy
    assert isinstance(accuracy, Estimate)
    assert accuracy.value >= 0.97


def test_partitions_recover_the_quadrants_up_to_merging_of_equal_behaviour(xor_audit: Audit) -> None:
    """Opposite quadrants behave alike and may share a partition; partitions of the same pair of quadrants are joined.

    Which pair a partition belongs to is read off where its rows lie, not off what it answers.
    """
    quadrant, _, partition = xor_quadrants(xor_audit)
    pair = np.isin(quadrant, [1, 2]).astype(int)
    half = len(pair) // 2
    joined = np.array(
        [
            np.bincount(pair[:half][partition[:half] == index], minlength=2).argmax()
            for index in range(len(xor_audit.partitioning.partitions))
        ]
    )
    assert adjusted_rand_score(pair[half:], joined[partition[half:]]) >= 0.85


def test_codes_tell_opposite_quadrants_apart(xor_audit: Audit) -> None:
    """Before merging, codes know more than the answer: named by the fit rows, they give the quadrant of new rows."""
    quadrant, codes, _ = xor_quadrants(xor_audit)
    half = len(quadrant) // 2
    names = {}
    for code in np.unique(codes, axis=0):
        inside = quadrant[:half][(codes[:half] == code).all(axis=1)]
        names[tuple(code)] = np.bincount(inside, minlength=4).argmax() if len(inside) else -1
    named = np.array([names[tuple(code)] for code in codes[half:]])
    assert adjusted_rand_score(quadrant[half:], named) >= 0.6


def without(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def assert_same(one: Any, other: Any) -> None:
    """Equal, floats within what 32 bits in the network and the order of sums can change."""
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_same(one[key], other[key])
    elif isinstance(one, list):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert_same(left, right)
    elif isinstance(one, float):
        assert one == pytest.approx(other, rel=1e-6, abs=1e-6)
    else:
        assert one == other


@pytest.mark.parametrize("example", ["xor", "diabetes"])
def test_chunks_do_not_change_the_result(example: str, request: pytest.FixtureRequest) -> None:
    case: Example = request.getfixturevalue(example)
    records = [recorded(case.audit(chunk_rows=size)) for size in (1, 7, 1_000_000)]
    for record in records[1:]:
        assert_same(without(record, "options"), without(records[0], "options"))


def test_ten_classes_run(digits_audit: Audit) -> None:
    assert (digits_audit.task.name, len(digits_audit.task.class_names)) == ("multiclass", 10)
    assert isinstance(digits_audit.fidelity.primary, Estimate)
    assert digits_audit.fidelity.primary.value > 0.8
    assert len(digits_audit.partitioning.partitions) <= 16


def test_values_run(diabetes_audit: Audit) -> None:
    primary, accuracy = diabetes_audit.fidelity.primary, diabetes_audit.fidelity.network_accuracy
    assert diabetes_audit.task.name == "regression"
    assert isinstance(primary, Estimate)
    assert isinstance(accuracy, Estimate)
    assert (primary.metric, accuracy.metric) == ("r2", "r2")
    assert primary.value > 0.7


def test_without_a_target_all_accuracy_says_so(xor: Example) -> None:
    features = ["east", "north", "n1", "n2", "n3", "n4"]
    record = recorded(xor.audit(None, features, output_kind="logits"))
    reason = {"status": "not_run", "reason": "no --target was given: there are no labels to compare with"}
    assert record["accuracy"] == {"network": reason, "partitions": reason, "most_frequent_label": reason}
    assert all(partition["accuracy"] == reason for partition in record["partitions"])


@pytest.mark.parametrize(("rows", "support"), [(4000, 113), (800, 50), (100, 20)])
def test_support_aims_at_rows_that_can_be_judged(xor_audit: Audit, rows: int, support: int) -> None:
    half = rows // 2
    assert choose_support(AuditOptions(), xor_audit.task, fit_rows=half, evaluation_rows=half) == support


def test_forward_order_distils_the_first_layer_first(xor: Example) -> None:
    audit = xor.audit(layer_order="forward")
    assert [entry.layer for entry in audit.fidelity.by_layer] == [0, 1]


def test_evaluation_rows_fit_and_choose_nothing(xor: Example, tmp_path: Path) -> None:
    """With other numbers in the evaluation rows, everything fitted stays as it is."""
    first = xor.audit()
    table = pd.read_csv(xor.data)
    rows = first.split.evaluation
    columns = table.columns.drop("outcome")
    table.loc[rows, columns] = table.loc[rows, columns].to_numpy()[::-1] * 0.5
    table.to_csv(tmp_path / "data.csv", index=False)
    (tmp_path / "model.pt").write_bytes(xor.model.read_bytes())
    second = Example.at(tmp_path).audit()
    records = [recorded(audit) for audit in (first, second)]
    assert records[0]["fidelity"]["primary"] != records[1]["fidelity"]["primary"]
    for one, other in zip(records[0]["partitions"], records[1]["partitions"], strict=True):
        for field in ("id", "codes", "value", "profile"):
            assert one[field] == other[field]
        for field in ("kind", "cut", "cross_validated_f1"):
            assert [d[field] for d in one["descriptions"]] == [d[field] for d in other["descriptions"]]
