"""What was tried, measured and compared, as the record holds it."""

from dataclasses import asdict

from yasenn_report.audit import Audit
from yasenn_report.report.record_descriptions import measured
from yasenn_report.report.record_inputs import Json, not_run
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.fidelity import MarginControl
from yasenn_report.yasenn.rivals import BOOSTING
from yasenn_report.yasenn.search import Search


def fidelity_record(audit: Audit) -> Json:
    """Fidelity overall, by layer, in columns, against rivals, and within tolerance."""
    fidelity = audit.fidelity
    return {
        "primary": measured(fidelity.primary),
        "chance_corrected": measured(fidelity.chance_corrected),
        "disagreement": measured(fidelity.disagreement),
        "distillation_error": measured(fidelity.distillation_error),
        "error_distribution": asdict(fidelity.error_distribution),
        "constant": measured(fidelity.constant),
        "order": audit.distillation.order,
        "by_layer": [
            {
                "layer": audit.network.hidden_layers[entry.layer].name,
                **measured(entry.fidelity),
                "gain": measured(entry.gain),
            }
            for entry in fidelity.by_layer
        ],
        "described": measured(fidelity.described),
        "direct_tree": measured(fidelity.direct_tree),
        "naming": measured(fidelity.naming),
        "unseen_codes": measured(fidelity.unseen),
        "map_gain": measured(fidelity.map_gain),
        "rivals": {
            name: {"fidelity": measured(rival.fidelity), "gain": measured(rival.gain)}
            for name, rival in fidelity.rivals.items()
        },
        "boosted_trees": dict(BOOSTING),
        "swapped": {
            "share": measured(fidelity.swapped.share),
            "agreement": measured(fidelity.swapped.agreement),
        },
        "margin_control": margin_control(fidelity.margin_control),
        "status_rows": {
            status: {"rows": rows, "share": rows / fidelity.evaluation_rows} for status, rows in fidelity.status_rows
        },
    }


def margin_control(control: MarginControl) -> Json:
    """The rows that the network's own margin picks."""
    none = not_run("no rows were picked by their margin")
    return {
        "share": none if control.share is None else control.share,
        "agreement": measured(control.agreement),
        "least_margin": none if control.least_margin is None else control.least_margin,
    }


def search_record(search: Search) -> Json:
    """Every candidate with its scores inside the fit part, and the rule that chose."""
    return {
        "rule": search.rule,
        "target_fidelity": search.target_fidelity,
        "candidates": [
            {
                **asdict(candidate.settings),
                **asdict(candidate.score),
                "on_front": candidate.on_front,
                "chosen": candidate.chosen,
            }
            for candidate in search.candidates
        ],
        "trees_in_columns": [asdict(tree) for tree in search.trees],
    }


def stability_record(audit: Audit) -> Json:
    """Stability over refits, overall and by partition."""
    stability = audit.fidelity.stability
    if isinstance(stability, NotRun):
        return not_run(stability.reason)
    labels = [partition.label for partition in audit.partitioning.partitions]
    none = not_run("no evaluation row falls into the partition")
    return {
        **asdict(stability),
        "partitions": {
            label: none if value is None else value for label, value in zip(labels, stability.partitions, strict=True)
        },
    }
