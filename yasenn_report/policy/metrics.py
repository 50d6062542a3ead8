"""Everything that a condition of a policy can be about: by name, in words, and how it is read off a record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from yasenn_report.findings.catalogue import CHECKS
from yasenn_report.policy.amounts import (
    Amount,
    Read,
    beyond_constant,
    checks_not_run,
    context_missing,
    differing,
    findings_of_code,
    findings_of_severity,
    partitions_of,
    rows_within_tolerance,
    stability,
)
from yasenn_report.record import Record
from yasenn_report.record.network import Task
from yasenn_report.record.partitions import Partition

Kind = Literal["share", "score", "points", "number", "count"]
"""Of a metric's numbers. A score is a share for classes and R2 for values, points are the difference of two scores."""

Better = Literal["higher", "lower", "either"]

RANGES: dict[Kind, tuple[float, float]] = {
    "share": (0, 1),
    "score": (0, 1),
    "points": (-1, 1),
    "number": (0, 1_000_000),
    "count": (0, 2**53),
}
"""Within which a threshold lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Something that can be measured, counted or not run in an audit."""

    name: str
    words: str
    """As a page says it."""
    kind: Kind
    better: Better
    """Which way is good; ``either`` where that is for the policy to say."""
    interval: bool
    """Whether it comes with bounds, so that a condition can be held against the one that speaks against it."""
    read: Callable[[Record], Amount] | None = None
    of_partition: Callable[[Partition], Amount] | None = None
    """In the place of ``read``, where a condition is about every partition and the worst one decides."""

    def kind_for(self, task: Task) -> Literal["share", "points", "number", "count"]:
        """How its numbers are printed for a network of this task."""
        if self.kind == "score":
            return "share" if task.classes else "number"
        return "number" if self.kind == "points" and not task.classes else self.kind


def measured(name: str, words: str, kind: Kind, better: Better, read: Read) -> Metric:
    """A metric with bounds, over all evaluation rows."""
    return Metric(name=name, words=words, kind=kind, better=better, interval=True, read=read)


def plain(name: str, words: str, kind: Kind, better: Better, read: Read) -> Metric:
    """A metric without bounds."""
    return Metric(name=name, words=words, kind=kind, better=better, interval=False, read=read)


def worst(name: str, words: str, better: Better, of_partition: Callable[[Partition], Amount]) -> Metric:
    """A share that has bounds in every partition."""
    return Metric(name=name, words=words, kind="share", better=better, interval=True, of_partition=of_partition)


NUMBERS = (
    measured("fidelity", "Fidelity of the partitions", "score", "higher", lambda record: record.fidelity.primary),
    measured(
        "fidelity.kappa",
        "Fidelity beyond chance (kappa)",
        "number",
        "higher",
        lambda record: record.fidelity.chance_corrected,
    ),
    measured("fidelity.described", "Fidelity of the map", "score", "higher", lambda record: record.fidelity.described),
    measured(
        "disagreement",
        "Rows where partitions disagree with the network",
        "share",
        "lower",
        lambda record: record.fidelity.disagreement,
    ),
    worst(
        "disagreement.worst",
        "Disagreement with the network, worst partition",
        "lower",
        lambda partition: partition.disagreement,
    ),
    measured(
        "distillation_error",
        "Mean distillation error",
        "number",
        "lower",
        lambda record: record.fidelity.distillation_error,
    ),
    plain("partitions", "Partitions", "count", "either", lambda record: len(record.partitions)),
    plain(
        "partitions.within_tolerance",
        "Partitions within tolerance",
        "count",
        "higher",
        partitions_of("within_tolerance"),
    ),
    plain("partitions.low_fidelity", "Partitions of low fidelity", "count", "lower", partitions_of("low_fidelity")),
    plain("partitions.inconclusive", "Inconclusive partitions", "count", "lower", partitions_of("inconclusive")),
    plain("rows.within_tolerance", "Rows in partitions within tolerance", "share", "higher", rows_within_tolerance),
    plain("rows.evaluation", "Evaluation rows", "count", "higher", lambda record: record.table.evaluation_rows),
    measured("accuracy", "Accuracy of the network", "score", "higher", lambda record: record.accuracy.network),
    worst(
        "accuracy.worst_partition",
        "Accuracy of the network, worst partition",
        "higher",
        lambda partition: partition.accuracy,
    ),
    measured(
        "accuracy.beyond_constant",
        "Accuracy of the network beyond that of one constant answer",
        "points",
        "higher",
        beyond_constant,
    ),
    plain("stability", "Stability of the partitions over refits", "number", "higher", stability),
    measured(
        "unseen_codes",
        "Rows whose code was not seen in fitting",
        "share",
        "lower",
        lambda record: record.fidelity.unseen_codes,
    ),
    measured(
        "naming",
        "Rows to which the map gives their partition",
        "share",
        "higher",
        lambda record: record.fidelity.naming,
    ),
    plain("expected.differing", "Rows that differ from the recorded predictions", "count", "lower", differing),
    plain("context.missing", "Lines on the release that nobody provided", "count", "lower", context_missing),
    plain("checks.not_run", "Checks that could not be made", "count", "lower", checks_not_run),
    plain("findings.high", "Open findings of high severity", "count", "lower", findings_of_severity("high")),
    plain("findings.medium", "Open findings of medium severity", "count", "lower", findings_of_severity("medium")),
    plain("findings.low", "Open findings of low severity", "count", "lower", findings_of_severity("low")),
)

CODES = tuple(
    plain(
        f"findings.{check.code}",
        f"Open findings {check.code}, {check.name[0].lower()}{check.name[1:]}",
        "count",
        "lower",
        findings_of_code(check.code),
    )
    for check in CHECKS
)
"""One for every code of the catalogue."""

METRICS = {metric.name: metric for metric in (*NUMBERS, *CODES)}
