"""Where two partitions part, on codes written by hand."""

import numpy as np
from rows import task_of

from yasenn_report.yasenn.distil import Distillation
from yasenn_report.yasenn.merging import find_prototypes
from yasenn_report.yasenn.parting import LayerParting, Parting, count_matches, find_parting
from yasenn_report.yasenn.partition import make_partitions

TWO_LAYERS = Distillation(order="backward", layers=(1, 0), trees=(), trees_per_layer=2)


def test_rows_are_matched_by_the_longest_beginnings_and_strays_count_once() -> None:
    """Ten rows of the one class and six of the other; one stray row runs with the others to the last leaf index."""
    codes = [(0, 0, 0, 0)] * 9 + [(1, 1, 0, 0)] + [(1, 1, 0, 1)] * 4 + [(0, 1, 0, 0)] * 2
    p = np.repeat([0.1, 0.9], [10, 6])
    outputs, decide = np.column_stack([1 - p, p]), task_of(2).decisions
    kinds = find_prototypes(outputs, decide(outputs), np.zeros((16, 1)), nearness=0.0, count=9)
    partitioning = make_partitions(np.array(codes), outputs, decide, kinds, max_partitions=9, min_support=1)
    assert [partition.fit_rows for partition in partitioning.partitions] == [10, 6]
    matched = count_matches(partitioning.trie.walk(np.array(codes)), partitioning)
    assert matched[:, 0, 1].tolist() == matched[:, 1, 0].tolist() == [6, 3, 1, 1, 0]
    assert find_parting(matched[:, 0, 1], TWO_LAYERS) == Parting(
        matched=6,
        at_once=3,
        by_layer=(LayerParting(layer=1, matched=2), LayerParting(layer=0, matched=1)),
        layer=1,
        place=1,
    )


def test_partitions_that_never_run_together_part_at_the_first_leaf_index() -> None:
    assert find_parting(np.array([7, 0, 0, 0, 0]), TWO_LAYERS) == Parting(
        matched=7,
        at_once=7,
        by_layer=(LayerParting(layer=1, matched=0), LayerParting(layer=0, matched=0)),
        layer=1,
        place=0,
    )
