"""Look for everything that is in the catalogue: what was found, what was not, and what could not be looked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yasenn_report.findings import (
    accuracy,
    arrivals,
    calibration,
    copies,
    drift,
    groups,
    layers,
    partitions,
    regions,
    same_answers,
    same_inputs,
    shortcuts,
    stability,
    whole,
)
from yasenn_report.findings.catalogue import CHECKS, Check
from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, gravest_first
from yasenn_report.yasenn.bounds import NotRun

Find = Callable[[Evidence], Sequence[Finding] | NotRun]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What came of one check."""

    check: Check
    found: tuple[Finding, ...] | NotRun
    """Findings of its code; none is a result, and that it could not be looked for is another."""


FINDERS: Sequence[tuple[tuple[str, ...], Find]] = (
    (("YR001",), partitions.find_low_fidelity),
    (("YR002",), partitions.find_inconclusive),
    (("YR003",), partitions.find_not_describable),
    (("YR004",), whole.find_below_usual),
    (("YR005",), partitions.find_one_partition),
    (("YR006",), whole.find_unseen_codes),
    (("YR007", "YR008"), same_answers.find_same_decision),
    (("YR009",), same_answers.find_same_output),
    (("YR010",), same_answers.find_same_answer),
    (("YR011",), same_inputs.find_same_activations),
    (("YR012",), same_inputs.find_same_column),
    (("YR013",), same_inputs.find_one_hidden_layer),
    (("YR014",), same_answers.find_one_row),
    (("YR015",), arrivals.find_unexpected),
    (("YR016",), drift.find_drift),
    (("YR017",), whole.find_below_target),
    (("YR020", "YR021"), arrivals.find_columns),
    (("YR022",), arrivals.find_units),
    (("YR023",), arrivals.find_fit_rows),
    (("YR024",), arrivals.find_repeats),
    (("YR025",), arrivals.find_out_of_range),
    (("YR026",), copies.find_copies),
    (("YR030",), accuracy.find_weak),
    (("YR031",), calibration.find_badly_calibrated),
    (("YR032",), accuracy.find_uneven_paths),
    (("YR033",), regions.find_network_regions),
    (("YR034",), regions.find_distillation_regions),
    (("YR035",), layers.find_idle_layers),
    (("YR036",), shortcuts.find_shortcut_columns),
    (("YR037",), stability.find_unstable),
    (("YR040",), groups.find_shares),
    (("YR041",), groups.find_errors),
    (("YR042",), groups.find_distillation),
)
"""What looks for which codes."""


def look(evidence: Evidence) -> tuple[CheckResult, ...]:
    """The result of every check that means something for the network, in the order of the catalogue."""
    kind = "classes" if evidence.rows.classes else "values"
    results: dict[str, tuple[Finding, ...] | NotRun] = {}
    for codes, find in FINDERS:
        found = find(evidence)
        for code in codes:
            results[code] = found if isinstance(found, NotRun) else tuple(one for one in found if one.code == code)
    return tuple(
        CheckResult(check=check, found=results[check.code]) for check in CHECKS if check.only in (kind, "either")
    )


def findings_of(results: Sequence[CheckResult]) -> tuple[Finding, ...]:
    """All that was found, gravest first."""
    return gravest_first([one for result in results if not isinstance(result.found, NotRun) for one in result.found])
