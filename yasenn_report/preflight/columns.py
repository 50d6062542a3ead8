"""The table's columns against what the network stored of its inputs: their scale, and their order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.inputs.table_files.wording import quoted
from yasenn_report.numbers import count, number, plural
from yasenn_report.preflight.alert import Alert
from yasenn_report.preflight.order import Order, fitting_order
from yasenn_report.preflight.stored import BATCHES, FAR, TIMES, Moments, Stored, apart

OUTSIDE = ((2.0, 0.6), (3.0, 0.4), (5.0, 0.25))
"""Farther than so many stored standard deviations from the stored mean lies no such share of rows: by Chebyshev's
inequality at most a quarter, a ninth and a twenty-fifth do, whatever the distribution."""
PLAIN = (5.0, 0.9)
"""One column is enough if such a share of its rows lies so far out."""
SHRUNK, BESIDE, BY = 0.2, (0.75, 0.95), 2.0
"""One is enough, too, if mean and standard deviation are both below this part of the stored ones, by the same factor
but for this one, and such a share of rows lies so far to one side: by Cantelli's inequality 0.64 do at most."""
SHARE = 0.5
"""Of the columns that must be off where none of them is plainly so."""


def check_columns(features: NDArray[np.float64], names: Sequence[str], stored: Stored | None) -> list[Alert]:
    """YR020: columns that lie elsewhere than the network expects; YR021: columns that fit in another order.

    Almost never said of a sound table, whatever its distribution, from 50 rows on (tests/statistics): in half of the
    columns many rows must lie where few can, or the mean be off by more than chance *and* more than ordinary drift; or
    one column must be plainly off. Columns whose stored mean and standard deviation are alike, as after standardising,
    cannot be told apart.

    Args:
        features: inputs, (rows, features), in the network's order.
        names: of the columns, in that order.
        stored: what the network stored of its inputs; None where it stored nothing.
    """
    if stored is None or len(features) < 2 or stored[0].shape != (features.shape[1],):
        return []
    table = Moments(mean=features.mean(axis=0), spread=features.std(axis=0, ddof=1), rows=len(features))
    network = Moments(
        mean=stored[0].astype(np.float64), spread=np.sqrt(np.maximum(stored[1].astype(np.float64), 0)), rows=BATCHES
    )
    away = features - network.mean
    plain = (outside(np.abs(away), PLAIN[0], network) > PLAIN[1]) | shrunk(away, table, network)
    off = plain | off_columns(table, network)
    for times, share in OUTSIDE:
        off |= outside(np.abs(away), times, network) > share
    order = fitting_order(table, network, off)
    if order is not None:
        return [of_order(names, int(off.sum()), order)]
    if plain.any() or (off.any() and off.mean() >= SHARE):
        return [of_scale(names, off, table, network)]
    return []


def outside(away: NDArray[np.float64], times: float, network: Moments) -> NDArray[np.float64]:
    """By column: share of the rows farther than so many stored standard deviations from the stored mean.

    A column that the network has only seen with one value has a standard deviation of 0; what rounding moves is not
    outside.
    """
    rounding = 1e-5 * (1 + np.abs(network.mean))
    return np.asarray((away > np.maximum(times * network.spread, rounding)).mean(axis=0))


def shrunk(away: NDArray[np.float64], table: Moments, network: Moments) -> NDArray[np.bool_]:
    """Columns as if divided by a constant: another unit."""
    times, share = BESIDE
    beside = np.maximum(outside(away, times, network), outside(-away, times, network)) > share
    by_mean, by_spread = np.abs(table.mean * network.spread), np.abs(table.spread * network.mean)
    alike = (by_mean <= BY * by_spread) & (by_spread <= BY * by_mean)
    smaller = (np.abs(table.mean) < SHRUNK * np.abs(network.mean)) & (table.spread < SHRUNK * network.spread)
    return np.asarray(beside & alike & smaller)


def off_columns(table: Moments, network: Moments) -> NDArray[np.bool_]:
    """Which columns are off in their mean beyond chance, and beyond ordinary drift in mean or standard deviation."""
    shift, by_chance = apart(table, network)
    ratio_off = (table.spread > TIMES * network.spread) | (TIMES * table.spread < network.spread)
    return np.asarray((shift > by_chance) & ((shift > FAR * network.spread) | ratio_off))


def of_order(names: Sequence[str], off: int, order: Order) -> Alert:
    """The alert on columns that fit in another order, with the order if it is plain."""
    moved = [place for place, column in enumerate(order.columns) if place != column]
    sentence = (
        f"{plural(off, 'input column does', 'input columns do')} not look as the network stored its inputs, but each "
        "looks as the network stored another input, so the order of the columns may be another than the network's. "
    )
    if order.only:
        pairs = "; ".join(f"{quoted(names[order.columns[place]])} for {quoted(names[place])}" for place in moved[:5])
        more = f"; and {count(len(moved) - 5)} more" if len(moved) > 5 else ""
        sentence += f"In the places of these, others fit: {pairs}{more}. Name the columns in that order by --features."
    else:
        shown = ", ".join(quoted(names[place]) for place in moved[:5])
        more = f" and {count(len(moved) - 5)} more" if len(moved) > 5 else ""
        sentence += f"Several orders of {shown}{more} would fit."
    return Alert(
        code="YR021",
        title="Input columns look as if in another order",
        severity="high",
        sentence=sentence,
        value=float(off),
    )


def of_scale(names: Sequence[str], off: NDArray[np.bool_], table: Moments, network: Moments) -> Alert:
    """The alert on columns that lie elsewhere, with the farthest as examples and a guess at why."""
    shift, by_chance = apart(table, network)
    least = np.maximum(by_chance, 1e-300)
    worst = sorted(np.flatnonzero(off).tolist(), key=lambda place: (-shift[place] / least[place], place))[:3]
    examples = "; ".join(
        f"{quoted(names[place])} has {said(table, place)}, where the network stored {said(network, place)}"
        for place in worst
    )
    return Alert(
        code="YR020",
        title="Input columns of another scale than the network's",
        severity="high",
        sentence=(
            f"{count(int(off.sum()))} of {plural(len(names), 'input column')} cannot be what the network stored of its "
            f"inputs: {examples}. {reason(table, network)}"
        ),
        value=float(off.mean()),
    )


def said(moments: Moments, place: int) -> str:
    """Mean and standard deviation of a column; a mean that only rounding tells from 0 is 0."""
    mean, spread = float(moments.mean[place]), float(moments.spread[place])
    return f"mean {number(mean if abs(mean) > 1e-9 * spread else 0.0)} and standard deviation {number(spread)}"


def reason(table: Moments, network: Moments) -> str:
    """What would explain it, as far as the numbers show."""
    if standardised(table) and not standardised(network):
        return "The table looks standardised, and the network takes the columns as they were measured."
    if standardised(network) and not standardised(table):
        return "The network takes standardised columns, and the table's are not."
    return "The units, the scaling or the columns may be others than the network was fitted on."


def standardised(moments: Moments) -> bool:
    """Whether nearly all columns have a mean near 0 and a standard deviation near 1."""
    near = (np.abs(moments.mean) < 0.5) & (moments.spread > 0.5) & (moments.spread < 2)
    return bool(near.mean() >= 0.8)
