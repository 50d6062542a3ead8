"""Checks before an audit, on plain arrays: what looks wrong about a network and a table. See ``inspection.py``."""

from yasenn_report.preflight.alert import Alert, Severity
from yasenn_report.preflight.columns import check_columns
from yasenn_report.preflight.decisions import check_accuracy, check_decisions, check_outputs
from yasenn_report.preflight.ranges import check_ranges
from yasenn_report.preflight.repeats import check_fit_rows, check_repeats
from yasenn_report.preflight.stored import Stored
from yasenn_report.preflight.units import Units, check_layers, join, summarise

__all__ = [
    "Alert",
    "Severity",
    "Stored",
    "Units",
    "check_accuracy",
    "check_columns",
    "check_decisions",
    "check_fit_rows",
    "check_layers",
    "check_outputs",
    "check_ranges",
    "check_repeats",
    "join",
    "summarise",
]
