"""Numbers that conditions are about and that a record does not hold as they are: counts, shares and a difference."""

from collections.abc import Callable

from yasenn_report.inputs.context import FIELDS
from yasenn_report.record import Record
from yasenn_report.record.decision import Severity
from yasenn_report.record.measured import Estimate, NotRun
from yasenn_report.record.partitions import Status

Amount = Estimate | int | float | NotRun
"""What is read off a record; whole numbers count something."""

Read = Callable[[Record], Amount]


def partitions_of(status: Status) -> Read:
    """How many partitions have a status."""
    return lambda record: sum(partition.status == status for partition in record.partitions)


def rows_within_tolerance(record: Record) -> Amount:
    """The share of evaluation rows in partitions within tolerance."""
    return record.fidelity.status_rows["within_tolerance"].share


def beyond_constant(record: Record) -> Amount:
    """How much more often the network is right than one constant answer, with bounds that are put together.

    The lower bound is the network's less the constant's upper one, and the other way round: each is at least as far
    from the value as a bound of the difference itself. R2 is measured from a constant answer already.
    """
    network, constant = record.accuracy.network, record.accuracy.most_frequent_label
    if isinstance(network, NotRun) or not record.task.classes:
        return network
    if isinstance(constant, NotRun):
        return constant
    return Estimate(
        metric="accuracy beyond the most frequent label",
        value=network.value - constant.value,
        low=network.low - constant.high,
        high=network.high - constant.low,
        confidence=max(0.0, network.confidence + constant.confidence - 1),
        method=f"difference of two intervals ({network.method})",
        scope="marginal",
        rows=network.rows,
        effective_rows=min(network.effective_rows, constant.effective_rows),
    )


def stability(record: Record) -> Amount:
    """How far refits find the same partitions."""
    return record.stability if isinstance(record.stability, NotRun) else record.stability.index


def differing(record: Record) -> Amount:
    """Rows for which the network does not give what was recorded of it."""
    found = record.table.expectation
    return found if isinstance(found, NotRun) else found.differing


def context_missing(record: Record) -> Amount:
    """Fields of ``[context]`` that nobody filled in."""
    return sum(not record.context.get(field) for field in FIELDS)


def checks_not_run(record: Record) -> Amount:
    """Checks that could not be made."""
    return sum(isinstance(check.findings, NotRun) for check in record.checks)


def findings_of_severity(severity: Severity) -> Read:
    """Open findings of a severity."""
    return lambda record: sum(finding.severity == severity for finding in record.open_findings)


def findings_of_code(code: str) -> Read:
    """Open findings of a code; not run where what it looks for was not looked for."""

    def read(record: Record) -> Amount:
        check = next((check for check in record.checks if check.code == code), None)
        if check is None:
            return NotRun(reason=f"{code} was not looked for")
        if isinstance(check.findings, NotRun):
            return check.findings
        return sum(finding.code == code for finding in record.open_findings)

    return read
