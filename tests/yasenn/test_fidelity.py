"""Statuses, and how often they are wrong."""

import numpy as np
import pytest
from scipy.stats import binomtest

from yasenn_report.audit import Audit
from yasenn_report.yasenn.bounds import Estimate, NotRun, simultaneous_rate
from yasenn_report.yasenn.fidelity import judge


@pytest.mark.parametrize(
    ("misses", "rows", "status"),
    [
        (0, 113, "within_tolerance"),
        (0, 112, "inconclusive"),
        (1, 113, "inconclusive"),
        (30, 113, "low_fidelity"),
        (3, 10, "inconclusive"),
        (5000, 100_000, "inconclusive"),
    ],
)
def test_a_status_needs_the_whole_interval(misses: int, rows: int, status: str) -> None:
    assert judge(simultaneous_rate("disagreement", misses, rows, confidence=0.95, family=16), 0.05) == status


def test_a_partition_without_rows_is_inconclusive() -> None:
    assert judge(NotRun(reason="no evaluation row falls here"), 0.05) == "inconclusive"


@pytest.mark.parametrize(("truth", "wrong"), [(0.0501, "within_tolerance"), (0.0499, "low_fidelity")])
@pytest.mark.slow
def test_wrong_statuses_are_as_rare_as_promised(truth: float, wrong: str) -> None:
    """16 partitions just beyond the tolerance: in at most 5 % of audits is any called by the wrong status."""
    rng, audits, family = np.random.default_rng(3), 3000, 16
    rows = rng.integers(60, 400, (audits, family))
    misses = rng.binomial(rows, truth)
    cache: dict[tuple[int, int], str] = {}

    def status(k: int, n: int) -> str:
        if (k, n) not in cache:
            cache[k, n] = judge(simultaneous_rate("d", k, n, confidence=0.95, family=family), 0.05)
        return cache[k, n]

    failed = sum(
        any(status(k, n) == wrong for k, n in zip(*audit, strict=True))
        for audit in zip(misses.tolist(), rows.tolist(), strict=True)
    )
    assert binomtest(failed, audits, 0.05, alternative="greater").pvalue > 1e-4


@pytest.mark.slow
def test_every_evaluation_row_is_in_one_partition(xor_audit: Audit) -> None:
    fidelity = xor_audit.fidelity
    assert sum(partition.evaluation_rows for partition in fidelity.partitions) == fidelity.evaluation_rows == 1500
    assert sum(rows for _, rows in fidelity.status_rows) == 1500


@pytest.mark.slow
def test_overall_agreement_is_made_of_the_partitions(xor_audit: Audit) -> None:
    fidelity = xor_audit.fidelity
    misses = sum(
        partition.disagreement.value * partition.evaluation_rows
        for partition in fidelity.partitions
        if isinstance(partition.disagreement, Estimate)
    )
    assert isinstance(fidelity.primary, Estimate)
    assert 1 - misses / fidelity.evaluation_rows == pytest.approx(fidelity.primary.value)
