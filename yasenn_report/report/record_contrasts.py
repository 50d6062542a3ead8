"""Pairs of partitions held against each other, and typical rows of each, as the record tells them."""

from yasenn_report.audit import Audit
from yasenn_report.report.record_descriptions import description, measured
from yasenn_report.report.record_inputs import Json, column_of, not_run
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.contrasts import Contrast
from yasenn_report.yasenn.fidelity import ContrastFidelity
from yasenn_report.yasenn.parting import Parting
from yasenn_report.yasenn.typical import TypicalRow


def contrasts(audit: Audit) -> Json:
    """How many pairs there are, and those that are shown."""
    found = audit.contrasts
    return {
        "different_pairs": found.different,
        "running_together": found.running_together,
        "pairs": [
            contrast(audit, pair, told) for pair, told in zip(found.pairs, audit.fidelity.contrasts, strict=True)
        ],
    }


def contrast(audit: Audit, pair: Contrast, told: ContrastFidelity | NotRun) -> Json:
    """One pair: where the two part, what tells them apart, and how well."""
    partitions = audit.partitioning.partitions
    none = not_run(told.reason) if isinstance(told, NotRun) else None
    return {
        "first": partitions[pair.first].label,
        "second": partitions[pair.second].label,
        "asked": pair.asked,
        "parting": parting(audit, pair.parting),
        "model": none if pair.model is None else description(pair.model, audit.holdout.readable.columns),
        "tells_apart": pair.missing is None,
        "not_told_apart_reason": None if pair.missing is None else pair.missing.reason,
        "first_told": none if isinstance(told, NotRun) else measured(told.first),
        "second_told": none if isinstance(told, NotRun) else measured(told.second),
        "balanced_accuracy": none if isinstance(told, NotRun) else measured(told.balanced),
    }


def parting(audit: Audit, found: Parting) -> Json:
    """Where matched fit rows part; leaf indices are counted from 1 on."""
    layers = audit.network.hidden_layers
    return {
        "matched_fit_rows": found.matched,
        "together": found.together,
        "at_once": {"fit_rows": found.at_once, "share": found.at_once / found.matched},
        "by_layer": [
            {"layer": layers[one.layer].name, "fit_rows": one.matched, "share": one.matched / found.matched}
            for one in found.by_layer
        ],
        "layer": layers[found.layer].name,
        "leaf_index": found.place + 1,
    }


def typical_rows(audit: Audit, found: tuple[TypicalRow, ...]) -> list[Json]:
    """The most typical fit rows of a partition; rows of the file are counted from 1 on, below the header."""
    holdout, columns = audit.holdout, audit.holdout.readable.columns
    records = []
    for typical in found:
        row = audit.split.fit[typical.row]
        records.append(
            {
                "row": int(holdout.places[row]) + 1,
                "ids": dict(zip(holdout.ids, holdout.id_entries[row].tolist(), strict=True)),
                "share": typical.share,
                "outputs": list(typical.output),
                "values": [
                    {**column_of(column), "value": value}
                    for column, value in zip(columns, holdout.readable.values[row].tolist(), strict=True)
                ],
            }
        )
    return records
