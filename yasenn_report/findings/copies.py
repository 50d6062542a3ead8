"""Findings on evaluation rows that are no new rows: they repeat what fitted the partitions."""

import numpy as np
from numpy.typing import NDArray

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.numbers import count, percent, plural
from yasenn_report.preflight.repeats import has, keys_of
from yasenn_report.yasenn.fidelity import Fidelity

SAID = 0.01
"""Share of evaluation rows from which on repeats are said. They are no graver where they are many: rows of few
different entries are alike by coincidence, and a random split cannot tell copies from these."""


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
    rows, different = len(fit) + len(keys), len(known.union(keys))
    return [
        about(
            fidelity,
            code="YR026",
            severity="low",
            title="Evaluation rows that repeat fit rows",
            sentence=(
                f"{plural(found, 'evaluation row')} ({percent(share)}) {has(found)} the very inputs of a fit row; the "
                f"{count(rows)} rows hold {count(different)} different ones. Where columns have few different entries, "
                "rows can be alike by coincidence, and nothing is amiss. If they are copies of one case, what is "
                "measured on them looks better than it will be on new cases: name by --group what belongs together."
            ),
            rows=found,
            value=share,
            threshold=SAID,
        )
    ]
