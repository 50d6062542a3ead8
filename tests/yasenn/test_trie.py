"""Walking codes through the trie, held against dictionaries of prefixes."""

import numpy as np

from yasenn_report.yasenn.trie import UNKNOWN, grow_trie


def test_every_beginning_that_was_seen_has_a_node_of_its_own(rng: np.random.Generator) -> None:
    codes = rng.integers(0, 3, (200, 4))
    nodes = grow_trie(codes).walk(codes)
    for depth in range(5):
        beginnings = [tuple(code) for code in codes[:, :depth].tolist()]
        pairs = set(zip(beginnings, nodes[:, depth].tolist(), strict=True))
        assert len(pairs) == len(set(beginnings)) == len({node for _, node in pairs})


def test_a_row_leaves_the_trie_where_its_beginning_was_not_seen() -> None:
    trie = grow_trie(np.array([[0, 0, 1], [0, 2, 0], [1, 1, 1]]))
    walked = trie.walk(np.array([[0, 0, 1], [0, 0, 0], [0, 1, 0], [5, 0, 0], [1, 1, 9]]))
    np.testing.assert_array_equal((walked == UNKNOWN).sum(axis=1), [0, 1, 2, 3, 1])
    assert (walked[:, 0] == 0).all()


def test_new_rows_know_exactly_the_beginnings_of_fit_rows(rng: np.random.Generator) -> None:
    fit, new = rng.integers(0, 4, (60, 3)), rng.integers(0, 5, (300, 3))
    walked = grow_trie(fit).walk(new)
    for depth in range(4):
        seen = {tuple(code) for code in fit[:, :depth].tolist()}
        known = [tuple(code) in seen for code in new[:, :depth].tolist()]
        np.testing.assert_array_equal(walked[:, depth] != UNKNOWN, known)
