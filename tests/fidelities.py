"""Fidelities written by hand: verdicts and findings are tested without computing anything."""

from yasenn_report.yasenn.bounds import NotRun, rate, simultaneous_rate
from yasenn_report.yasenn.fidelity import Fidelity, PartitionFidelity, judge

NONE = NotRun(reason="not needed here")


def fidelity(*counts: tuple[int, int], unseen: int = 0, network: int | None = None, usual: int = 0) -> Fidelity:
    """A fidelity of partitions given as (misses, evaluation rows)."""
    rows = sum(n for _, n in counts)
    partitions = []
    for misses, n in counts:
        disagreement = simultaneous_rate("disagreement", misses, n, confidence=0.95, family=len(counts))
        partitions.append(
            PartitionFidelity(
                evaluation_rows=n,
                disagreement=disagreement,
                distillation_error=NONE,
                status=judge(disagreement, 0.05),
                accuracy=NONE,
                descriptions=(),
            )
        )
    return Fidelity(
        evaluation_rows=rows,
        primary=NONE,
        constant=NONE,
        by_layer=(),
        described=NONE,
        plain_tree=NONE,
        naming=NONE,
        network_accuracy=NONE if network is None else rate("accuracy", network, rows, confidence=0.95, hits=True),
        partition_accuracy=NONE,
        usual_accuracy=NONE if network is None else rate("accuracy", usual, rows, confidence=0.95, hits=True),
        unseen=rate("share of rows", unseen, rows, confidence=0.95),
        status_rows=(),
        map_gain=NONE,
        partitions=tuple(partitions),
    )
