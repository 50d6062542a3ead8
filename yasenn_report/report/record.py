"""Turn an Audit into the record: the JSON that holds every number the page shows."""

import json
from dataclasses import asdict

from yasenn_report.audit import Audit
from yasenn_report.findings import Finding
from yasenn_report.report.provenance import SCHEMA_VERSION, Provenance
from yasenn_report.report.record_contrasts import contrasts, typical_rows
from yasenn_report.report.record_descriptions import description, measured, rule
from yasenn_report.report.record_fidelity import fidelity_record, search_record, stability_record
from yasenn_report.report.record_inputs import Json, column_of, explanation, focus, inputs, not_run
from yasenn_report.yasenn.bounds import NotRun
from yasenn_report.yasenn.describe import PartitionDescription
from yasenn_report.yasenn.fidelity import DescriptionFidelity, PartitionFidelity
from yasenn_report.yasenn.partition import Partition
from yasenn_report.yasenn.typical import TypicalRow


def write_record(audit: Audit, provenance: Provenance) -> str:
    """The record as text; the same audit gives the same bytes. NaN and infinity cannot occur in it."""
    return json.dumps(make_record(audit, provenance), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def make_record(audit: Audit, provenance: Provenance) -> Json:
    """The record as plain values; see docs/json.md for what each field means."""
    task, fidelity = audit.task, audit.fidelity
    return {
        "schema_version": SCHEMA_VERSION,
        "created": provenance.created.isoformat().replace("+00:00", "Z"),
        "command": provenance.command,
        "configuration": {
            setting.option: {"value": setting.value, "source": setting.source} for setting in provenance.settings
        },
        "verdict": asdict(audit.verdict),
        "inputs": inputs(audit, provenance),
        "task": {
            "name": task.name,
            "output_kind": task.output_kind,
            "evidence": task.evidence,
            "classes": list(task.class_names),
            "class_evidence": task.class_evidence,
            "output_spread": audit.scale.spread.tolist() if not task.classes else not_run("only values have a spread"),
            "threshold": task.threshold if task.name == "binary" else not_run("only binary decisions have a threshold"),
        },
        "layers": layers(audit),
        "expectation": not_run("no --expect was given")
        if audit.expectation is None
        else asdict(audit.expectation) | {"columns": list(audit.expectation.columns)},
        "focus": focus(audit),
        "split": {"fit_rows": len(audit.split.fit), "evaluation_rows": len(audit.split.evaluation)},
        "search": search_record(audit.search),
        "fidelity": fidelity_record(audit),
        "stability": stability_record(audit),
        "accuracy": {
            "network": measured(fidelity.network_accuracy),
            "partitions": measured(fidelity.partition_accuracy),
            "most_frequent_label": measured(fidelity.usual_accuracy),
        },
        "codes": sum(len(found.codes) for found in audit.partitioning.partitions),
        "partitions": [
            partition(audit, *parts)
            for parts in zip(
                audit.partitioning.partitions,
                audit.descriptions.partitions,
                fidelity.partitions,
                audit.not_describable,
                audit.typical,
                strict=True,
            )
        ],
        "contrasts": contrasts(audit),
        "map": map_record(audit),
        "findings": [finding(audit, found) for found in audit.findings],
        "options": asdict(audit.options),
        "features": list(audit.holdout.feature_names),
        "explanation": explanation(audit),
        "versions": dict(provenance.versions),
        "seed": audit.options.seed,
    }


def layers(audit: Audit) -> list[Json]:
    """The network's layers from input to output; only hidden ones can become part of a code."""
    units = iter(audit.units)
    return [
        {
            "name": layer.name,
            "path": layer.path,
            "operations": layer.operations,
            "hidden": layer.hidden,
            "units": next(units) if layer.hidden else not_run("only hidden layers are part of a code"),
        }
        for layer in audit.network.layers
    ]


def partition(
    audit: Audit,
    found: Partition,
    described: PartitionDescription,
    trusted: PartitionFidelity,
    reason: str | None,
    typical: tuple[TypicalRow, ...],
) -> Json:
    """One partition: what it is, what is said of it, and how far that holds."""
    columns = audit.holdout.readable.columns
    decision = audit.task.decision(found.value) if audit.task.classes else None
    return {
        "id": found.id,
        "label": found.label,
        "codes": [list(code) for code in found.codes],
        "fit_rows": found.fit_rows,
        "evaluation_rows": trusted.evaluation_rows,
        "evaluation_share": trusted.evaluation_rows / audit.fidelity.evaluation_rows,
        "value": found.value.tolist(),
        "decision": audit.task.class_names[decision]
        if decision is not None
        else not_run("values are not decided between"),
        "distillation_error": measured(trusted.distillation_error),
        "disagreement": measured(trusted.disagreement),
        "status": trusted.status,
        "accuracy": measured(trusted.accuracy),
        "outputs": not_run(trusted.outputs.reason) if isinstance(trusted.outputs, NotRun) else asdict(trusted.outputs),
        "describable": reason is None,
        "not_describable_reason": reason,
        "descriptions": [
            {**description(candidate, columns), "leads": place == 0, **holds(fidelity)}
            for place, (candidate, fidelity) in enumerate(zip(described.candidates, trusted.descriptions, strict=True))
        ],
        "profile": [
            {
                **column_of(columns[difference.feature]),
                "inside": difference.inside,
                "outside": difference.outside,
                "standardised_difference": difference.standardised,
            }
            for difference in described.profile
        ],
        "typical_rows": typical_rows(audit, typical),
    }


def map_record(audit: Audit) -> Json:
    """The tree over all partitions, leaf by leaf."""
    found = audit.descriptions.map
    if found is None:
        return not_run("there is one partition only, and nothing to name")
    labels = [one.label for one in audit.partitioning.partitions]
    return {
        "leaves": found.leaves,
        "depth": int(found.tree.get_depth()),
        "rules": [
            {"partition": labels[index], **rule(one, audit.holdout.readable.columns)} for index, one in found.rules
        ],
    }


def holds(fidelity: DescriptionFidelity) -> Json:
    """How well a description held on the evaluation rows."""
    return {
        "precision": measured(fidelity.precision),
        "recall": measured(fidelity.recall),
        "f1": fidelity.f1 if fidelity.f1 is not None else not_run("no evaluation row tells"),
    }


def finding(audit: Audit, found: Finding) -> Json:
    """One finding."""
    label = None if found.partition is None else audit.partitioning.partitions[found.partition].label
    return {**asdict(found), "partition": label}
