"""What the partitions are compared with, on hand-made activations."""

from dataclasses import replace

import numpy as np
import pytest
from rows import fit_rows, two_columns, xor_rows

from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.codebook import CodeBookSettings, make_code_book
from yasenn_report.yasenn.fit_rows import FitRows
from yasenn_report.yasenn.measure.explanation import Chunk, Rival
from yasenn_report.yasenn.rivals import (
    BOOSTED,
    EQUAL_TREE,
    UNLIMITED_TREE,
    WITHOUT_LAST,
    fit_probe,
    fit_rivals,
    order_name,
    probe_name,
)

SETTINGS = CodeBookSettings(
    order="backward", leaves=4, trees=2, smallest_leaf=0.05, nearness=0.0, max_partitions=4, min_support=30, seed=0
)


def chunk_of(rows: FitRows) -> Chunk:
    return Chunk(
        rows=np.arange(len(rows)),
        features=rows.columns,
        readable=rows.columns,
        activations=rows.activations,
        truth=None,
        half=np.zeros(len(rows), dtype=bool),
        weights=None,
        groups=None,
    )


def agreement(rival: Rival, rows: FitRows) -> float:
    return float((rows.task.decisions(rival.answer(chunk_of(rows))) == rows.decisions).mean())


def test_every_rival_answers_for_every_row() -> None:
    rows, new = xor_rows(600), xor_rows(400, seed=1)
    rivals = fit_rivals(rows, rows.columns, make_code_book(rows, SETTINGS))
    assert set(rivals) == {
        EQUAL_TREE,
        UNLIMITED_TREE,
        BOOSTED,
        WITHOUT_LAST,
        order_name("forward", 0),
        order_name("forward", 1),
        probe_name(0),
        probe_name(1),
    }
    for rival in rivals.values():
        assert not isinstance(rival, NotRun)
        answers = rival.answer(chunk_of(new))
        assert answers.shape == (400, 2)
        np.testing.assert_allclose(answers.sum(axis=1), 1)
    assert agreement(rivals[BOOSTED], new) > 0.9
    assert agreement(rivals[UNLIMITED_TREE], rows) == 1.0
    assert agreement(rivals[WITHOUT_LAST], new) > 0.8


def test_one_hidden_layer_has_no_other_order_and_nothing_without_the_last() -> None:
    rows = xor_rows(300)
    rows = replace(rows, activations=replace(rows.activations, layers=rows.activations.layers[:1]))
    rivals = fit_rivals(rows, rows.columns, make_code_book(rows, SETTINGS))
    assert set(rivals) == {EQUAL_TREE, UNLIMITED_TREE, BOOSTED, WITHOUT_LAST, probe_name(0)}
    assert isinstance(rivals[WITHOUT_LAST], NotRun)


def test_codes_without_the_last_layer_do_not_read_it() -> None:
    rows = xor_rows(300)
    found = fit_rivals(rows, rows.columns, make_code_book(rows, SETTINGS))[WITHOUT_LAST]
    first, second = rows.activations.layers
    other = replace(rows, activations=replace(rows.activations, layers=(first, np.zeros_like(second))))
    np.testing.assert_array_equal(found.answer(chunk_of(rows)), found.answer(chunk_of(other)))


def test_a_linear_probe_finds_what_is_linear(rng: np.random.Generator) -> None:
    layer = rng.normal(size=(400, 3)).astype(np.float32)
    p = 1 / (1 + np.exp(-layer[:, 0].astype(np.float64) * 2))
    rows = fit_rows(two_columns(p), layer.astype(np.float64), layers=(layer,))
    assert agreement(fit_probe(rows, 0), rows) > 0.99
    values = fit_rows(layer[:, :1].astype(np.float64), layer.astype(np.float64), layers=(layer,), classes=False)
    np.testing.assert_allclose(fit_probe(values, 0).answer(chunk_of(values)), values.outputs, atol=0.05)


@pytest.mark.parametrize("classes", [3, 1])
def test_classes_that_are_never_decided_are_never_answered(classes: int) -> None:
    """Three classes of which the network decides two, or one."""
    rows = xor_rows(300)
    p = rows.outputs[:, 1] if classes == 3 else np.full(300, 0.9)
    outputs = np.column_stack([1 - p, p, np.zeros(300)])
    three = fit_rows(outputs, rows.columns, layers=rows.activations.layers)
    answers = fit_rivals(three, three.columns, make_code_book(three, SETTINGS))[BOOSTED].answer(chunk_of(three))
    assert answers.shape == (300, 3)
    assert set(answers.argmax(axis=1)) == set(three.decisions)  # type: ignore[arg-type]


def test_several_values_are_boosted_one_by_one(rng: np.random.Generator) -> None:
    layer = rng.normal(size=(300, 4)).astype(np.float32)
    outputs = layer[:, :2].astype(np.float64)
    rows = fit_rows(outputs, outputs, layers=(layer,), classes=False)
    answers = fit_rivals(rows, rows.columns, make_code_book(rows, SETTINGS))[BOOSTED].answer(chunk_of(rows))
    assert np.corrcoef(answers[:, 1], outputs[:, 1])[0, 1] > 0.95
