"""Codes as a trie: a node for every beginning of a code that was seen in fitting."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """The nodes at one depth: each is one leaf index below one node of the level above."""

    keys: NDArray[np.int64]
    """By node: number of the node above x ``base`` + leaf index; ascending."""
    base: int
    """Above every leaf index that was seen at this depth."""

    def step(self, above: NDArray[np.int64], leaf: NDArray[np.int64]) -> NDArray[np.int64]:
        """The node of each row (rows,), from its node in the level above and its leaf index; or UNKNOWN."""
        key = above * self.base + leaf
        place = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        known = (above != UNKNOWN) & (leaf < self.base) & (self.keys[place] == key)
        return np.where(known, place, UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trie:
    """All beginnings of the codes of the fit rows."""

    levels: tuple[Level, ...]
    """By depth, from the first leaf index on; the root is node 0 above them."""

    @property
    def depth(self) -> int:
        """Leaf indices in a code."""
        return len(self.levels)

    def walk(self, codes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The nodes that each row passes, (rows, depth + 1), from the root on; UNKNOWN where it has left the trie."""
        nodes = np.zeros((len(codes), self.depth + 1), dtype=np.int64)
        for place, level in enumerate(self.levels):
            nodes[:, place + 1] = level.step(nodes[:, place], codes[:, place])
        return nodes


def grow_trie(codes: NDArray[np.int64]) -> Trie:
    """The trie of the codes of the fit rows, (rows, code length)."""
    levels = []
    node = np.zeros(len(codes), dtype=np.int64)
    for leaf in codes.T:
        base = int(leaf.max()) + 1
        keys, node = np.unique(node * base + leaf, return_inverse=True)
        levels.append(Level(keys=keys, base=base))
    return Trie(levels=tuple(levels))
