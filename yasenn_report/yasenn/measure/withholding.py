"""Which rates of groups are withheld: those that speak of a few persons, and those by which such can be worked out."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.group_rates import FEWEST_COMPARED, FEWEST_SHOWN

Cells = NDArray[np.bool_]
"""(places, groups): all evaluation rows first, then the partitions."""
Counts = NDArray[np.int_]


def withhold(bases: Counts) -> Cells:
    """Which groups have no rates at which places.

    Counts of rows are never withheld. What all rows of a place have together is known from other parts of a report, and
    a group's rows of all partitions together are all of its rows. So of each such sum nothing is left that can be
    subtracted, but for what is safe: either none of its parts is withheld, or two at least, which are not few
    together. Else the part with the next fewest rows is withheld too.

    What this leaves open: rates of a partition whose rows are all of one group are those of the partition, and several
    sums put together can, in rare tables, still tell one rate.

    Args:
        bases: rows that the rates are shares of, (bases, places, groups); all rows of the group come first.
    """
    withheld: Cells = (bases[0] > 0) & few(bases)
    while (more := next(exposing(bases, withheld), None)) is not None:
        withheld[more] = True
    return withheld


def few(bases: Counts) -> Cells:
    """Whether a base has fewer rows than may be spoken of; bases are (bases, ...), all rows come first.

    That no row has a certain label tells the label of each, which matters little only where there are many.
    """
    many = bases[0] >= FEWEST_COMPARED
    return np.asarray(((bases < FEWEST_SHOWN) & ~((bases == 0) & many)).any(axis=0))


def exposing(bases: Counts, withheld: Cells) -> Iterator[tuple[int, int]]:
    """The next place and group to withhold, for each sum of which something can be subtracted."""
    places, groups = withheld.shape
    for place in range(places):
        chosen = complement(bases[:, place], withheld[place])
        if chosen is not None:
            yield place, chosen
    for group in range(groups if places > 1 else 0):
        inside, hidden = bases[:, 1:, group], withheld[1:, group]
        filled = inside[0] > 0
        if not withheld[0, group]:
            chosen = complement(inside, hidden)
            if chosen is not None:
                yield 1 + chosen, group
            elif hidden.sum() == 1:  # it is all of the group
                yield 0, group
        elif filled.any() and not hidden.any():  # its rates over all rows could be put together
            yield 1 + fewest(inside[0], filled), group


def complement(bases: Counts, hidden: NDArray[np.bool_]) -> int | None:
    """The part of a sum to withhold next, if one must be and can be.

    Args:
        bases: of the parts, (bases, parts).
        hidden: those withheld already, (parts,).
    """
    shown = (bases[0] > 0) & ~hidden
    if not hidden.any() or not shown.any():
        return None
    if hidden.sum() > 1 and not few(bases[:, hidden].sum(axis=1)):
        return None
    return fewest(bases[0], shown)


def fewest(rows: Counts, among: NDArray[np.bool_]) -> int:
    """The one of some parts that has the fewest rows; the last of several, which is the smaller group of fit rows."""
    parts = np.flatnonzero(among)[::-1]
    return int(parts[np.argmin(rows[parts])])
