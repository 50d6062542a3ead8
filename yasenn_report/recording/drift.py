"""Drift against the fit data, as the record tells it."""

from yasenn_report.audit import Audit
from yasenn_report.record.drift import Drift, PartitionShares, Shares
from yasenn_report.record.measured import NotRun
from yasenn_report.recording.measured import measured
from yasenn_report.yasenn import bounds
from yasenn_report.yasenn.gaps import Gap


def record_drift(audit: Audit) -> Drift | NotRun:
    """The shares of both, or why they were not compared."""
    found = audit.fidelity.drift
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    return Drift(
        fit_data_rows=found.fit_rows,
        partitions=tuple(
            PartitionShares(partition=partition.label, shares=record_shares(gap))
            for partition, gap in zip(audit.partitioning.partitions, found.partitions, strict=True)
        ),
        new_codes=record_shares(found.new_codes),
    )


def record_shares(gap: Gap) -> Shares:
    """One share of both."""
    return Shares(evaluation=measured(gap.here), fit_data=measured(gap.elsewhere), difference=measured(gap.difference))
