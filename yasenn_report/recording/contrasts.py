"""Pairs of partitions held against each other, as the record tells them."""

from yasenn_report.audit import Audit
from yasenn_report.record.contrasts import Contrast, Contrasts, LayerParting, Parting, Told
from yasenn_report.record.measured import NotRun
from yasenn_report.recording.descriptions import record_description
from yasenn_report.recording.measured import measured
from yasenn_report.yasenn import bounds, contrasts, parting
from yasenn_report.yasenn.fidelity import ContrastFidelity


def record_contrasts(audit: Audit) -> Contrasts:
    """How many pairs there are, and those that are shown."""
    found = audit.contrasts
    return Contrasts(
        different_pairs=found.different,
        running_together=found.running_together,
        pairs=tuple(
            record_contrast(audit, pair, told) for pair, told in zip(found.pairs, audit.fidelity.contrasts, strict=True)
        ),
    )


def record_contrast(audit: Audit, pair: contrasts.Contrast, told: ContrastFidelity | bounds.NotRun) -> Contrast:
    """One pair: where the two part, what tells them apart, and how well."""
    partitions = audit.partitioning.partitions
    return Contrast(
        first=partitions[pair.first].label,
        second=partitions[pair.second].label,
        asked=pair.asked,
        parting=record_parting(audit, pair.parting),
        model=NotRun(reason="no model was fitted" if pair.missing is None else pair.missing.reason)
        if pair.model is None
        else record_description(pair.model, audit.holdout.readable.columns, None),
        not_told_apart=None if pair.missing is None else pair.missing.reason,
        told=NotRun(reason=told.reason)
        if isinstance(told, bounds.NotRun)
        else Told(first=measured(told.first), second=measured(told.second), balanced_accuracy=measured(told.balanced)),
    )


def record_parting(audit: Audit, found: parting.Parting) -> Parting:
    """Where matched fit rows part; leaf indices are counted from 1 on."""
    layers = audit.network.hidden_layers
    return Parting(
        matched_fit_rows=found.matched,
        at_once=found.at_once,
        by_layer=tuple(LayerParting(layer=layers[one.layer].name, fit_rows=one.matched) for one in found.by_layer),
        layer=layers[found.layer].name,
        leaf_index=found.place + 1,
    )
