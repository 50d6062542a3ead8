"""How far single columns tell partitions, and what the network decides: counted on evaluation rows, and read off."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yasenn_report.yasenn.bounds import Measured, NotRun, simultaneous_rate
from yasenn_report.yasenn.fidelity import ShortcutFidelity
from yasenn_report.yasenn.gaps import LEVEL
from yasenn_report.yasenn.measure.answers import distances
from yasenn_report.yasenn.measure.explanation import Explanation
from yasenn_report.yasenn.measure.sums import RateSums, Units, sum_rates
from yasenn_report.yasenn.shortcuts import Shortcut

EACH = 4
"""Shares by shortcut."""


def sum_shortcuts(
    explanation: Explanation,
    units: Units,
    columns: NDArray[np.float64],
    outputs: NDArray[np.float64],
    inside: NDArray[np.bool_],
) -> RateSums:
    """Four shares by shortcut.

    Of the rows that it names, those of other partitions; of its partition, those that it does not name; of the rows
    that it names, and of the others, those that the network answers otherwise than the partition does.

    Args:
        explanation: what was fitted.
        units: the rows' weights and groups.
        columns: explanation columns, (rows, columns).
        outputs: of the network, (rows, outputs).
        inside: which partition each row is in, (rows, partitions).
    """
    shortcuts = listed(explanation.shortcuts)
    among = np.zeros((len(columns), EACH * len(shortcuts)), dtype=np.bool_)
    missed = np.zeros_like(among)
    for place, shortcut in enumerate(shortcuts):
        named, belonging = shortcut.holds(columns), inside[:, shortcut.partition]
        value = explanation.partitioning.values[[shortcut.partition]]
        otherwise = distances(explanation, outputs, np.repeat(value, len(outputs), axis=0))[1]
        at = slice(EACH * place, EACH * (place + 1))
        among[:, at] = np.column_stack([named, belonging, named, ~named])
        missed[:, at] = np.column_stack([~belonging, ~named, otherwise, otherwise])
    return sum_rates(units, among, missed)


def listed(shortcuts: tuple[Shortcut, ...] | NotRun) -> Sequence[Shortcut]:
    """Those that there are."""
    return () if isinstance(shortcuts, NotRun) else shortcuts


def read_shortcuts(shortcuts: tuple[Shortcut, ...] | NotRun, sums: RateSums) -> tuple[ShortcutFidelity, ...] | NotRun:
    """Estimates by shortcut, from ``sum_shortcuts``; bounds of each kind of share hold for all shortcuts at once."""
    if isinstance(shortcuts, NotRun):
        return shortcuts

    def share(metric: str, place: int) -> Measured:
        missed = simultaneous_rate(
            metric,
            sums.missed(place),
            sums.sample(place),
            confidence=1 - LEVEL,
            family=len(shortcuts),
            of="shortcuts",
        )
        if isinstance(missed, NotRun):
            return missed
        return replace(missed, value=1 - missed.value, low=1 - missed.high, high=1 - missed.low)

    return tuple(
        ShortcutFidelity(
            precision=share("precision", EACH * place),
            recall=share("recall", EACH * place + 1),
            answered=share("agreement", EACH * place + 2),
            answered_elsewhere=share("agreement", EACH * place + 3),
        )
        for place in range(len(shortcuts))
    )
