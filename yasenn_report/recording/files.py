"""The files that an audit was made from, as the record names them."""

from yasenn_report.audit import Audit
from yasenn_report.inputs.small_files import SmallFile
from yasenn_report.record.files import InputFile, Role
from yasenn_report.record.measured import NotRun
from yasenn_report.report.provenance import Provenance


def record_files(
    audit: Audit, provenance: Provenance, dictionary: SmallFile | None, policy: SmallFile | None
) -> tuple[InputFile, ...]:
    """All of them, model and data first."""
    model, table = audit.network.file, audit.holdout
    none = NotRun(reason="a model file has no rows and columns")
    return (
        InputFile(role="model", name=model.name, sha256=model.sha256, bytes=model.size, rows=none, columns=none),
        InputFile(
            role="data",
            name=table.name,
            sha256=table.sha256,
            bytes=table.size,
            rows=table.rows_in_file,
            columns=table.columns,
            notes=table.notes,
        ),
        *architecture(audit),
        *explanation(audit),
        *made_inputs(audit),
        *fit_data(audit),
        *small_file("configuration", provenance.config),
        *small_file("dictionary", dictionary),
        *small_file("policy", policy),
    )


def architecture(audit: Audit) -> tuple[InputFile, ...]:
    """The user's own code that built the network, if the file holds weights only."""
    code = audit.network.file.architecture
    if code is None:
        return ()
    none = NotRun(reason="code has no rows and columns")
    return (
        InputFile(
            role="architecture",
            name=code.name,
            sha256=code.sha256,
            bytes=code.size,
            rows=none,
            columns=none,
            entry=code.entry,
        ),
    )


def explanation(audit: Audit) -> tuple[InputFile, ...]:
    """The file of the columns that descriptions speak in, if it is one of its own."""
    readable = audit.holdout.readable
    if readable.given != "file":
        return ()
    return (
        InputFile(
            role="explanation",
            name=readable.name,
            sha256=readable.sha256,
            bytes=readable.size,
            rows=readable.rows_in_file,
            columns=readable.columns_in_file,
            matched_by=readable.matched_by,
            notes=readable.notes,
        ),
    )


def made_inputs(audit: Audit) -> tuple[InputFile, ...]:
    """The file of prepared inputs, or of the preprocessor that made them."""
    made = audit.holdout.inputs_file
    if made is None:
        return ()
    none = NotRun(reason="a preprocessor has no rows and columns")
    return (
        InputFile(
            role=made.role,
            name=made.name,
            sha256=made.sha256,
            bytes=made.size,
            rows=none if made.rows is None else made.rows,
            columns=none if made.columns is None else made.columns,
            matched_by=made.matched_by,
            notes=made.notes,
        ),
    )


def fit_data(audit: Audit) -> tuple[InputFile, ...]:
    """The rows that fitted the network, if they were given."""
    table = audit.fit_data
    if table is None:
        return ()
    return (
        InputFile(
            role="fit data",
            name=table.name,
            sha256=table.sha256,
            bytes=table.size,
            rows=table.rows_in_file,
            columns=table.columns,
            notes=table.notes,
        ),
    )


def small_file(role: Role, file: SmallFile | None) -> tuple[InputFile, ...]:
    """A file of settings or of words, if there is one."""
    if file is None:
        return ()
    none = NotRun(reason="it has no rows and columns")
    return (InputFile(role=role, name=file.name, sha256=file.sha256, bytes=file.size, rows=none, columns=none),)
