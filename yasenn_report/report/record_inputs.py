"""What an audit was made from, as the record tells it: files, region, columns."""

from typing import Any

from yasenn_report.audit import Audit
from yasenn_report.inputs.readable import ReadableColumn
from yasenn_report.report.provenance import Provenance

Json = dict[str, Any]


def not_run(reason: str) -> Json:
    """What stands in the place of something that was not computed."""
    return {"status": "not_run", "reason": reason}


def inputs(audit: Audit, provenance: Provenance) -> list[Json]:
    """The files that were read."""
    model, table, readable = audit.network.file, audit.holdout, audit.holdout.readable
    explained = {
        "role": "explanation",
        "name": readable.name,
        "sha256": readable.sha256,
        "bytes": readable.size,
        "rows": readable.rows_in_file,
        "columns": readable.columns_in_file,
        "matched_by": list(readable.matched_by),
    }
    return [
        {
            "role": "model",
            "name": model.name,
            "sha256": model.sha256,
            "bytes": model.size,
            "rows": not_run("a model file has no rows"),
            "columns": not_run("a model file has no columns"),
            "kind": model.kind,
            "parameters": audit.network.parameters,
            "notes": list(audit.network.notes),
        },
        {
            "role": "data",
            "name": table.name,
            "sha256": table.sha256,
            "bytes": table.size,
            "rows": table.rows_in_file,
            "columns": table.columns,
            "target": table.target.name if table.target else not_run("no --target was given"),
            "ids": list(table.ids),
            "group": not_run("no --group was given")
            if table.roles.group is None
            else {"column": table.roles.group, "groups": table.group_count},
            "weights": table.roles.weights or not_run("no --weights was given"),
            "unused_columns": list(table.unused_columns),
        },
        *([explained] if readable.given == "file" else []),
        *fit_data(audit),
        *configuration(provenance),
    ]


def fit_data(audit: Audit) -> list[Json]:
    """The rows that fitted the network, if they were given."""
    table = audit.fit_data
    if table is None:
        return []
    return [
        {
            "role": "fit data",
            "name": table.name,
            "sha256": table.sha256,
            "bytes": table.size,
            "rows": table.rows_in_file,
            "columns": table.columns,
        }
    ]


def configuration(provenance: Provenance) -> list[Json]:
    """The file of --config, if there is one."""
    file = provenance.config
    if file is None:
        return []
    nothing = not_run("a configuration has no rows and columns")
    return [
        {
            "role": "configuration",
            "name": file.name,
            "sha256": file.sha256,
            "bytes": file.size,
            "rows": nothing,
            "columns": nothing,
        }
    ]


def focus(audit: Audit) -> Json:
    """The region that was audited, and how many rows it has."""
    region = audit.holdout.focus
    if region is None:
        return not_run("no --focus was given")
    return {"expression": region.text, "rows": region.rows_inside, "rows_in_file": region.rows_in_file}


def explanation(audit: Audit) -> Json:
    """The columns that descriptions speak in; an indicator stands for one entry of a column of text."""
    readable = audit.holdout.readable
    return {
        "given": readable.given,
        "columns": [{"name": column.name, **column_of(column)} for column in readable.columns],
        "left_out": [{"column": one.column, "entries": one.entries} for one in readable.left_out],
    }


def column_of(column: ReadableColumn) -> Json:
    """A column by its name in the file, and the entry that an indicator stands for."""
    return {"column": column.column, "entry": column.entry}
