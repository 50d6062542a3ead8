"""Fidelity against its target, on fidelities written by hand."""

from dataclasses import replace

from fidelities import NONE, fidelity

from yasenn_report.findings.whole import below_target
from yasenn_report.numbers import PERCENT
from yasenn_report.yasenn.bounds import Estimate, rate
from yasenn_report.yasenn.fidelity import Fidelity


def measured(misses: int, rows: int = 1000) -> Fidelity:
    return replace(fidelity((misses, rows)), primary=rate("agreement", misses, rows, confidence=0.95, hits=True))


def test_fidelity_that_may_be_at_its_target_is_no_finding() -> None:
    assert below_target(measured(50), 0.95, classes=True) == []
    assert below_target(measured(60), 0.95, classes=True) == []  # the bounds reach 0.95


def test_fidelity_below_its_target() -> None:
    found = below_target(measured(120), 0.95, classes=True)
    assert isinstance(found, list)
    (one,) = found
    assert (one.code, one.severity, one.value, one.threshold) == ("YR017", "medium", 0.88, 0.95)
    assert one.low is not None
    assert one.sentence == (
        f"The partitions decide as the network does on 88.0{PERCENT} of the evaluation rows, allowing for chance on at "
        f"most 90.0{PERCENT}; the target was 95{PERCENT}. What this report says of the partitions tells less of what "
        "the network does than the search aimed at (--target-fidelity)."
    )


def test_values_below_their_target() -> None:
    r2 = Estimate(
        metric="r2",
        value=0.7,
        low=0.6,
        high=0.8,
        confidence=0.95,
        method="delta method",
        scope="marginal",
        rows=100,
        effective_rows=100,
    )
    found = below_target(replace(measured(0), primary=r2), 0.9, classes=False)
    assert isinstance(found, list)
    assert found[0].sentence.startswith(
        "R² of the partitions' values against the network's is 0.700, allowing for chance at most 0.800; the target "
        "was 0.900. "
    )


def test_fidelity_that_was_not_measured_is_no_result() -> None:
    assert below_target(replace(measured(0), primary=NONE), 0.95, classes=True) is NONE
