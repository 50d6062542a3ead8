"""Findings on network and table before anything is fitted: what the checks of the command ``check`` see."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yasenn_report.expectation import check_expectation
from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.inspection import stored_statistics, summarise_layers
from yasenn_report.preflight import (
    Alert,
    check_columns,
    check_fit_rows,
    check_layers,
    check_ranges,
    check_repeats,
)
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import Fidelity
from yasenn_report.yasenn.measure.explanation import NO_FIT_DATA

NOTHING_STORED = NotRun(reason="the network stores no means of its inputs (its first layer is no batch normalisation)")
NOT_EXPECTED = NotRun(reason="no --expect was given")


def find_columns(seen: Evidence) -> list[Finding] | NotRun:
    """YR020, YR021: columns that are not as the network stored them."""
    stored = stored_statistics(seen.network)
    if stored is None:
        return NOTHING_STORED
    return found(check_columns(seen.holdout.features, seen.holdout.feature_names, stored), seen)


def find_units(seen: Evidence) -> list[Finding]:
    """YR022: every hidden layer that something reaches, over the fit rows."""
    names = [layer.name for layer in seen.network.hidden_layers]
    alerts = check_layers(summarise_layers(seen.rows.activations, seen.network), names, "fit row")
    return found([alert for alert in alerts if alert.code == "YR022"], seen)


def find_fit_rows(seen: Evidence) -> list[Finding] | NotRun:
    """YR023: rows of the holdout that stand among the fit data."""
    if seen.fit_data is None:
        return NO_FIT_DATA
    holdout, fit = seen.holdout, seen.fit_data
    return found(check_fit_rows(holdout.features, fit.features, holdout.places, fit.name), seen)


def find_repeats(seen: Evidence) -> list[Finding]:
    """YR024: rows of the holdout that repeat others."""
    return found(check_repeats(seen.holdout.features), seen)


def find_out_of_range(seen: Evidence) -> list[Finding] | NotRun:
    """YR025: rows of the holdout out of the range of the fit data."""
    if seen.fit_data is None:
        return NO_FIT_DATA
    holdout, fit = seen.holdout, seen.fit_data
    return found(check_ranges(holdout.features, fit.features, holdout.feature_names, fit.name), seen)


def find_unexpected(seen: Evidence) -> list[Finding] | NotRun:
    """YR015: recorded predictions that the network does not give."""
    return NOT_EXPECTED if seen.expectation is None else found(check_expectation(seen.expectation), seen)


def found(alerts: Sequence[Alert], seen: Evidence) -> list[Finding]:
    """Alerts as findings."""
    return as_findings(alerts, seen.fidelity, seen.split.evaluation)


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
