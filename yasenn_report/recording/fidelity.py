"""What was measured and compared, as the record holds it."""

from yasenn_report.audit import Audit
from yasenn_report.record.fidelity import (
    Accuracy,
    ErrorDistribution,
    Fidelity,
    LayerFidelity,
    MarginControl,
    Rival,
    RivalKind,
    Stability,
    StatusRows,
    Swapped,
)
from yasenn_report.record.measured import NotRun
from yasenn_report.recording.measured import known, measured
from yasenn_report.yasenn import bounds, fidelity
from yasenn_report.yasenn.distil import opposite
from yasenn_report.yasenn.rivals import (
    BOOSTED,
    BOOSTING,
    EQUAL_TREE,
    UNLIMITED_TREE,
    WITHOUT_LAST,
    order_name,
    probe_name,
)


def record_fidelity(audit: Audit) -> Fidelity:
    """Fidelity overall, by layer, in columns, against rivals, and within tolerance."""
    found, layers = audit.fidelity, audit.network.hidden_layers
    return Fidelity(
        primary=measured(found.primary),
        chance_corrected=measured(found.chance_corrected),
        disagreement=measured(found.disagreement),
        distillation_error=measured(found.distillation_error),
        error_distribution=ErrorDistribution(
            cuts=found.error_distribution.cuts, at_most=found.error_distribution.at_most
        ),
        constant=measured(found.constant),
        order=audit.distillation.order,
        by_layer=tuple(
            LayerFidelity(layer=layers[one.layer].name, fidelity=measured(one.fidelity), gain=measured(one.gain))
            for one in found.by_layer
        ),
        described=measured(found.described),
        direct_tree=measured(found.direct_tree),
        map_gain=measured(found.map_gain),
        naming=measured(found.naming),
        unseen_codes=measured(found.unseen),
        rivals=record_rivals(audit),
        boosted_trees=dict(BOOSTING),
        swapped=Swapped(share=measured(found.swapped.share), agreement=measured(found.swapped.agreement)),
        margin_control=record_margin(found.margin_control),
        status_rows={
            status: StatusRows(rows=rows, share=rows / found.evaluation_rows) for status, rows in found.status_rows
        },
    )


def record_rivals(audit: Audit) -> tuple[Rival, ...]:
    """Everything that answers in the partitions' place."""
    layers = audit.network.hidden_layers
    other = opposite(audit.distillation.order)
    kinds: dict[str, tuple[RivalKind, str | None]] = {
        EQUAL_TREE: ("tree of equal size", None),
        UNLIMITED_TREE: ("unlimited tree", None),
        BOOSTED: ("boosted trees", None),
        WITHOUT_LAST: ("without the last hidden layer", None),
    }
    for index, layer in enumerate(layers):
        kinds[order_name(other, index)] = ("other order", layer.name)
        kinds[probe_name(index)] = ("probe", layer.name)
    return tuple(
        Rival(kind=kinds[name][0], layer=kinds[name][1], fidelity=measured(one.fidelity), gain=measured(one.gain))
        for name, one in audit.fidelity.rivals.items()
    )


def record_margin(control: fidelity.MarginControl) -> MarginControl:
    """The rows that the network's own margin picks."""
    none = "no rows were picked by their margin"
    return MarginControl(
        share=known(control.share, none),
        agreement=measured(control.agreement),
        least_margin=known(control.least_margin, none),
    )


def record_accuracy(audit: Audit) -> Accuracy:
    """Against the labels."""
    found = audit.fidelity
    return Accuracy(
        network=measured(found.network_accuracy),
        partitions=measured(found.partition_accuracy),
        most_frequent_label=measured(found.usual_accuracy),
    )


def record_stability(audit: Audit) -> Stability | NotRun:
    """Over refits; partitions have their own."""
    found = audit.fidelity.stability
    if isinstance(found, bounds.NotRun):
        return NotRun(reason=found.reason)
    return Stability(
        refits=found.refits,
        index=found.index,
        lowest=found.lowest,
        highest=found.highest,
        with_report=found.with_report,
    )
