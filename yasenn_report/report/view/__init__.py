"""Turn a Record and its figures into a ReportView: every sentence chosen and every number printed."""

from dataclasses import dataclass

from yasenn_report.record import Record
from yasenn_report.record.measured import NotRun
from yasenn_report.report.glossary import Meaning, read_glossary
from yasenn_report.report.requirements import Requirements, read_requirements
from yasenn_report.report.view.checks import Checks, make_checks
from yasenn_report.report.view.choice import Choice, make_choice
from yasenn_report.report.view.comparisons import Comparisons, make_comparisons
from yasenn_report.report.view.contrasts import (
    ContrastSheet,
    contrasts_rule,
    contrasts_sentence,
    make_contrast_sheets,
)
from yasenn_report.report.view.cover import Cover, make_cover
from yasenn_report.report.view.data import Data, make_data
from yasenn_report.report.view.drift import DriftPart, make_drift
from yasenn_report.report.view.error_trees import ErrorTreesPart, make_error_trees
from yasenn_report.report.view.files import AuditedFile, audited_files, name_of, own_code
from yasenn_report.report.view.findings import FindingRow, make_findings, strict_sentence, together_sentence
from yasenn_report.report.view.groups import GroupsPart, make_groups
from yasenn_report.report.view.limitations import Limitations, limitations_of
from yasenn_report.report.view.maps import MapRow, map_leaves, map_rows, map_sentence, unmapped
from yasenn_report.report.view.method import Method, make_method
from yasenn_report.report.view.mistakes import Mistakes, make_mistakes
from yasenn_report.report.view.notes import NOTES, Note
from yasenn_report.report.view.partition_rows import PartitionRow, partition_rows
from yasenn_report.report.view.pictures import (
    Figures,
    Picture,
    layers_picture,
    map_picture,
    rates_picture,
)
from yasenn_report.report.view.pictures.errors import errors_picture
from yasenn_report.report.view.pictures.flow import flow_picture
from yasenn_report.report.view.pictures.images import images_picture
from yasenn_report.report.view.pictures.outputs import outputs_picture
from yasenn_report.report.view.pictures.profiles import profile_names, profiles_picture
from yasenn_report.report.view.provenance import Provenance, make_provenance
from yasenn_report.report.view.regions import Region, flagged_sentence, regions, regions_sentence, unsure_sentence
from yasenn_report.report.view.scope import Scope, make_scope
from yasenn_report.report.view.sheets import Sheet, ShortSheet, make_sheets, short_sheets
from yasenn_report.report.view.shown_record import with_shown_names
from yasenn_report.report.view.trust import (
    FidelityRow,
    accuracy_rows,
    error_rows,
    error_sentence,
    fidelity_sentence,
    layer_rows,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """What the page says, section by section."""

    title: str
    made: str
    """Date as printed."""
    created: str
    """Date for the document's metadata, ISO 8601 in UTC."""
    version: str
    record_sha256: str
    """Of the JSON that the pages were made from."""
    files: tuple[AuditedFile, ...]
    """What a signature stands for; the model comes first."""
    own_code: str
    """A notice where code of the user's own was run; else empty."""
    cover: Cover
    scope: Scope
    findings: tuple[FindingRow, ...]
    findings_strict: str
    """How gaps between shares are counted; empty where no finding is about one."""
    findings_together: str
    """That some share a line; empty where none do."""
    findings_more: str
    """How many findings are not shown and where they are; empty where all are. So are the others of that name."""
    checks: Checks
    fidelity_sentence: str
    layers: tuple[FidelityRow, ...]
    layers_picture: Picture | None
    errors: tuple[FidelityRow, ...]
    error_sentence: str
    accuracy: tuple[FidelityRow, ...]
    partitions: tuple[PartitionRow, ...]
    partitions_more: str
    with_accuracy: bool
    """Whether the partition table has a column for accuracy."""
    mistakes: Mistakes | None
    """What labels say of partitions; None where there are none to compare."""
    rates_picture: Picture | None
    outputs_picture: Picture | NotRun
    errors_picture: Picture | NotRun
    flow_picture: Picture | NotRun
    profiles_picture: Picture | NotRun
    images_picture: Picture | NotRun
    map_sentence: str
    unmapped: str
    """Partitions that the map leaves out, in one sentence; empty where there are none."""
    map: tuple[FidelityRow, ...]
    map_leaves: tuple[MapRow, ...]
    map_leaves_more: str
    map_picture: Picture | None
    sheets: tuple[Sheet, ...]
    short_sheets: tuple[ShortSheet, ...]
    """Partitions without a sheet of their own."""
    short_sheets_more: str
    contrasts_sentence: str
    contrasts_rule: str
    contrasts: tuple[ContrastSheet, ...]
    regions_sentence: str
    low_fidelity: tuple[Region, ...]
    low_fidelity_more: str
    inconclusive: tuple[Region, ...]
    inconclusive_more: str
    unsure_sentence: str
    """Stands in place of these where they are many; else empty."""
    error_trees: ErrorTreesPart
    groups: GroupsPart
    flagged: str
    """Where the single rows of these partitions stand."""
    comparisons: Comparisons
    choice: Choice
    data: Data
    drift: DriftPart
    method: Method
    limitations: Limitations
    requirements: Requirements
    provenance: Provenance
    notes: tuple[Note, ...]
    glossary: tuple[Meaning, ...]


def build_view(record: Record, figures: Figures, *, record_sha256: str) -> ReportView:
    """Choose every sentence and print every number of the report.

    Args:
        record: what was found.
        figures: its drawings.
        record_sha256: of the record's JSON, which the sign-off names.
    """
    record = with_shown_names(record)
    findings, partitions, leaves = make_findings(record), partition_rows(record), map_leaves(record)
    sheets, short = make_sheets(record, figures), short_sheets(record)
    low, unsure = regions(record, "low_fidelity"), regions(record, "inconclusive")
    return ReportView(
        title=f"Audit of {name_of(record, 'model')}",
        made=f"{record.created:%d %B %Y}",
        created=f"{record.created:%Y-%m-%dT%H:%M:%SZ}",
        version=record.versions.get("yasenn-report", "of an unknown version"),
        record_sha256=record_sha256,
        files=audited_files(record),
        own_code=own_code(record),
        cover=make_cover(record),
        scope=make_scope(record),
        findings=findings.shown,
        findings_strict=strict_sentence(record),
        findings_together=together_sentence(record),
        findings_more=findings.more,
        checks=make_checks(record),
        fidelity_sentence=fidelity_sentence(record),
        layers=layer_rows(record),
        layers_picture=layers_picture(record, figures),
        errors=error_rows(record),
        error_sentence=error_sentence(record),
        accuracy=accuracy_rows(record),
        partitions=partitions.shown,
        partitions_more=partitions.more,
        with_accuracy=record.task.classes and not isinstance(record.table.target, NotRun),
        mistakes=make_mistakes(record),
        rates_picture=rates_picture(record, figures),
        outputs_picture=outputs_picture(record, figures.outputs),
        errors_picture=errors_picture(record, figures.errors),
        flow_picture=flow_picture(record, figures.flow),
        profiles_picture=profiles_picture(record, figures.profiles, profile_names(record)),
        images_picture=images_picture(record, figures.images),
        map_sentence=map_sentence(record),
        unmapped=unmapped(record),
        map=map_rows(record),
        map_leaves=leaves.shown,
        map_leaves_more=leaves.more,
        map_picture=map_picture(record, figures),
        sheets=sheets.shown,
        short_sheets=short.shown,
        short_sheets_more=short.more,
        contrasts_sentence=contrasts_sentence(record),
        contrasts_rule=contrasts_rule(record),
        contrasts=make_contrast_sheets(record),
        regions_sentence=regions_sentence(record),
        low_fidelity=low.shown,
        low_fidelity_more=low.more,
        inconclusive=unsure.shown,
        inconclusive_more=unsure.more,
        unsure_sentence=unsure_sentence(record),
        error_trees=make_error_trees(record, figures),
        groups=make_groups(record),
        flagged=flagged_sentence(record),
        comparisons=make_comparisons(record),
        choice=make_choice(record, figures),
        data=make_data(record),
        drift=make_drift(record),
        method=make_method(record),
        limitations=limitations_of(record),
        requirements=read_requirements(),
        provenance=make_provenance(record),
        notes=NOTES,
        glossary=read_glossary(),
    )
