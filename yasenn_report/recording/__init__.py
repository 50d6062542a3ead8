"""From a finished audit to its record: plain data that the JSON holds, and that pages and pictures are made from."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import cast

from yasenn_report.audit import Audit
from yasenn_report.policy.judge import UNDECIDED, judge
from yasenn_report.policy.policy import Policy
from yasenn_report.policy.reading import default_policy
from yasenn_report.record import SCHEMA_VERSION, Record
from yasenn_report.record.document import Presentation, Setting, Source
from yasenn_report.recording.columns import ColumnWords, record_explanation
from yasenn_report.recording.contrasts import record_contrasts
from yasenn_report.recording.drift import record_drift
from yasenn_report.recording.errors import record_error_trees
from yasenn_report.recording.fidelity import record_accuracy, record_fidelity, record_stability
from yasenn_report.recording.files import record_files
from yasenn_report.recording.findings import record_checks, record_findings
from yasenn_report.recording.flagged import record_flagged
from yasenn_report.recording.flow import record_flow
from yasenn_report.recording.groups import record_groups
from yasenn_report.recording.images import record_images
from yasenn_report.recording.network import record_network, record_task
from yasenn_report.recording.partitions import record_map, record_partitions
from yasenn_report.recording.profiles import record_profiles
from yasenn_report.recording.search import record_options, record_search
from yasenn_report.recording.table import record_table
from yasenn_report.report.document_options import DocumentOptions
from yasenn_report.report.provenance import Provenance

PLAIN = DocumentOptions()


def make_record(
    audit: Audit,
    provenance: Provenance,
    document: DocumentOptions = PLAIN,
    policy: Policy | None = None,
) -> Record:
    """The record of an audit, with the verdict that a policy gives on it.

    Args:
        audit: what was found.
        provenance: when, by which command and with which versions.
        document: what the user says of the release and its columns, and how the document is to be made; without rows,
            no single row of the table is in the record.
        policy: what is required; None for the one that is shipped.
    """
    policy = policy or default_policy()
    rows, given = document.rows, document.dictionary
    dictionary: Mapping[str, ColumnWords] = {} if given is None else {words.column: words for words in given.columns}
    task = record_task(audit, dictionary)
    found = Record(
        schema_version=SCHEMA_VERSION,
        created=provenance.created,
        command=provenance.command,
        configuration=record_configuration(provenance),
        presentation=Presentation(rows=rows, detail=document.detail),
        context=asdict(document.context),
        verdict=UNDECIDED,
        findings=record_findings(audit, rows=rows),
        checks=record_checks(audit),
        inputs=record_files(
            audit,
            provenance,
            None if given is None else given.file,
            policy.file if policy.source == "file" else None,
        ),
        network=record_network(audit),
        task=task,
        table=record_table(audit, rows=rows),
        explanation=record_explanation(audit, dictionary),
        options=record_options(audit),
        search=record_search(audit.search),
        fidelity=record_fidelity(audit),
        accuracy=record_accuracy(audit),
        stability=record_stability(audit),
        codes=sum(len(found.codes) for found in audit.partitioning.partitions),
        partitions=record_partitions(audit, task.class_names, rows=rows),
        profiles=record_profiles(audit),
        flow=record_flow(audit),
        images=record_images(audit, shape=document.image_shape, rows=rows),
        map=record_map(audit),
        contrasts=record_contrasts(audit),
        error_trees=record_error_trees(audit),
        drift=record_drift(audit),
        groups=record_groups(audit, dictionary),
        flagged_rows=record_flagged(audit, rows=rows),
        versions=dict(provenance.versions),
    )
    return judge(found, policy)


def record_configuration(provenance: Provenance) -> dict[str, Setting]:
    """Every option in effect, by its long name."""
    return {
        setting.option: Setting(value=plain(setting.value), source=cast(Source, setting.source))
        for setting in provenance.settings
    }


def plain(value: object) -> str | int | float | bool | tuple[str | int | float, ...] | None:
    """A value of an option, with tuples for lists."""
    if isinstance(value, list | tuple):
        return tuple(one if isinstance(one, int | float) else str(one) for one in value)
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
