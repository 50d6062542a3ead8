"""Turn the partitions' statuses into a verdict by a printed rule."""

from dataclasses import dataclass
from typing import Literal

from yasenn_report.yasenn.fidelity import Fidelity

Outcome = Literal["PASS", "REVIEW", "FAIL"]

RULE = "PASS if every partition is within tolerance, FAIL if one is low fidelity, else REVIEW"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The tool's word on the release, by the printed rule."""

    outcome: Outcome
    rule: str
    reason: str


def decide(fidelity: Fidelity) -> Verdict:
    """Apply the rule to the partitions' statuses."""
    statuses = [partition.status for partition in fidelity.partitions]
    total = len(statuses)
    within, low = statuses.count("within_tolerance"), statuses.count("low_fidelity")
    if low:
        return Verdict(outcome="FAIL", rule=RULE, reason=f"{low} of {total} partitions {is_are(low)} low fidelity")
    if within == total:
        return Verdict(
            outcome="PASS", rule=RULE, reason=f"{total} of {total} partitions {is_are(total)} within tolerance"
        )
    unsure = total - within
    return Verdict(
        outcome="REVIEW",
        rule=RULE,
        reason=f"no partition is low fidelity, but {unsure} of {total} {is_are(unsure)} inconclusive",
    )


def is_are(count: int) -> str:
    """The verb for a count."""
    return "is" if count == 1 else "are"
