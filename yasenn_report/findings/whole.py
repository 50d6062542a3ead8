"""Findings on the evaluation rows as a whole."""

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.numbers import number, percent, plural, setting
from yasenn_report.options import target_fidelity
from yasenn_report.yasenn.bounds import Estimate, NotRun
from yasenn_report.yasenn.fidelity import Fidelity


def find_below_usual(seen: Evidence) -> list[Finding] | NotRun:
    """YR004: the network does worse against the labels than always answering the most frequent one."""
    return below_usual(seen.fidelity)


def below_usual(fidelity: Fidelity) -> list[Finding] | NotRun:
    """The same, on its measures."""
    network, usual = fidelity.network_accuracy, fidelity.usual_accuracy
    if isinstance(network, NotRun) or isinstance(usual, NotRun):
        return usual if isinstance(usual, NotRun) else NotRun(reason="the network's accuracy was not measured")
    if network.high >= usual.low:
        return []
    return [
        about(
            fidelity,
            code="YR004",
            severity="high",
            title="The network does worse than a constant answer",
            sentence=(
                f"The network agrees with the labels on {percent(network.value)} of the evaluation rows; always "
                f"answering the most frequent label would agree on {percent(usual.value)}. The order of the classes, "
                "or of the input columns, may be swapped."
            ),
            value=network,
            threshold=usual.value,
        )
    ]


def find_unseen_codes(seen: Evidence) -> list[Finding]:
    """YR006: evaluation rows along paths through the network that fitting has not seen."""
    return unseen_codes(seen.fidelity)


def unseen_codes(fidelity: Fidelity) -> list[Finding]:
    """The same, on its measures."""
    if not isinstance(fidelity.unseen, Estimate) or fidelity.unseen.value == 0:
        return []
    rows = fidelity.unseen_rows
    return [
        about(
            fidelity,
            code="YR006",
            severity="low",
            title="Codes not seen in fitting",
            sentence=(
                f"{plural(rows, 'evaluation row')} ({percent(fidelity.unseen.value)}) have a code that no fit row "
                "has. They were put with the rows that share the longest beginning of their code, and are counted in "
                "every rate of this report."
            ),
            rows=rows,
            value=fidelity.unseen,
        )
    ]


def find_below_target(seen: Evidence) -> list[Finding] | NotRun:
    """YR017: the partitions follow the network less well than was aimed at."""
    return below_target(seen.fidelity, target_fidelity(seen.options, seen.rows.task), classes=seen.rows.classes)


def below_target(fidelity: Fidelity, target: float, *, classes: bool) -> list[Finding] | NotRun:
    """The same, on its measures and the target, 0 to 1."""
    primary = fidelity.primary
    if isinstance(primary, NotRun):
        return primary
    if primary.high >= target:
        return []
    measured = (
        f"The partitions decide as the network does on {percent(primary.value)} of the evaluation rows, allowing for "
        f"chance on at most {percent(primary.high, 'up')}; the target was {setting(target)}."
        if classes
        else f"R² of the partitions' values against the network's is {number(primary.value)}, allowing for chance at "
        f"most {number(primary.high, 'up')}; the target was {number(target)}."
    )
    return [
        about(
            fidelity,
            code="YR017",
            severity="medium",
            title="Fidelity below its target",
            sentence=(
                f"{measured} What this report says of the partitions tells less of what the network does than the "
                "search aimed at (--target-fidelity)."
            ),
            value=primary,
            threshold=target,
        )
    ]
