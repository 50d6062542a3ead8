"""Rows that stand twice: in the holdout and among the rows that fitted the network, or in the holdout itself."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from yasenn_report.numbers import count, percent, plural
from yasenn_report.preflight.alert import Alert
from yasenn_report.yasenn.bounds import lower_bounds, upper_bounds

ALPHA = 0.001
"""Chance of calling coincidences more than coincidences."""
INSIDE = 0.01
"""Share of rows that repeat others, from which on it is said."""
MOST_PLACES = 5


def keys_of(features: NDArray[np.float64]) -> list[bytes]:
    """One key per row, (rows, features): equal rows have equal keys, and others different ones (128 bits of hash)."""
    plain = np.ascontiguousarray(features + 0.0)  # -0 becomes 0, which is the same number
    return [blake2b(row, digest_size=16).digest() for row in plain]


def check_fit_rows(
    features: NDArray[np.float64], fit: NDArray[np.float64], places: NDArray[np.intp], fit_name: str
) -> list[Alert]:
    """YR023: rows of the holdout that stand among the fit data with the same inputs.

    Few different entries make equal rows by chance. How often, the fit data tells of itself: a row of a sound holdout
    meets its like there about as often as one of the fit rows does.

    Args:
        features: inputs of the holdout, (rows, features).
        fit: inputs of the fit data, (fit rows, features), in the same order of columns.
        places: where each row of the holdout stands in its file, (rows,), from 0.
        fit_name: the file of the fit data, printable.
    """
    fit_keys = keys_of(fit)
    known = set(fit_keys)
    among = np.array([key in known for key in keys_of(features)], dtype=np.bool_)
    found = int(among.sum())
    if not found:
        return []
    repeated = repeated_rows(fit_keys)
    usual = int(repeated.sum())
    more = float(lower_bounds(found, len(among), ALPHA)) > float(upper_bounds(usual, len(fit), ALPHA))
    share = found / len(among)
    where = ", ".join(count(int(place) + 1) for place in places[among][:MOST_PLACES])
    said = (
        f"{plural(found, 'row')} of {count(len(among))} ({percent(share)}) {has(found)} the very inputs of a row of "
        f"{fit_name}"
    )
    concluded = conclusion(more, usual, fit)
    return [
        Alert(
            code="YR023",
            title="Rows of the fit data are in the holdout" if more or not usual else "Rows that the fit data has too",
            severity="high" if more else "low" if usual else "medium",
            sentence=f"{said}: row {where}{' and others' if found > MOST_PLACES else ''}. {concluded}",
            without_rows=f"{said}. {concluded}",
            rows=among,
            value=share,
        )
    ]


def has(rows: int) -> str:
    """The verb that goes with so many rows."""
    return "has" if rows == 1 else "have"


def conclusion(more: bool, usual: int, fit: NDArray[np.float64]) -> str:
    """How the repeats compare with those that the fit data has among its own rows."""
    itself = f"{percent(usual / len(fit))} of its own rows" if usual else "no row"
    if more or not usual:
        return (
            f"In the fit data itself, {itself} repeat{'s' if not usual else ''} another, so that chance does not "
            "explain it: what is measured on rows that the network was fitted on says little about others."
        )
    return f"In the fit data itself, {itself} repeat another, so that chance can explain it."


def repeated_rows(keys: list[bytes]) -> NDArray[np.bool_]:
    """Which rows have a like among the others, (rows,)."""
    _, inverse, counts = np.unique(np.array(keys, dtype="S16"), return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse.reshape(-1)] > 1)


def check_repeats(features: NDArray[np.float64]) -> list[Alert]:
    """YR024: rows of the holdout whose inputs, (rows, features), repeat an earlier row's."""
    seen: set[bytes] = set()
    again = np.zeros(len(features), dtype=np.bool_)
    for row, key in enumerate(keys_of(features)):
        again[row] = key in seen
        seen.add(key)
    found, share = int(again.sum()), float(again.mean())
    if share < INSIDE:
        return []
    return [
        Alert(
            code="YR024",
            title="Rows that repeat others",
            severity="low",
            sentence=(
                f"{plural(found, 'row')} of {count(len(again))} ({percent(share)}) {has(found)} the very inputs of an "
                "earlier row. If they are copies and not coincidences, they are no independent rows, and intervals are "
                "too narrow: name by --group what belongs together."
            ),
            rows=again,
            value=share,
            threshold=INSIDE,
        )
    ]
