"""The verdict rule, on fidelities written by hand."""

import pytest
from fidelities import fidelity

from yasenn_report.verdict import decide


@pytest.mark.parametrize(
    ("counts", "outcome", "reason"),
    [
        ([(0, 200), (0, 300)], "PASS", "2 of 2 partitions are within tolerance"),
        ([(0, 200)], "PASS", "1 of 1 partitions is within tolerance"),
        ([(0, 200), (0, 20)], "REVIEW", "no partition is low fidelity, but 1 of 2 is inconclusive"),
        ([(0, 200), (60, 200)], "FAIL", "1 of 2 partitions is low fidelity"),
        ([(90, 200), (60, 200), (0, 5)], "FAIL", "2 of 3 partitions are low fidelity"),
        ([(0, 200), (0, 0)], "REVIEW", "no partition is low fidelity, but 1 of 2 is inconclusive"),
    ],
)
def test_the_verdict_follows_the_printed_rule(counts: list[tuple[int, int]], outcome: str, reason: str) -> None:
    verdict = decide(fidelity(*counts))
    assert (verdict.outcome, verdict.reason) == (outcome, reason)
