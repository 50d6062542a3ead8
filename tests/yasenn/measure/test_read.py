"""Whole measurements of real audits: rivals, groups, weights and halves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import pytest

from yasenn_report.audit import Audit
from yasenn_report.evaluation import evaluation_chunks, labels
from yasenn_report.options import AuditOptions
from yasenn_report.yasenn.activations import capture
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.measure.explanation import Chunk, Explanation, Rival
from yasenn_report.yasenn.measure.read import measure

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True, kw_only=True)
class Itself:
    """The network in its own place: no answer can be better."""

    explanation: Explanation

    def answer(self, chunk: Chunk) -> np.ndarray:
        return self.explanation.task.outputs(chunk.activations.outputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The direct tree, as any other rival."""

    explanation: Explanation

    def answer(self, chunk: Chunk) -> np.ndarray:
        answer = self.explanation.descriptions.direct_tree.predict(chunk.readable)
        classes = self.explanation.task.class_names
        return np.eye(len(classes))[answer] if classes else np.asarray(answer).reshape(len(chunk.half), -1)


def measured(
    audit: Audit,
    explanation: Explanation,
    *,
    groups: np.ndarray | None = None,
    weights: np.ndarray | None = None,
    options: AuditOptions | None = None,
) -> Fidelity:
    chunks = evaluation_chunks(
        audit.network,
        replace(audit.holdout, groups=groups, weights=weights),
        labels(audit.task, audit.holdout),
        audit.split,
        options or audit.options,
    )
    return measure(explanation, chunks, tolerance=0.05, confidence=0.95)


def assert_alike(one: Any, other: Any) -> None:
    """Equal, floats within what 32 bits in the network and the order of sums can change."""
    if isinstance(one, Mapping):
        assert one.keys() == other.keys()
        one, other = list(one.values()), list(other.values())
    if isinstance(one, list | tuple):
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert_alike(left, right)
    else:
        assert one == (pytest.approx(other, rel=1e-6, abs=1e-7) if isinstance(one, float) else other)


@pytest.mark.parametrize("fixture", ["xor_audit", "diabetes_audit"])
def test_rivals_answer_in_the_partitions_place(fixture: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(fixture)
    explanation = audit.explanation
    rivals: dict[str, Rival] = {"itself": Itself(explanation=explanation), "plain": Plain(explanation=explanation)}
    found = measured(audit, replace(explanation, rivals=rivals))
    assert list(found.rivals) == ["itself", "plain"]
    best = found.rivals["itself"]
    assert isinstance(best.fidelity, Estimate)
    assert isinstance(best.gain, Estimate)
    assert isinstance(found.disagreement, Estimate)
    assert (best.fidelity.value, best.gain.metric) == (1.0, "loss")
    assert best.gain.high < 0
    if audit.task.classes:
        assert best.gain.value == pytest.approx(-found.disagreement.value)
    assert found.rivals["plain"].fidelity == found.direct_tree


def test_each_layer_is_held_against_the_layers_before(xor_audit: Audit) -> None:
    fidelity = xor_audit.fidelity
    values = [fidelity.constant, *(entry.fidelity for entry in fidelity.by_layer)]
    for place, entry in enumerate(fidelity.by_layer):
        before, after = values[place], values[place + 1]
        assert isinstance(before, Estimate)
        assert isinstance(after, Estimate)
        assert isinstance(entry.gain, Estimate)
        assert entry.gain.value == pytest.approx(after.value - before.value)


@pytest.mark.parametrize("fixture", ["xor_audit", "diabetes_audit"])
def test_groups_of_one_row_and_weights_of_one_change_nothing(fixture: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(fixture)
    rows = audit.holdout.rows
    found = measured(audit, audit.explanation, groups=np.arange(rows), weights=np.ones(rows))
    assert_alike(asdict(found), asdict(audit.fidelity))


@pytest.mark.parametrize("fixture", ["xor_audit", "diabetes_audit"])
def test_chunks_do_not_change_groups_and_weights(fixture: str, request: pytest.FixtureRequest) -> None:
    audit: Audit = request.getfixturevalue(fixture)
    rng, rows, explanation = np.random.default_rng(0), audit.holdout.rows, audit.explanation
    groups, weights = rng.integers(0, rows // 3, rows), rng.uniform(0.2, 3, rows)
    found = [
        asdict(
            measured(
                audit, explanation, groups=groups, weights=weights, options=replace(audit.options, chunk_rows=size)
            )
        )
        for size in (20, 1_000_000)
    ]
    assert_alike(found[0], found[1])


def test_weights_weigh_and_groups_count_as_one(xor_audit: Audit) -> None:
    """By hand: the share of disagreeing rows, and Kish's number of groups in the first partition."""
    audit, rng = xor_audit, np.random.default_rng(1)
    groups, weights = rng.integers(0, 400, audit.holdout.rows), rng.uniform(0.2, 3, audit.holdout.rows)
    rows = audit.split.evaluation
    found = measured(audit, audit.explanation, groups=groups, weights=weights)
    activations = capture(audit.network, audit.holdout.features[rows])
    member, _ = audit.partitioning.assign(audit.distillation.codes(activations))
    decided = audit.task.decisions(audit.task.outputs(activations.outputs))
    missed = decided != audit.task.decisions(audit.partitioning.values[member])
    assert isinstance(found.disagreement, Estimate)
    assert found.disagreement.value == pytest.approx(np.average(missed, weights=weights[rows]))
    assert found.disagreement.rows == 1500
    first = found.partitions[0]
    of_groups = np.bincount(groups[rows][member == 0], weights=weights[rows][member == 0])
    assert isinstance(first.distillation_error, Estimate)
    assert first.distillation_error.effective_rows == pytest.approx(of_groups.sum() ** 2 / (of_groups**2).sum())
    assert isinstance(first.disagreement, Estimate)
    assert first.disagreement.effective_rows <= first.distillation_error.effective_rows * (1 + 1e-9)
    assert "Kish" in first.disagreement.method


def test_many_classes_have_kappa_and_a_margin(digits_audit: Audit) -> None:
    found = digits_audit.fidelity
    assert isinstance(found.chance_corrected, Estimate)
    assert isinstance(found.primary, Estimate)
    assert 0.7 < found.chance_corrected.value < found.primary.value
    assert sum(found.partitions[0].outputs.decided) == pytest.approx(1)  # type: ignore[union-attr]


def test_values_have_an_error_instead(diabetes_audit: Audit) -> None:
    found = diabetes_audit.fidelity
    reason = "agreement by chance is of decisions; this network puts out values"
    assert found.chance_corrected == NotRun(reason=reason)
    assert isinstance(found.distillation_error, Estimate)
    assert found.distillation_error.metric == "standard deviations of the output"
    median = found.error_distribution.quantile(0.5)
    assert median is not None
    assert median <= 2 * found.distillation_error.value
