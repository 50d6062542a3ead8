"""What the checks before an audit found, among its findings."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.findings import Finding, about
from yasenn_report.inputs.holdout import Holdout
from yasenn_report.inputs.network import Network
from yasenn_report.inspection import table_alerts
from yasenn_report.preflight import Alert, check_units, summarise
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.fit_rows import FitRows

OF_THE_AUDIT = ("YR011",)
"""Codes that the audit gives by itself, on the rows that it measures."""


def find_alerts(
    fidelity: Fidelity,
    rows: FitRows,
    network: Network,
    holdout: Holdout,
    fit_data: Holdout | None,
    evaluation: NDArray[np.intp],
) -> list[Finding]:
    """Everything about network and table that looks wrong before anything is fitted.

    Args:
        fidelity: for the number of evaluation rows.
        rows: the fit rows, for the units of the first hidden layer.
        network: the network.
        holdout: the table; all of its rows are looked at.
        fit_data: rows that fitted the network, if they were given.
        evaluation: which rows of the holdout are evaluation rows, counted from 0.
    """
    first = network.hidden_layers[0]
    units = summarise(rows.activations.layers[0], first.operations)
    alerts = [*table_alerts(network, holdout, fit_data), *check_units(units, first.name, "fit row")]
    return as_findings([alert for alert in alerts if alert.code not in OF_THE_AUDIT], fidelity, evaluation)


def as_findings(alerts: Sequence[Alert], fidelity: Fidelity, evaluation: NDArray[np.intp]) -> list[Finding]:
    """Alerts as findings: counted on all rows in their sentence, and on the evaluation rows in their extent."""
    return [
        about(
            fidelity,
            code=alert.code,
            severity=alert.severity,
            title=alert.title,
            sentence=alert.sentence,
            without_rows=alert.without_rows,
            rows=None if alert.rows is None else int(alert.rows[evaluation].sum()),
            value=alert.value,
            threshold=alert.threshold,
        )
        for alert in alerts
    ]
