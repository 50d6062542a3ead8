"""Turn the codes of the fit rows into partitions, and the code of any row into its partition."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.merging import Prototypes, group_codes, group_means
from yasenn_report.yasenn.trie import UNKNOWN, Trie, grow_trie

Code = tuple[int, ...]
Decide = Callable[[NDArray[np.float64]], NDArray[np.intp]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Partition:
    """Inputs that the network leads along like paths to like outputs."""

    id: str
    """First 12 hex digits of the SHA-256 of its codes: its identity."""
    label: str
    """``P1`` is the partition with the most fit rows: its name on the page."""
    codes: tuple[Code, ...]
    """The codes found in it in fitting, sorted."""
    fit_rows: int
    value: NDArray[np.float64]
    """Mean output of its fit rows, (outputs,)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prefixes:
    """What is known, from fitting, of the beginnings of codes of one length: of the nodes at one depth of the trie."""

    partition: NDArray[np.intp]
    """By node: the partition that holds most fit rows with this beginning."""
    value: NDArray[np.float64]
    """By node: mean output of the fit rows with this beginning, (nodes, outputs)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Partitioning:
    """A partition of the input space by codes."""

    partitions: tuple[Partition, ...]
    """Largest first, by fit rows."""
    trie: Trie
    prefixes: tuple[Prefixes, ...]
    """By depth in the trie: entry d knows the first d leaf indices; entry 0 knows the empty beginning."""
    membership: NDArray[np.intp]
    """Index of the partition of each fit row."""

    @property
    def values(self) -> NDArray[np.float64]:
        """The partitions' values, (partitions, outputs)."""
        return np.stack([partition.value for partition in self.partitions])

    def assign(self, codes: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Index of the partition of each row (rows,), and whether the row's code was seen in fitting.

        A code not seen goes to the partition that holds most fit rows of its deepest known prefix.
        """
        nodes = self.trie.walk(codes)
        partition = np.zeros(len(codes), dtype=np.intp)
        for depth, known in enumerate(self.prefixes):
            there = nodes[:, depth] != UNKNOWN
            partition[there] = known.partition[nodes[there, depth]]
        return partition, nodes[:, -1] != UNKNOWN

    def prefix_values(self, codes: NDArray[np.int64], depth: int) -> NDArray[np.float64]:
        """Mean output of the fit rows that share the first ``depth`` leaf indices with each row, (rows, outputs).

        Where no fit row shares them, the longest beginning that some share counts.
        """
        nodes = self.trie.walk(codes)
        values = np.empty((len(codes), self.prefixes[0].value.shape[1]))
        for known, node in zip(self.prefixes[: depth + 1], nodes.T, strict=False):
            there = node != UNKNOWN
            values[there] = known.value[node[there]]
        return values


def make_partitions(
    codes: NDArray[np.int64],
    outputs: NDArray[np.float64],
    decide: Decide | None,
    prototypes: Prototypes,
    *,
    max_partitions: int,
    min_support: int,
) -> Partitioning:
    """Merge codes that lead to the same behaviour until every partition has its rows and there are not too many.

    Args:
        codes: codes of the fit rows, (rows, code length).
        outputs: the network's outputs for them, (rows, outputs).
        decide: outputs (rows, outputs) to decided classes (rows,); None for values.
        prototypes: kinds of behaviour of the same rows, which codes gather around.
        max_partitions: no more partitions than this.
        min_support: no partition with fewer fit rows than this, unless there is only one.
    """
    trie = grow_trie(codes)
    nodes = trie.walk(codes)
    distinct, code_of_row = codes[np.unique(nodes[:, -1], return_index=True)[1]], nodes[:, -1]
    group_of_code = group_codes(
        code_of_row,
        None if decide is None else decide(group_means(code_of_row, outputs)),
        prototypes,
        max_partitions=max_partitions,
        min_support=min_support,
    )
    largest_first = np.argsort(-np.bincount(group_of_code[code_of_row]), kind="stable")
    group_of_code = np.argsort(largest_first)[group_of_code]
    group_of_row = group_of_code[code_of_row]
    rows, means = np.bincount(group_of_row), group_means(group_of_row, outputs)
    partitions = tuple(
        name_group(index, distinct[group_of_code == index], int(rows[index]), means[index])
        for index in range(len(rows))
    )
    return Partitioning(
        partitions=partitions,
        trie=trie,
        prefixes=tuple(know_prefixes(node, group_of_row, outputs) for node in nodes.T),
        membership=group_of_row,
    )


def name_group(index: int, codes: NDArray[np.int64], fit_rows: int, value: NDArray[np.float64]) -> Partition:
    """Name a group of codes (codes, code length)."""
    listed = sorted(tuple(code) for code in codes.tolist())
    text = ";".join(",".join(map(str, code)) for code in listed)
    return Partition(
        id=hashlib.sha256(text.encode()).hexdigest()[:12],
        label=f"P{index + 1}",
        codes=tuple(listed),
        fit_rows=fit_rows,
        value=value,
    )


def know_prefixes(node: NDArray[np.int64], membership: NDArray[np.intp], outputs: NDArray[np.float64]) -> Prefixes:
    """Main partition and mean output of every node at one depth, from node and partition of each fit row, (rows,)."""
    partitions = int(membership.max()) + 1
    votes = np.bincount(node * partitions + membership, minlength=(int(node.max()) + 1) * partitions)
    return Prefixes(partition=votes.reshape(-1, partitions).argmax(axis=1), value=group_means(node, outputs))
