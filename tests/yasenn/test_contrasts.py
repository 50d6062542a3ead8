"""Contrasts: which pairs, where they part, and what tells them apart."""

import numpy as np
import pytest
from rows import fit_rows, two_columns

from yasenn_report.errors import AuditError
from yasenn_report.yasenn.codebook import CodeBook, CodeBookSettings, make_code_book
from yasenn_report.yasenn.contrasts import (
    Contrasts,
    different_pairs,
    find_pairs,
    make_contrasts,
    tell_apart,
)
from yasenn_report.yasenn.describe import LogisticDescription, TreeDescription
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.merging import find_prototypes
from yasenn_report.yasenn.parting import LayerParting
from yasenn_report.yasenn.partition import Partitioning, make_partitions


def planted(rows: int = 900, seed: int = 0) -> tuple[FitRows, CodeBook]:
    """The last hidden layer knows ``late`` only, the first one ``early`` only; the class needs both."""
    X = np.random.default_rng(seed).uniform(-1, 1, (rows, 4))
    late, early = X[:, 2] > 0, np.abs(X[:, 1]) < 0.5
    p = np.where(late, np.where(early, 0.95, 0.15), 0.05)
    made = fit_rows(two_columns(p), X, layers=(np.where(early, 1.0, -1.0)[:, None], np.where(late, 1.0, -1.0)[:, None]))
    settings = CodeBookSettings(
        order="backward", leaves=4, trees=2, smallest_leaf=0.05, nearness=1.0, max_partitions=6, min_support=20, seed=0
    )
    return made, make_code_book(made, settings)


def contrasts_of(rows: FitRows, book: CodeBook, *asked: str) -> Contrasts:
    return make_contrasts(rows, book, asked=asked, error_limit=0.5, min_quality=0.5, seed=0)


def partitions_of(codes: list[tuple[int, ...]], p: list[float]) -> Partitioning:
    outputs = two_columns(np.array(p))
    decide = fit_rows(outputs, np.zeros((len(p), 1))).task.decisions
    kinds = find_prototypes(outputs, decide(outputs), np.zeros((len(p), 1)), nearness=0.0, count=9)
    return make_partitions(np.array(codes), outputs, decide, kinds, max_partitions=9, min_support=1)


def test_a_planted_pair_parts_at_its_layer_and_is_told_apart_by_its_column() -> None:
    rows, book = planted()
    found = contrasts_of(rows, book)
    decided = rows.task.decisions(book.partitioning.values)
    leading = found.pairs[0]
    assert decided[leading.first] != decided[leading.second]
    assert leading.parting.layer == 0
    assert leading.parting.place in (2, 3)
    assert leading.parting.at_once == 0
    assert leading.parting.together == leading.parting.matched
    assert leading.parting.by_layer == (
        LayerParting(layer=1, matched=0),
        LayerParting(layer=0, matched=leading.parting.matched),
    )
    assert isinstance(leading.model, TreeDescription)
    assert leading.missing is None
    assert {c.feature for rule in leading.model.rules for c in rule.conditions} == {1}
    bounds = {b for rule in leading.model.rules for c in rule.conditions for b in (c.low, c.high) if b is not None}
    assert sorted(bounds) == pytest.approx([-0.5, 0.5], abs=0.03)


def test_pairs_that_never_run_together_are_not_shown_unless_asked_for() -> None:
    rows, book = planted()
    found = contrasts_of(rows, book)
    assert found.running_together < found.different
    shown = {(pair.first, pair.second) for pair in found.pairs}
    decided = rows.task.decisions(book.partitioning.values)
    one, other = next(
        (one, other)
        for one in range(len(decided))
        for other in range(one + 1, len(decided))
        if decided[one] != decided[other] and (one, other) not in shown
    )
    asked = contrasts_of(rows, book, f"P{other + 1}:P{one + 1}").pairs[-1]
    assert (asked.first, asked.second, asked.asked) == (one, other, True)
    assert (asked.parting.together, asked.parting.layer, asked.parting.place) == (0, 1, 0)


def test_a_pair_that_is_shown_anyway_is_not_shown_twice() -> None:
    rows, book = planted()
    first = contrasts_of(rows, book).pairs[0]
    label = f"P{first.second + 1}:P{first.first + 1}"
    pairs = contrasts_of(rows, book, label, label).pairs
    assert [(pair.first, pair.second) for pair in pairs].count((first.first, first.second)) == 1
    assert pairs[0].asked


def test_three_pairs_are_shown_those_that_run_together_most_first() -> None:
    codes = [(0, leaf) for leaf in range(5) for _ in range(10 + leaf)]
    p = [[0.1, 0.9, 0.2, 0.8, 0.3][leaf] for _, leaf in codes]
    partitioning = partitions_of(codes, p)
    rows = fit_rows(two_columns(np.array(p)), np.random.default_rng(0).normal(size=(len(p), 2)), layers=(np.eye(2),))

    class Fixed:
        trees_per_layer, layers = 2, (0,)

        def codes(self, _: object) -> np.ndarray:
            return np.array(codes)

    book = CodeBook(settings=None, distillation=Fixed(), partitioning=partitioning)  # type: ignore[arg-type]
    found = contrasts_of(rows, book)
    assert (found.different, found.running_together) == (6, 6)
    assert [pair.parting.together for pair in found.pairs] == [13, 12, 11]
    assert not any(pair.asked for pair in found.pairs)


def test_values_differ_if_they_are_further_apart_than_the_error_limit() -> None:
    outputs = np.random.default_rng(0).normal(size=(200, 2)) * [1.0, 50.0]
    rows = fit_rows(outputs, outputs, classes=False)
    spread = outputs.std(axis=0)
    values = np.array([[0.0, 0.0], spread * 0.49, spread * 1.2])
    assert different_pairs(rows, values, 0.5) == [(0, 2), (1, 2)]


def test_noise_cannot_be_told_apart_and_the_best_attempt_is_kept(rng: np.random.Generator) -> None:
    model, missing = tell_apart(rng.normal(size=(300, 5)), rng.uniform(size=300) < 0.4, min_quality=0.5, seed=0)
    assert model is not None
    assert missing is not None
    assert missing.reason.startswith(
        "neither a tree of depth 2 nor a logistic regression of 3 columns tells them apart in these columns "
        "(best cross-validated F1 0."
    )


def test_too_few_rows_are_not_told_apart(rng: np.random.Generator) -> None:
    model, missing = tell_apart(rng.normal(size=(30, 2)), np.arange(30) < 2, min_quality=0.5, seed=0)
    assert model is None
    assert missing is not None
    assert missing.reason == "only 2 fit rows in one of the two to tell apart"


def test_columns_that_never_change_tell_nothing_apart() -> None:
    model, missing = tell_apart(np.full((60, 5), 0.1), np.arange(60) < 25, min_quality=0.5, seed=0)
    assert model is not None
    assert missing is not None
    assert "F1 0.588" in missing.reason  # naming every row: precision 25 of 60, recall 1


def test_a_slanted_border_takes_the_columns_that_weigh_most(rng: np.random.Generator) -> None:
    X = rng.normal(size=(900, 8)) * [1, 10, 1, 1, 100, 1, 1, 1]
    slope = X[:, 1] / 10 - X[:, 4] / 100 + X[:, 6]
    model, missing = tell_apart(X, slope > 0, min_quality=0.5, seed=0)
    assert isinstance(model, LogisticDescription)
    assert missing is None
    assert {(term.feature, term.weight > 0) for term in model.terms} == {(1, True), (4, False), (6, True)}
    assert (model.holds(X) == (slope > 0)).mean() > 0.97


LABELS = ["P1", "P2", "P3"]
REFUSED = {
    "P1:P9": "--contrast 'P1:P9': there is no partition 'P9'; the partitions are P1, P2, P3",
    "p1:P2": "--contrast 'p1:P2': there is no partition 'p1'; the partitions are P1, P2, P3",
    "P3:P3": "--contrast 'P3:P3' is no pair of two partitions, as P1:P2; the partitions are P1, P2, P3",
    "P1": "--contrast 'P1' is no pair of two partitions, as P1:P2; the partitions are P1, P2, P3",
    "P1:P2:P3": "--contrast 'P1:P2:P3' is no pair of two partitions, as P1:P2; the partitions are P1, P2, P3",
    "P1:\nP2": "--contrast 'P1:\\nP2': there is no partition '\\nP2'; the partitions are P1, P2, P3",
}


@pytest.mark.parametrize("asked", list(REFUSED))
def test_a_pair_that_there_is_not_is_refused_with_the_labels_that_there_are(asked: str) -> None:
    with pytest.raises(AuditError) as refusal:
        find_pairs(["P1:P2", asked], LABELS)
    assert str(refusal.value) == REFUSED[asked]


def test_one_partition_alone_has_no_contrast() -> None:
    with pytest.raises(AuditError) as refusal:
        find_pairs(["P1:P2"], ["P1"])
    assert str(refusal.value) == "--contrast 'P1:P2': there is one partition only, P1, and nothing to hold it against"
    assert find_pairs([], ["P1"]) == []


def test_pairs_are_the_same_either_way_round() -> None:
    assert find_pairs(["P3:P1", "P1:P3"], LABELS) == [(0, 2), (0, 2)]
