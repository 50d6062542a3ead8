"""The candidates that the search tries where the user leaves it the choice."""

from dataclasses import dataclass
from itertools import product
from typing import Literal

from yasenn_report.yasenn.codebook import CodeBookSettings
from yasenn_report.yasenn.distil import LayerOrder

# (Leaves per tree, trees per layer), smaller first. Measured with one tree of three or four leaves too: it is chosen on
# some resamples and not on others, which costs 0.1 of stability and gains nothing on COMPAS, XOR or breast cancer.
TREES_OF_TWO = ((4, 2), (6, 4))
TREES_OF_MANY = ((6, 2), (10, 2))  # for more than two classes: trees with vector leaves
# Without nearness a partition of XOR can hold two opposite quadrants, which a tree in columns finds by luck only. With
# it the partitions of COMPAS follow columns that the network cares little for, and refits find other ones (adjusted
# Rand index 0.5 instead of 0.8). So it is taken only where descriptions need it; values between are the worst of both.
NEARNESS = (0.0, 1.0)
ORDERS: tuple[LayerOrder, ...] = ("backward", "forward")
SIZES_PER_CLASS = (2, 4, 8)  # one partition per class says no more than the class
LARGEST_SMALLEST_LEAF = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user fixed; None and ``auto`` leave it to the search."""

    order: LayerOrder | Literal["auto"]
    leaves: int | None
    trees: int | None
    smallest_leaf: float | None
    max_partitions: int
    min_support: int
    seed: int


def make_grid(choices: Choices, classes: int) -> tuple[CodeBookSettings, ...]:
    """All candidates, simpler ones first.

    Args:
        choices: what is fixed.
        classes: number of classes; 0 for values.
    """
    many = classes > 2
    pairs = TREES_OF_MANY if many else TREES_OF_TWO
    trees = tuple(dict.fromkeys((choices.leaves or leaves, choices.trees or trees) for leaves, trees in pairs))
    smallest = choices.smallest_leaf
    if smallest is None:  # a class needs leaves of its own
        smallest = min(LARGEST_SMALLEST_LEAF, 0.2 / classes) if many else LARGEST_SMALLEST_LEAF
    return tuple(
        CodeBookSettings(
            order=order,
            leaves=leaves,
            trees=count,
            smallest_leaf=smallest,
            max_partitions=size,
            min_support=choices.min_support,
            nearness=nearness,
            seed=choices.seed,
        )
        for size, nearness, (leaves, count), order in product(
            sizes(choices.max_partitions, classes),
            NEARNESS,
            trees,
            ORDERS if choices.order == "auto" else (choices.order,),
        )
    )


def sizes(max_partitions: int, classes: int) -> tuple[int, ...]:
    """The numbers of partitions that codes are merged down to."""
    wanted = [per_class * max(2, classes) for per_class in SIZES_PER_CLASS]
    return tuple(sorted({min(size, max_partitions) for size in wanted}))
