"""Alerts of the checks before an audit as its findings."""

import numpy as np
from fidelities import fidelity

from yasenn_report.findings.arrivals import as_findings
from yasenn_report.preflight import Alert


def test_extents_count_evaluation_rows() -> None:
    rows = np.zeros(1000, dtype=np.bool_)
    rows[:30] = True
    alerts = [
        Alert(code="YR023", title="Some", severity="high", sentence="30 rows.", rows=rows, value=0.03, threshold=0.01),
        Alert(code="YR021", title="All", severity="low", sentence="All rows."),
    ]
    some, every = as_findings(alerts, fidelity((0, 200), (0, 300)), np.arange(0, 1000, 2))
    assert (some.code, some.severity, some.title, some.sentence) == ("YR023", "high", "Some", "30 rows.")
    assert (some.rows, some.share, some.value, some.threshold, some.partition) == (15, 0.03, 0.03, 0.01, None)
    assert (every.rows, every.share, every.value, every.threshold) == (500, 1.0, None, None)
