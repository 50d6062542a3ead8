"""Fidelities written by hand: verdicts and findings are tested without computing anything."""

from yasenn_report.yasenn.bounds import NotRun, rate, simultaneous_rate
from yasenn_report.yasenn.fidelity import (
    ErrorDistribution,
    Fidelity,
    MarginControl,
    PartitionFidelity,
    Swapped,
    judge,
)

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
                outputs=NONE,
                mistakes=NONE,
                same_decision=NONE,
                calibration=NONE,
            )
        )
    return Fidelity(
        evaluation_rows=rows,
        primary=NONE,
        chance_corrected=NONE,
        disagreement=NONE,
        distillation_error=NONE,
        error_distribution=ErrorDistribution(cuts=(0.0, 1.0), at_most=(0.0, 1.0)),
        constant=NONE,
        by_layer=(),
        contrasts=(),
        described=NONE,
        direct_tree=NONE,
        naming=NONE,
        network_accuracy=NONE if network is None else rate("accuracy", network, rows, confidence=0.95, hits=True),
        partition_accuracy=NONE,
        usual_accuracy=NONE if network is None else rate("accuracy", usual, rows, confidence=0.95, hits=True),
        unseen=rate("share of rows", unseen, rows, confidence=0.95),
        unseen_rows=unseen,
        status_rows=(),
        map_gain=NONE,
        rivals={},
        error_trees=(NONE, NONE),
        groups=NONE,
        swapped=Swapped(share=NONE, agreement=NONE),
        margin_control=MarginControl(share=None, agreement=NONE, least_margin=None),
        stability=NONE,
        shortcuts=NONE,
        drift=NONE,
        partitions=tuple(partitions),
    )
