"""What an audit was made from, as the record tells it: files, region, columns."""

from typing import Any

from yasenn_report.audit import Audit
from yasenn_report.inputs.beside import InputFile
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
        "notes": list(readable.notes),
    }
    made = table.inputs_file
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
            "sensitive": list(table.roles.sensitive),
            "expect": list(table.roles.expect),
            "dropped": dropped(audit),
            "unused_columns": list(table.unused_columns),
            "notes": list(table.notes),
        },
        *architecture(audit),
        *([explained] if readable.given == "file" else []),
        *([] if made is None else [inputs_file(made)]),
        *fit_data(audit),
        *configuration(provenance),
    ]


def architecture(audit: Audit) -> list[Json]:
    """The user's own code that built the network, if the file holds weights only."""
    code = audit.network.file.architecture
    if code is None:
        return []
    nothing = not_run("code has no rows and columns")
    return [
        {
            "role": "architecture",
            "name": code.name,
            "sha256": code.sha256,
            "bytes": code.size,
            "rows": nothing,
            "columns": nothing,
            "entry": code.entry,
        }
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


def dropped(audit: Audit) -> Json:
    """Rows that lack an entry, where they were left out."""
    found = audit.holdout.dropped
    if found is None:
        return not_run("a row that lacks an entry is an error: --missing drop was not given")
    return {"rows": found.rows, "by_column": dict(found.by_column), "sentence": found.sentence}


def inputs_file(made: InputFile) -> Json:
    """The file of prepared inputs, or of the preprocessor that made them."""
    none = not_run("a preprocessor has no rows")
    return {
        "role": made.role,
        "name": made.name,
        "sha256": made.sha256,
        "bytes": made.size,
        "rows": none if made.rows is None else made.rows,
        "columns": none if made.columns is None else made.columns,
        "matched_by": list(made.matched_by),
        "notes": list(made.notes),
    }


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
