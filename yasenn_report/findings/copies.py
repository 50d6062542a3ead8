"""Findings on evaluation rows that are no new rows: they repeat what fitted the partitions."""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.numbers import percent, plural
from yasenn_report.preflight.repeats import has, keys_of
from yasenn_report.yasenn.fidelity import Fidelity

SAID = 0.01
"""Share of evaluation rows from which on repeats are said. They are no graver where they are many: columns that go
together can make any share by coincidence, and a random split cannot tell copies from these."""


def find_copies(seen: Evidence) -> list[Finding]:
    """YR026."""
    inputs, split = seen.holdout.features, seen.split
    return copies(seen.fidelity, inputs[split.fit], inputs[split.evaluation])


def copies(fidelity: Fidelity, fit: NDArray[np.float64], evaluation: NDArray[np.float64]) -> list[Finding]:
    """YR026: evaluation rows with the very inputs of a fit row.

    Args:
        fidelity: of the audit.
        fit: inputs of the fit rows, (fit rows, features).
        evaluation: inputs of the evaluation rows, (evaluation rows, features).
    """
    known = set(keys_of(fit))
    keys = keys_of(evaluation)
    found = sum(key in known for key in keys)
    share = found / len(keys)
    if share < SAID:
        return []
    expected = coincidences(fit, evaluation)
    return [
        about(
            fidelity,
            code="YR026",
            severity="low",
            title="Evaluation rows that repeat fit rows",
            sentence=(
                f"{plural(found, 'evaluation row')} ({percent(share)}) {has(found)} the very inputs of a fit row. By "
                f"coincidence it would be {percent(expected)} if the columns had nothing to do with each other, and "
                "more where they have. What is measured on copies of one case looks better than it will be on new "
                "cases: name by --group what belongs together."
            ),
            rows=found,
            value=share,
            threshold=SAID,
        )
    ]


def coincidences(fit: NDArray[np.float64], evaluation: NDArray[np.float64]) -> float:
    """The share of evaluation rows expected to be like some fit row, if columns varied independently: 0 to 1."""
    likely = np.ones(len(evaluation))
    for known, met in zip(fit.T, evaluation.T, strict=True):
        entries, counts = np.unique(known, return_counts=True)
        place = np.minimum(np.searchsorted(entries, met), len(entries) - 1)
        likely *= np.where(entries[place] == met, counts[place], 0) / len(known)
    return float((1 - (1 - likely) ** len(fit)).mean())
