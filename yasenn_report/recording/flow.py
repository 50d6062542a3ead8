"""How rows stream through the layers into partitions, as the record tells it."""

from yasenn_report.audit import Audit
from yasenn_report.record.flow import Flow, Path, Stage


def record_flow(audit: Audit) -> Flow:
    """All ways of the fit rows, with the names of layers and partitions."""
    layers = audit.network.hidden_layers
    labels = [partition.label for partition in audit.partitioning.partitions]
    return Flow(
        stages=tuple(Stage(layer=layers[stage.layer].name, leaves=stage.leaves) for stage in audit.flow.stages),
        paths=tuple(
            Path(stops=path.stops, partition=labels[path.partition], fit_rows=path.fit_rows)
            for path in audit.flow.paths
        ),
    )
