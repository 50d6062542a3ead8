"""Where the codes of two partitions part: after how many leaf indices, and at which layer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.distil import Distillation
from yasenn_report.yasenn.partition import Partitioning


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerParting:
    """The rows that run together for a while and part at one layer."""

    layer: int
    """Index of the hidden layer, from the input."""
    matched: int
    """How many matched fit rows of each partition part there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """Where the codes of two partitions part.

    Fit rows of the two are matched one to one, those whose codes share the longest beginnings first, until the smaller
    partition has none left. Two matched rows run together until the first leaf index that they do not share; there
    they part. All do, since no code is in two partitions. Matching keeps a few stray rows from speaking for a
    partition: one row can be matched with one other only.
    """

    matched: int
    """Fit rows of each partition that have a match: all of the smaller one."""
    at_once: int
    """Those of them that part at the first leaf index: they never run together."""
    by_layer: tuple[LayerParting, ...]
    """The others, in distilled order."""
    layer: int
    """Index of the hidden layer at which most of these part; of the one that was distilled first if there are none."""
    place: int
    """The leaf index of that layer, by its place in the code from 0 on, at which most of them part."""

    @property
    def together(self) -> int:
        """How much hangs on the parting: matched fit rows of each partition that share at least one leaf index."""
        return self.matched - self.at_once


def count_matches(nodes: NDArray[np.int64], partitioning: Partitioning) -> NDArray[np.int64]:
    """How many fit rows of two partitions can be matched one to one so that each two share the beginning of the code.

    Args:
        nodes: nodes of the trie that each fit row passes, (rows, code length + 1).
        partitioning: the partitions, with the membership of the same rows.

    Returns:
        By length of the beginning, (code length + 1, partitions, partitions): the sum over the nodes at that depth of
        the smaller number of rows. It falls with the length, as a match of long beginnings is one of short ones too.
    """
    found = []
    for node in nodes.T:
        rows = np.zeros((int(node.max()) + 1, len(partitioning.partitions)), dtype=np.int64)
        np.add.at(rows, (node, partitioning.membership), 1)
        found.append(sum(np.minimum(of_node[:, None], of_node) for of_node in rows))
    return np.array(found)


def find_parting(matched: NDArray[np.int64], distillation: Distillation) -> Parting:
    """Where two partitions part, from their ``count_matches``, (code length + 1,)."""
    trees = distillation.trees_per_layer
    parts = -np.diff(matched)
    at_once, parts[0] = int(parts[0]), 0
    by_layer = parts.reshape(-1, trees).sum(axis=1)
    most = int(by_layer.argmax())
    return Parting(
        matched=int(matched[0]),
        at_once=at_once,
        by_layer=tuple(
            LayerParting(layer=layer, matched=rows)
            for layer, rows in zip(distillation.layers, by_layer.tolist(), strict=True)
        ),
        layer=distillation.layers[most],
        place=most * trees + int(parts[most * trees : (most + 1) * trees].argmax()),
    )
