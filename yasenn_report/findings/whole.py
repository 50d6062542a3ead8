"""Findings on the evaluation rows as a whole."""

from yasenn_report.findings.evidence import Evidence
from yasenn_report.findings.finding import Finding, about
from yasenn_report.numbers import percent, plural
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
